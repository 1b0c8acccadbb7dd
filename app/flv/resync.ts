import { ByteQueue } from './byte-queue.ts';
import type { ByteWindow } from './byte-window.ts';
import { isPlausibleTag, plausibleTagLength } from './plausible-tag.ts';
import { videoTagType } from './tag-header.ts';
import { TagWalk, type WalkedTag } from './tag-walk.ts';

/** Where to begin: at the next tag, or at the next video keyframe. */
export type ResyncMode = 'tag' | 'keyframe';

/** A place to begin at. Distances are bytes from the first byte pushed. */
export interface ResyncFound {
  status: 'found';
  /** To the first tag; 0 when the offset was on a tag. */
  bytesToTag: number;
  /** To the tag that `data` begins with; in mode `tag` the same as `bytesToTag`. */
  bytesToStart: number;
  /** Tags between the two. */
  tagsSkipped: number;
  tagType: number;
  /** SI32, ms, decode time, as in the tag header. */
  timestampMs: number;
  /** ms; 0 for audio and script tags. */
  compositionTimeMs: number;
  isKeyframe: boolean;
  /** Everything pushed so far from the tag on; a copy. */
  data: Uint8Array;
}

/** The stream ended without a place to begin at. */
export interface ResyncNone {
  status: 'none';
  /** To the first tag, if there was one at all. */
  bytesToTag: number | null;
  tagsSkipped: number;
  bytesSearched: number;
}

/**
 * Finds a place to begin playing in a stream that may start in the middle of a tag. A tag is
 * proven by its PreviousTagSize and by the tag after it, or by several after it; see `TagSearch`. The result does not
 * depend on how the stream is cut into chunks.
 */
export class Resynchroniser {
  private readonly mode: ResyncMode;
  private readonly queue = new ByteQueue();
  /** Null while it is not decided whether the stream begins with a tag. */
  private walk: TagWalk | null = null;
  private readonly isTag: boolean;
  private bytesToTag: number | null = null;
  private tagsSkipped = 0;
  private found: ResyncFound | null = null;

  /**
   * @param isTag whether it is known that a tag begins where the stream does: then it is believed
   *   as a scan believes it, also where its PreviousTagSize is wrong
   */
  constructor(mode: ResyncMode, isTag = false) {
    this.mode = mode;
    this.isTag = isTag;
  }

  /** @returns null while more bytes are needed; once found, push no more */
  push(chunk: Uint8Array): ResyncFound | null {
    this.queue.push(chunk);
    this.advance(false);
    return this.found;
  }

  /** Call when the stream has ended: what is held may be enough. */
  finish(): ResyncFound | ResyncNone {
    this.advance(true);
    return (
      this.found ?? {
        status: 'none',
        bytesToTag: this.bytesToTag,
        tagsSkipped: this.tagsSkipped,
        bytesSearched: this.queue.endOffset,
      }
    );
  }

  private advance(isLast: boolean): void {
    if (this.found !== null) return;
    const window = this.queue.window(isLast);
    this.walk ??= this.begin(window);
    this.walk?.advance(window);
    if (this.walk !== null) this.queue.dropBefore(this.walk.keepFrom);
  }

  /** What cannot be a tag is none, whoever says so: a server may have sent another place. */
  private begin(window: ByteWindow): TagWalk | null {
    const visitor = {
      tag: (tag: WalkedTag, within: ByteWindow) => this.visit(tag, within),
      finding: () => undefined,
    };
    if (!this.isTag) return TagWalk.fromAnywhere(0, visitor);
    if (window.bytes.length < plausibleTagLength && !window.isLast) return null;
    const isPlausible =
      window.bytes.length >= plausibleTagLength && isPlausibleTag(window.bytes, 0, window.view);
    return isPlausible ? TagWalk.from(0, visitor) : TagWalk.fromAnywhere(0, visitor);
  }

  private visit(tag: WalkedTag, window: ByteWindow): void {
    if (this.found !== null) return;
    this.bytesToTag ??= tag.offset;
    const isVideo = tag.type === videoTagType;
    const isKeyframe = isVideo && tag.video.isKeyframe;
    if (this.mode === 'keyframe' && !isKeyframe) {
      this.tagsSkipped++;
      return;
    }
    this.found = {
      status: 'found',
      bytesToTag: this.bytesToTag,
      bytesToStart: tag.offset,
      tagsSkipped: this.tagsSkipped,
      tagType: tag.type,
      timestampMs: tag.timestampMs,
      compositionTimeMs: isVideo ? tag.video.compositionTimeMs : 0,
      isKeyframe,
      data: window.bytes.slice(tag.offset - window.start),
    };
  }
}
