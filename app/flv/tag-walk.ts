import { type AudioTag, blankAudioTag, readAudioTag } from './audio-tag.ts';
import type { ByteWindow } from './byte-window.ts';
import { fileHeaderLength, isFlv } from './file-header.ts';
import type { Severity } from './finding.ts';
import { isPlausibleTag, plausibleTagLength } from './plausible-tag.ts';
import { isMetadataTag } from './script-tag.ts';
import {
  audioTagType,
  blankTagHeader,
  previousTagSizeLength,
  readTagHeader,
  scriptTagType,
  type TagHeader,
  tagHeaderLength,
  videoTagType,
} from './tag-header.ts';
import { TagSearch } from './tag-search.ts';
import { blankVideoTag, readVideoTag, type VideoTag } from './video-tag.ts';

/**
 * A tag as the walk met it. One object is used again for every tag: a visitor copies what it
 * wants to keep.
 */
export interface WalkedTag extends TagHeader {
  /** Of the tag header, in the source. */
  offset: number;
  /** Valid when `type` is 8. */
  readonly audio: AudioTag;
  /** Valid when `type` is 9. */
  readonly video: VideoTag;
  /** An onMetaData script tag. */
  isMetadata: boolean;
  /** The PreviousTagSize after the tag's data; null when the source ends before it. */
  previousTagSize: number | null;
  /** Could a tag begin like this? Then it is believed even if its PreviousTagSize is wrong. */
  isPlausible: boolean;
}

export interface TagVisitor {
  /** @param window holds the whole tag when the caller keeps bytes from `keepFrom` on */
  tag(tag: WalkedTag, window: ByteWindow): void;
  finding(code: string, severity: Severity, offset: number, message: string): void;
}

/** Bytes after a tag's data that say whether to believe it. */
const closeLength = previousTagSizeLength + plausibleTagLength;

/**
 * So much of a tag's data is looked at, however long its header says it is: more than the readers
 * of audio, video and script tags need. What a tag says must not depend on where a block ends.
 */
const peekLength = 48;

const openLength = tagHeaderLength + peekLength;

/**
 * So often the walk picks itself up after damage, then gives up: a search reads bytes twice, and
 * hostile bytes could make it do so at every step.
 */
const maxSearches = 10_000;

/**
 * Walks the chain of tags of a file: header, data, PreviousTagSize, header ... It looks at
 * headers and the first bytes of data only, through whatever window of bytes it is shown, so one
 * walk serves random access (skip the data) and streams (keep it). A tag is believed when its
 * PreviousTagSize is right, or when it and its successor look like tags; otherwise it is
 * damage, and the walk searches for the next tag that can be proven.
 */
export class TagWalk {
  isDone = false;
  private readonly visitor: TagVisitor;
  /** Next offset to read: a tag header, or the PreviousTagSize of the open tag. */
  private at: number;
  private isOpen = false;
  private search: TagSearch | null = null;
  private searchCount = 0;
  /** Where the damage begins that is searched through; null when nothing came before. */
  private damagedFrom: number | null = null;
  private readonly current: WalkedTag = {
    ...blankTagHeader(),
    offset: 0,
    audio: blankAudioTag(),
    video: blankVideoTag(),
    isMetadata: false,
    previousTagSize: null,
    isPlausible: false,
  };

  private constructor(at: number, search: TagSearch | null, visitor: TagVisitor) {
    this.at = at;
    this.search = search;
    this.visitor = visitor;
  }

  /** A walk from a known tag header on, for example the one after PreviousTagSize0. */
  static from(tagOffset: number, visitor: TagVisitor): TagWalk {
    return new TagWalk(tagOffset, null, visitor);
  }

  /** A walk from the first tag at or after any offset. */
  static fromAnywhere(offset: number, visitor: TagVisitor): TagWalk {
    return new TagWalk(offset, new TagSearch(offset), visitor);
  }

  /** Is it looking for the next tag after damage? Then it wants to see every byte. */
  get isSearching(): boolean {
    return this.search !== null;
  }

  /** The next window must hold bytes from here on; it can be far behind the last one. */
  get wantedOffset(): number {
    return this.search?.wantedOffset ?? this.at;
  }

  /** A stream, which cannot go back, keeps its bytes from here on; infinite when done. */
  get keepFrom(): number {
    if (this.isDone) return Number.POSITIVE_INFINITY;
    return this.search?.keepFrom ?? (this.isOpen ? this.current.offset : this.at);
  }

  /** Goes as far as the window allows. Show another from `wantedOffset` on until `isDone`. */
  advance(window: ByteWindow): void {
    while (!this.isDone && window.start <= this.wantedOffset) {
      const hasMoved =
        this.search !== null
          ? this.goOnSearching(this.search, window)
          : this.isOpen
            ? this.close(window)
            : this.open(window);
      if (!hasMoved) return;
    }
  }

