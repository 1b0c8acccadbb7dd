import { type AudioTag, blankAudioTag, readAudioTag } from './audio-tag.ts';
import type { ByteWindow } from './byte-window.ts';
import { fileHeaderLength, isFlv } from './file-header.ts';
import { NalLook, nalFamily, nalLengthBytes } from './nal-look.ts';
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
import { applyAccess, blankVideoTag, readVideoTag, type VideoTag } from './video-tag.ts';
import {
  type FindingVisitor,
  reportCutHeader,
  reportDamage,
  reportNoTrailer,
  reportSecondHeader,
  reportTooDamaged,
  reportUnreadEnd,
} from './walk-findings.ts';

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
  /** Of a sequence header: its data after the head, or the beginning of it; else empty. */
  configuration: Uint8Array;
  /** Could a tag begin like this? Then it is believed even if its PreviousTagSize is wrong. */
  isPlausible: boolean;
}

export interface TagVisitor extends FindingVisitor {
  /** @param window holds the whole tag when the caller keeps bytes from `keepFrom` on */
  tag(tag: WalkedTag, window: ByteWindow): void;
}

/** Bytes after a tag's data that say whether to believe it. */
const closeLength = previousTagSizeLength + plausibleTagLength;

/**
 * So much of a tag's data is looked at, however long its header says it is: more than the readers
 * of audio, video and script tags need. What a tag says must not depend on where a block ends.
 */
const peekLength = 48;

const openLength = tagHeaderLength + peekLength;

/** So much of a sequence header is kept: they hold parameter sets of some ten bytes. */
const maxConfigurationLength = 448;

/**
 * So many inter frames may be looked into beyond their first bytes. It takes a read for each, and
 * where the first of them tell nothing, nor do the others.
 */
const maxDeepInterLooks = 256;

const none = new Uint8Array();

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
    configuration: none,
    isPlausible: false,
  };
  private readonly look = new NalLook();
  private nalLength = 4;
  private deepInterLooks = 0;

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
    return this.search?.wantedOffset ?? (this.look.isDone ? this.at : this.look.at);
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
            ? this.lookAndClose(window)
            : this.open(window);
      if (!hasMoved) return;
    }
  }

  /** Reads the tag header at `at`. */
  private open(window: ByteWindow): boolean {
    const left = window.end - this.at;
    if (left < openLength && !window.isLast) return false;
    if (left < plausibleTagLength) {
      if (left > 0) reportCutHeader(this.visitor, this.at, left);
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
    if (!this.readConfiguration(window, dataAt)) return false;
    tag.isMetadata = tag.type === scriptTagType && isMetadataTag(view, dataAt, end);
    this.at += tagHeaderLength + tag.dataSize;
    this.isOpen = true;
    if (tag.type === videoTagType && tag.video.isFrame) this.beginLook(window, end);
    return true;
  }

  /** @returns false when the window holds too little of a sequence header */
  private readConfiguration(window: ByteWindow, dataAt: number): boolean {
    const tag = this.current;
    tag.configuration = none;
    const head = headOfSequenceHeader(tag);
    if (head === null) return true;
    const length = Math.min(tag.dataSize, maxConfigurationLength);
    if (dataAt + length > window.bytes.length && !window.isLast) return false;
    tag.configuration = window.bytes.slice(dataAt + head.headerLength, dataAt + length);
    const family = tag.type === videoTagType ? nalFamily(head.codec) : null;
    if (family !== null) this.nalLength = nalLengthBytes(family, tag.configuration);
    return true;
  }

  /** Frame types can lie: whether decoding can begin at a picture, its NAL units know. */
  private beginLook(window: ByteWindow, peekEnd: number): void {
    const { offset, dataSize, video } = this.current;
    const family = nalFamily(video.codec);
    if (family === null) return;
    const dataAt = offset + tagHeaderLength;
    const { look } = this;
    look.begin(family, this.nalLength, dataAt + video.headerLength, dataAt + dataSize);
    look.advance(window, window.start + peekEnd, false);
    if (look.isDone) applyAccess(video, look.access);
    else if (!video.isKeyframe && ++this.deepInterLooks > maxDeepInterLooks) look.giveUp();
  }

  private lookAndClose(window: ByteWindow): boolean {
    const { look } = this;
    if (look.isDone) return this.close(window);
    look.advance(window, window.end, window.isLast);
    if (!look.isDone) return false;
    applyAccess(this.current.video, look.access);
    return true;
  }

  /**
   * A file header instead of a tag: a proxy put a prefix in front of a whole file, or files were
   * joined without care. No tag type begins with "F".
   */
  private skipFileHeader(): boolean {
    reportSecondHeader(this.visitor, this.at);
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
    if (!hasTrailer) reportNoTrailer(this.visitor, this.at);
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
      reportTooDamaged(this.visitor, this.current.offset, maxSearches);
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
      if (this.damagedFrom !== null) reportUnreadEnd(this.visitor, this.current, window.end);
      this.isDone = true;
      return true;
    }
    if (this.damagedFrom !== null) reportDamage(this.visitor, this.damagedFrom, search.found);
    this.at = search.found;
    return true;
  }
}

/** What is read of audio and video alike; null for what is no sequence header. */
function headOfSequenceHeader(tag: WalkedTag): { codec: number; headerLength: number } | null {
  if (tag.type === videoTagType) return tag.video.isSequenceHeader ? tag.video : null;
  return tag.type === audioTagType && tag.audio.isSequenceHeader ? tag.audio : null;
}
