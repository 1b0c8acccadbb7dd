import type { ByteWindow } from './byte-window.ts';
import { isPlausibleTag, nextPossibleTag, plausibleTagLength } from './plausible-tag.ts';
import { previousTagSizeLength, tagHeaderLength } from './tag-header.ts';

/** A place that looks like a tag, and the bytes that will prove it. */
interface Candidate {
  offset: number;
  /** Offset of the PreviousTagSize that names its size; further on, of that of a later tag. */
  trailer: number;
  /** Plausible headers so far, each where the size in the one before says; this one counts. */
  links: number;
}

/** Bytes after a candidate's data that prove it: PreviousTagSize and the start of another tag. */
const proofLength = previousTagSizeLength + plausibleTagLength;

/**
 * Candidates waiting for their proof. In a real file there are one or two; hostile bytes could
 * make millions, so the ones that would take longest to prove are forgotten.
 */
const maxCandidates = 64;

/**
 * So many plausible headers in a row prove a tag whose PreviousTagSize is wrong: there are writers
 * that get each of them wrong. One header stands in random bytes once in 10^9.
 */
const provingLinks = 4;

/**
 * Finds the next tag in bytes whose boundaries are not known. A tag is proven by a plausible
 * header, by the PreviousTagSize after its data, and by a plausible header after that (or the
 * end of the source), or by a chain of plausible headers. Of several, the one whose proof comes first is taken: so the answer
 * does not depend on how the bytes were cut, and a false start that claims megabytes does not
 * hold up the true one. Linear in the bytes searched.
 */
export class TagSearch {
  /** Offset of the proven tag; null until there is one. */
  found: number | null = null;
  /** Every place before this offset has been looked at. */
  private cursor: number;
  private readonly from: number;
  /** In order of `trailer`. */
  private readonly candidates: Candidate[] = [];

  /** @param from the first offset that can be a tag */
  constructor(from: number) {
    this.from = from;
    this.cursor = from;
  }

  /** The next window must begin at or before this offset: a proof that is due needs its bytes. */
  get wantedOffset(): number {
    return Math.max(this.from, this.cursor - previousTagSizeLength);
  }

  /** Bytes before this offset cannot belong to the tag that will be found. */
  get keepFrom(): number {
    return this.candidates.reduce(
      (least, { offset }) => Math.min(least, offset),
      this.wantedOffset,
    );
  }

  /**
   * Goes on through a window that holds `wantedOffset`.
   * @returns true when the search is over: `found` says how
   */
  advance(window: ByteWindow): boolean {
    const { bytes, view, start } = window;
    const last = window.end - plausibleTagLength - start;
    let at = this.cursor - start;
    while (at <= last) {
      if (this.candidates.length === 0) at = nextPossibleTag(bytes, at, last);
      else if (this.isProofDue(start + at + plausibleTagLength)) {
        this.prove(window, start + at + plausibleTagLength);
        if (this.found !== null) return true;
      }
      if (at <= last && isPlausibleTag(bytes, at, view)) {
        this.add(start + at, view.getUint32(at) & 0xff_ffff);
      }
      at++;
    }
    this.cursor = Math.max(this.cursor, window.end - plausibleTagLength + 1);
    this.prove(window, window.end);
    if (window.isLast && this.found === null) this.proveAtEnd(window);
    return window.isLast || this.found !== null;
  }

  private isProofDue(seen: number): boolean {
    const next = this.candidates[0];
    return next !== undefined && next.trailer + proofLength <= seen;
  }

  private prove(window: ByteWindow, seen: number): void {
    while (this.found === null && this.isProofDue(seen)) {
      const candidate = this.candidates.shift();
      if (candidate === undefined) continue;
      const next = candidate.trailer + previousTagSizeLength - window.start;
      // Bytes that were let go of cannot be the next link of a chain.
      if (next < 0 || !isPlausibleTag(window.bytes, next, window.view)) continue;
      const { offset } = candidate;
      const links = candidate.links + 1;
      if (links === provingLinks || isTrailerRight(candidate, window)) this.found = offset;
      else this.insert(offset, next + window.start, window.view.getUint32(next) & 0xff_ffff, links);
    }
  }

  /** The last tag of a source has no other after it, or only the beginning of one. */
  private proveAtEnd(window: ByteWindow): void {
    const last = this.candidates.find(
      (candidate) =>
        candidate.trailer + previousTagSizeLength <= window.end &&
        (isTrailerRight(candidate, window) || isChainToEnd(candidate, window)),
    );
    this.found = last?.offset ?? null;
  }

  private add(offset: number, dataSize: number): void {
    this.insert(offset, offset, dataSize, 1);
  }

  /** @param tagOffset of the chain's last header */
  private insert(offset: number, tagOffset: number, dataSize: number, links: number): void {
    const trailer = tagOffset + tagHeaderLength + dataSize;
    let at = this.candidates.length;
    while (at > 0 && (this.candidates[at - 1]?.trailer ?? 0) > trailer) at--;
    this.candidates.splice(at, 0, { offset, trailer, links });
    if (this.candidates.length > maxCandidates) this.candidates.pop();
  }
}

/** Only the first tag's own PreviousTagSize proves it: a chain that goes on has a wrong one. */
function isTrailerRight({ offset, trailer, links }: Candidate, window: ByteWindow): boolean {
  const at = trailer - window.start;
  return links === 1 && at >= 0 && window.view.getUint32(at) === trailer - offset;
}

/** Several plausible headers, and the last tag ends where the source does. */
function isChainToEnd({ trailer, links }: Candidate, window: ByteWindow): boolean {
  return links > 1 && trailer + previousTagSizeLength === window.end;
}