  /** Reads the tag header at `at`. */
  private open(window: ByteWindow): boolean {
    const left = window.end - this.at;
    if (left < openLength && !window.isLast) return false;
    if (left < plausibleTagLength) {
      if (left > 0) this.reportCutHeader(left);
      this.isDone = true;
      return true;
    }
    const tag = this.current;
    const { view } = window;
    const at = this.at - window.start;
    if (isFlv(window.bytes, at)) return this.skipFileHeader();
    readTagHeader(view, at, tag);
    tag.offset = this.at;
    tag.previousTagSize = null;
    tag.isPlausible = isPlausibleTag(window.bytes, at, view);
    const dataAt = at + tagHeaderLength;
    const end = Math.min(dataAt + Math.min(tag.dataSize, peekLength), view.byteLength);
    if (tag.type === videoTagType) readVideoTag(view, dataAt, end, tag.video);
    else if (tag.type === audioTagType) readAudioTag(view, dataAt, end, tag.audio);
    tag.isMetadata = tag.type === scriptTagType && isMetadataTag(view, dataAt, end);
    this.at += tagHeaderLength + tag.dataSize;
    this.isOpen = true;
    return true;
  }

  /**
   * A file header instead of a tag: a proxy put a prefix in front of a whole file, or files were
   * joined without care. No tag type begins with "F".
   */
  private skipFileHeader(): boolean {
    this.visitor.finding(
      'second_file_header',
      'fail',
      this.at,
      `An FLV file header stands at ${this.at}, where a tag is expected.`,
    );
    this.at += fileHeaderLength + previousTagSizeLength;
    return true;
  }

  /** Reads what follows the open tag's data, and believes the tag or not. */
  private close(window: ByteWindow): boolean {
    const left = window.end - this.at;
    if (left < closeLength && !window.isLast) return false;
    const tag = this.current;
    const size = tagHeaderLength + tag.dataSize;
    const hasTrailer = left >= previousTagSizeLength;
    tag.previousTagSize = hasTrailer ? window.view.getUint32(this.at - window.start) : null;
    if (tag.previousTagSize !== size && !this.isBelievable(window, left)) {
      this.startSearch();
      return true;
    }
    if (!hasTrailer) this.reportNoTrailer();
    else if (tag.previousTagSize !== size) this.reportWrongTrailer(size);
    this.isOpen = false;
    this.at += previousTagSizeLength;
    this.visitor.tag(tag, window);
    if (!hasTrailer) this.isDone = true;
    return true;
  }

  /** Without the right PreviousTagSize: the tag is plausible, and so is what follows, if any. */
  private isBelievable(window: ByteWindow, left: number): boolean {
    if (left < 0 || !this.current.isPlausible) return false;
    if (left < closeLength) return true;
    const next = this.at + previousTagSizeLength - window.start;
    return isPlausibleTag(window.bytes, next, window.view);
  }

  private startSearch(): void {
    this.isOpen = false;
    if (++this.searchCount > maxSearches) {
      this.visitor.finding(
        'too_damaged',
        'fail',
        this.current.offset,
        `The file is damaged in more than ${maxSearches} places; the rest was not read.`,
      );
      this.isDone = true;
      return;
    }
    this.damagedFrom = this.current.offset;
    this.search = new TagSearch(this.current.offset + 1);
  }

  private goOnSearching(search: TagSearch, window: ByteWindow): boolean {
    if (!search.advance(window)) return false;
    this.search = null;
    if (search.found === null) {
      if (this.damagedFrom !== null) this.reportUnreadEnd(window.end);
      this.isDone = true;
      return true;
    }
    if (this.damagedFrom !== null) this.reportDamage(this.damagedFrom, search.found);
    this.at = search.found;
    return true;
  }

  private reportDamage(offset: number, until: number): void {
    this.visitor.finding(
      'damaged',
      'fail',
      offset,
      `${until - offset} bytes from ${offset} on are no tags; the next tag is at ${until}.`,
    );
  }

  private reportUnreadEnd(end: number): void {
    const { offset, dataSize, isPlausible } = this.current;
    const expected = tagHeaderLength + dataSize;
    if (isPlausible && offset + expected > end) {
      this.visitor.finding(
        'truncated_tag',
        'warn',
        offset,
        `The file ends within its last tag: ${end - offset} of ${expected} bytes are there.`,
      );
    } else {
      this.visitor.finding(
        'damaged',
        'fail',
        offset,
        `${end - offset} bytes from ${offset} to the end of the file are no tags.`,
      );
    }
  }

  private reportCutHeader(left: number): void {
    this.visitor.finding(
      'truncated_tag',
      'warn',
      this.at,
      `The file ends ${left} bytes after the beginning of a tag.`,
    );
  }

  private reportNoTrailer(): void {
    this.visitor.finding(
      'last_previous_tag_size_missing',
      'info',
      this.at,
      'The file ends before the PreviousTagSize of its last tag.',
    );
  }

  private reportWrongTrailer(size: number): void {
    this.visitor.finding(
      'previous_tag_size_wrong',
      'warn',
      this.at,
      `PreviousTagSize is ${this.current.previousTagSize}, expected ${size}.`,
    );
  }
}
