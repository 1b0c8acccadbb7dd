import type { AudioTag } from './audio-tag.ts';
import { ByteQueue } from './byte-queue.ts';
import type { ByteWindow } from './byte-window.ts';
import {
  type FileHeader,
  fileHeaderLength,
  firstTagOffset,
  readFileHeader,
} from './file-header.ts';
import { type Finding, FindingList } from './finding.ts';
import { reportHeader } from './scan-findings.ts';
import {
  audioTagType,
  previousTagSizeLength,
  type TagHeader,
  tagHeaderLength,
  videoTagType,
} from './tag-header.ts';
import { TagWalk, type WalkedTag } from './tag-walk.ts';
import type { VideoTag } from './video-tag.ts';

/** A whole tag out of a stream. */
export interface ReadTag {
  /** Of the tag header, from the first byte pushed. */
  offset: number;
  header: TagHeader;
  /** What the first data bytes say; null for other types. */
  audio: AudioTag | null;
  video: VideoTag | null;
  isMetadata: boolean;
  /** Header and data; a copy. */
  bytes: Uint8Array;
  /** As it stands after the data; null when the stream ended before it. */
  previousTagSize: number | null;
  isPreviousTagSizeRight: boolean;
}

/** What a stream begins with: a file header, or a tag header. */
export type StreamStart = 'file' | 'tag';

/**
 * Reads the tags of a stream, however it is cut into chunks. It finds its way through damage as
 * `scanFlv` does, so that both see the same tags of the same bytes; what it meets is in
 * `findings()`. Never throws on bytes.
 */
export class TagReader {
  /** The file header, once it has been read. */
  fileHeader: FileHeader | null = null;
  private readonly queue = new ByteQueue();
  private readonly found = new FindingList();
  private walk: TagWalk | null = null;
  private isUnreadable = false;
  private tags: ReadTag[] = [];

  constructor(start: StreamStart = 'file') {
    if (start === 'tag') this.walk = this.walkFrom(0);
  }

  /** @returns the tags that are now whole; a tag counts as whole once the next one has begun */
  push(chunk: Uint8Array): ReadTag[] {
    if (!this.isUnreadable) this.queue.push(chunk);
    return this.read(false);
  }

  /** Call when the stream has ended. @returns the tags that were still waiting */
  finish(): ReadTag[] {
    return this.read(true);
  }

  /** What was found wrong so far, in order of offset. */
  findings(): Finding[] {
    return this.found.finish();
  }

  private read(isLast: boolean): ReadTag[] {
    if (this.isUnreadable) return [];
    this.tags = [];
    const window = this.queue.window(isLast);
    this.walk ??= this.begin(window);
    this.walk?.advance(window);
    if (this.walk !== null) this.queue.dropBefore(this.walk.keepFrom);
    return this.tags;
  }

  private begin(window: ByteWindow): TagWalk | null {
    if (window.end < fileHeaderLength && !window.isLast) return null;
    const header = readFileHeader(window.bytes);
    if (header === null) {
      this.found.add('not_flv', 'fail', 0, 'The stream does not begin with an FLV file header.');
      this.isUnreadable = true;
      return null;
    }
    const tagsAt = firstTagOffset(header);
    if (window.end < tagsAt && !window.isLast) return null;
    this.fileHeader = header;
    const previousTagSize0 =
      window.end < tagsAt ? null : window.view.getUint32(tagsAt - previousTagSizeLength);
    reportHeader(header, previousTagSize0, this.found);
    return this.walkFrom(tagsAt);
  }

  private walkFrom(offset: number): TagWalk {
    return TagWalk.from(offset, {
      tag: (tag, window) => this.tags.push(copyOf(tag, window)),
      finding: (code, severity, at, message) => this.found.add(code, severity, at, message),
    });
  }
}

function copyOf(tag: WalkedTag, window: ByteWindow): ReadTag {
  const size = tagHeaderLength + tag.dataSize;
  const at = tag.offset - window.start;
  const { type, isEncrypted, dataSize, timestampMs, streamId } = tag;
  return {
    offset: tag.offset,
    header: { type, isEncrypted, dataSize, timestampMs, streamId },
    audio: type === audioTagType ? { ...tag.audio } : null,
    video: type === videoTagType ? { ...tag.video } : null,
    isMetadata: tag.isMetadata,
    bytes: window.bytes.slice(at, at + size),
    previousTagSize: tag.previousTagSize,
    isPreviousTagSizeRight: tag.previousTagSize === size,
  };
}
