import { type AudioTag, blankAudioTag, readAudioTag } from './audio-tag.ts';
import { byteWindow } from './byte-window.ts';
import { viewOf } from './bytes.ts';
import type { ChainBreak, ChainTag, TagBytes } from './chain-tag.ts';
import { fileHeaderLength, isFlv, readFileHeader } from './file-header.ts';
import { NalLook, nalFamily, nalLengthBytes } from './nal-look.ts';
import { isPlausibleTag, plausibleTagLength } from './plausible-tag.ts';
import { isMetadataTag } from './script-tag.ts';
import {
  audioTagType,
  blankTagHeader,
  previousTagSizeLength,
  readTagHeader,
  scriptTagType,
  tagHeaderLength,
  videoTagType,
} from './tag-header.ts';
import { TrackOrder } from './track-order.ts';
import { applyAccess, blankVideoTag, readVideoTag, type VideoTag } from './video-tag.ts';

/** Tags that are kept in `first`, and of which the first bytes are. */
const FIRST_TAGS = 12;
/** So much of a tag's data is looked at: enough for SEI and parameter sets before a picture. */
const LOOK_BYTES = 4096;
const USUAL_LOOK_BYTES = 32;
/** So much of a tag, or of what is none, stands in `firstBytes`. */
const KEPT_BYTES = tagHeaderLength + USUAL_LOOK_BYTES;

/** What a stream begins with: a file header and PreviousTagSize0, or a tag right away. */
type ChainStart = 'header' | 'tag';

/**
 * Follows the tags of a stream from its file header on, or from its first byte where nothing stands in
 * front, through whatever pieces it comes in, and keeps nothing of it but some bytes of the tag under way.
 * It does not search: where the chain breaks, it stops, and says where. Never throws on bytes.
 */
export class TagChain {
  /** The first 13 bytes, or as many as came. */
  readonly head = new Uint8Array(fileHeaderLength + previousTagSizeLength);
  /** Where the first tag should begin. */
  readonly tagsFrom: number;
  /** Bytes seen. */
  bytes = 0;
  /** The first tags, then none. */
  readonly first: ChainTag[] = [];
  /** The header and some data of the first tags, and of what breaks the chain among them. */
  readonly firstBytes: TagBytes[] = [];
  tagCount = 0;
  firstVideo: ChainTag | null = null;
  firstAudio: ChainTag | null = null;
  /** Of each track the first sequence header. */
  videoHeader: ChainTag | null = null;
  audioHeader: ChainTag | null = null;
  break: ChainBreak | null = null;
  /** How its frames' times follow one another. */
  readonly order = new TrackOrder();
  /** After the last whole tag with its PreviousTagSize, or where the tags begin. */
  wholeEnd = 0;
  readonly #held = new Uint8Array(tagHeaderLength + LOOK_BYTES);
  readonly #view = viewOf(this.#held);
  // Read into again for each tag.
  readonly #header = blankTagHeader();
  readonly #video = blankVideoTag();
  readonly #audio = blankAudioTag();
  #heldLength = 0;
  /** What is read into `#held` next has this length. */
  #wanted = 0;
  #tag: ChainTag | null = null;
  /** Bytes of the tag's data that need not be looked at. */
  #toSkip = 0;
  #nalLength = 4;
  #isAtTrailer = false;

  constructor(start: ChainStart = 'header') {
    this.tagsFrom = start === 'header' ? this.head.length : 0;
    if (start === 'tag') this.#expect(plausibleTagLength);
  }

  /** @param piece the next bytes; not kept */
  push(piece: Uint8Array): void {
    let at = this.#takeHead(piece);
    const start = this.bytes;
    this.bytes += piece.length;
    while (at < piece.length && this.break === null) {
      if (this.#toSkip > 0) {
        const skipped = Math.min(this.#toSkip, piece.length - at);
        this.#toSkip -= skipped;
        at += skipped;
        continue;
      }
      at += this.#hold(piece, at);
      if (this.#heldLength === this.#wanted) this.#onHeld(start + at);
    }
    if (this.break !== null && at < piece.length) this.#keepBroken(piece.subarray(at));
  }

  /** @returns how many of the bytes stand before the tags */
  #takeHead(piece: Uint8Array): number {
    if (this.bytes >= this.head.length) return 0;
    const taken = Math.min(piece.length, this.head.length - this.bytes);
    this.head.set(piece.subarray(0, taken), this.bytes);
    if (this.tagsFrom === 0) return 0;
    if (this.bytes + taken === this.head.length) this.#beginTags();
    return taken;
  }

  /** What stands where no tag begins is kept as far as a tag would be. */
  #keepBroken(piece: Uint8Array): void {
    const last = this.firstBytes.at(-1);
    if (!last || last.isTag || last.bytes.length >= KEPT_BYTES) return;
    const more = piece.subarray(0, KEPT_BYTES - last.bytes.length);
    const bytes = new Uint8Array(last.bytes.length + more.length);
    bytes.set(last.bytes);
    bytes.set(more, last.bytes.length);
    last.bytes = bytes;
  }

  /** @returns how many bytes were taken */
  #hold(piece: Uint8Array, at: number): number {
    const length = Math.min(this.#wanted - this.#heldLength, piece.length - at);
    // Nearly always a few: a view for them would cost more than copying them.
    if (length > USUAL_LOOK_BYTES) {
      this.#held.set(piece.subarray(at, at + length), this.#heldLength);
    } else {
      for (let i = 0; i < length; i += 1) this.#held[this.#heldLength + i] = piece[at + i] ?? 0;
    }
    this.#heldLength += length;
    return length;
  }

  /** Does the stream stop within a tag? */
  get isInsideTag(): boolean {
    return this.break === null && this.bytes > this.tagsFrom && this.bytes > this.wholeEnd;
  }

  /** Is the first tag there, or is it known that none can come? */
  get hasBegun(): boolean {
    return this.tagCount > 0 || this.break !== null;
  }

  #beginTags(): void {
    this.wholeEnd = this.head.length;
    this.#expect(plausibleTagLength);
    if (readFileHeader(this.head) === null) this.#stop('not_a_tag', 0);
  }

  #expect(length: number): void {
    this.#wanted = length;
    this.#heldLength = 0;
  }

  /** @param end offset in the stream after what is held */
  #onHeld(end: number): void {
    if (this.#isAtTrailer) this.#closeTag(end);
    else if (this.#wanted === plausibleTagLength) this.#openTag(end - plausibleTagLength);
    else this.#lookAtTag();
  }

  #openTag(offset: number): void {
    const isHeader = isFlv(this.#held);
    if (!isHeader && isPlausibleTag(this.#held, 0, this.#view)) this.#readHeader(offset);
    else {
      this.#keepBytes(offset, false);
      this.#stop(isHeader ? 'second_header' : 'not_a_tag', offset);
    }
  }

  #keepBytes(offset: number, isTag: boolean): void {
    if (this.firstBytes.length === FIRST_TAGS) return;
    const length = Math.min(this.#heldLength, this.#wanted, KEPT_BYTES);
    this.firstBytes.push({ offset, bytes: this.#held.slice(0, length), isTag });
  }

  #readHeader(offset: number): void {
    const { type, dataSize, timestampMs } = readTagHeader(this.#view, 0, this.#header);
    this.#tag = {
      offset,
      type,
      dataSize,
      timestampMs,
      codec: 0,
      compositionTimeMs: 0,
      isSequenceHeader: false,
      isMetadata: false,
      isFrame: false,
      isKeyframe: false,
      isFlaggedKeyframe: false,
    };
    // The first picture tells by its NAL units whether decoding can begin at it.
    const look = this.firstVideo === null && type === videoTagType ? LOOK_BYTES : USUAL_LOOK_BYTES;
    this.#wanted = tagHeaderLength + Math.min(dataSize, look);
    if (this.#wanted <= plausibleTagLength) this.#lookAtTag();
  }

  #lookAtTag(): void {
    const tag = this.#tag;
    if (tag === null) return;
    this.#keepBytes(tag.offset, true);
    const end = this.#wanted;
    if (tag.type === videoTagType) {
      this.#onVideo(tag, readVideoTag(this.#view, tagHeaderLength, end, this.#video), end);
    } else if (tag.type === audioTagType) {
      this.#onAudio(tag, readAudioTag(this.#view, tagHeaderLength, end, this.#audio));
    } else {
      tag.isMetadata =
        tag.type === scriptTagType && isMetadataTag(this.#view, tagHeaderLength, end);
    }
    this.#toSkip = tag.dataSize - (end - tagHeaderLength);
    this.#isAtTrailer = true;
    this.#expect(previousTagSizeLength);
  }

  #onVideo(tag: ChainTag, video: VideoTag, end: number): void {
    tag.codec = video.codec;
    tag.isSequenceHeader = video.isSequenceHeader;
    tag.isFrame = video.isFrame;
    tag.isFlaggedKeyframe = video.isKeyframe;
    tag.compositionTimeMs = video.compositionTimeMs;
    const family = nalFamily(video.codec);
    if (video.isSequenceHeader) {
      this.videoHeader ??= tag;
      const configuration = this.#held.subarray(tagHeaderLength + video.headerLength, end);
      if (family !== null) this.#nalLength = nalLengthBytes(family, configuration);
    }
    if (video.isFrame && this.firstVideo === null) {
      if (family !== null) {
        const look = new NalLook();
        const dataEnd = tagHeaderLength + tag.dataSize;
        look.begin(family, this.#nalLength, tagHeaderLength + video.headerLength, dataEnd);
        const isAll = end === dataEnd;
        look.advance(byteWindow(this.#held.subarray(0, end), 0, isAll), end, isAll);
        if (look.isDone) applyAccess(video, look.access);
      }
      this.firstVideo = tag;
    }
    tag.isKeyframe = video.isKeyframe;
  }

  #onAudio(tag: ChainTag, audio: AudioTag): void {
    tag.codec = audio.codec;
    tag.isSequenceHeader = audio.isSequenceHeader;
    tag.isFrame = audio.isFrame;
    if (audio.isSequenceHeader) this.audioHeader ??= tag;
    if (audio.isFrame) this.firstAudio ??= tag;
  }

  #closeTag(end: number): void {
    const tag = this.#tag;
    if (tag === null) return;
    const seen = this.#view.getUint32(0);
    const expected = tagHeaderLength + tag.dataSize;
    this.#isAtTrailer = false;
    this.tagCount += 1;
    if (this.first.length < FIRST_TAGS) this.first.push(tag);
    if (tag.isFrame) this.order.add(tag);
    if (seen !== expected) {
      this.#stop('size', end - previousTagSizeLength, seen, expected);
      return;
    }
    this.wholeEnd = end;
    this.#expect(plausibleTagLength);
  }

  #stop(kind: ChainBreak['kind'], offset: number, seen = 0, expected = 0): void {
    this.break = { kind, offset, seen, expected };
  }
}
