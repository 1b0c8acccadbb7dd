import { ByteQueue } from './byte-queue.ts';
import {
  audioTagType,
  blankTagHeader,
  previousTagSizeLength,
  readTagHeader,
  type TagHeader,
  tagHeaderLength,
  videoTagType,
} from './tag-header.ts';

/** Which tags a run holds. */
interface TagRun {
  videoTagCount: number;
  audioTagCount: number;
  /** Of the first and last audio or video tag, SI32, ms; null when there is none. */
  firstTimestampMs: number | null;
  lastTimestampMs: number | null;
}

/** Whole tags, each with its PreviousTagSize, one after the other. */
export interface TagBatch extends TagRun {
  /** A copy that fills its ArrayBuffer exactly. */
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Cuts a stream of tags into batches that never hold exactly one audio or exactly one video tag:
 * flv.js 1.6.2 keeps a lone sample in its demuxer, and the next seek inherits it. The stream must
 * begin at a tag (or at a file header); tag sizes are believed.
 */
export class TagBatcher {
  private readonly queue = new ByteQueue();
  private readonly header = blankTagHeader();
  /** Offset of the next tag header. */
  private walked: number;
  /** The longest run that may be handed out, and its end. */
  private ready = noTags();
  private readyEnd = 0;
  /** The whole tags after it. */
  private waiting = noTags();

  /** @param headLength bytes before the first tag: 13 with a file header, else 0 */
  constructor(headLength = 0) {
    this.walked = headLength;
  }

  /** @returns null while there is no run of whole tags to hand out */
  push(chunk: Uint8Array): TagBatch | null {
    this.queue.push(chunk);
    this.walkWholeTags();
    return this.readyEnd > this.queue.startOffset ? this.take(this.ready, this.readyEnd) : null;
  }

  /** What is left when the stream has ended, a lone tag or a piece of one; null if nothing is. */
  rest(): TagBatch | null {
    const { startOffset, endOffset } = this.queue;
    if (endOffset === startOffset) return null;
    const run = this.waiting;
    this.waiting = noTags();
    return this.take(run, endOffset);
  }

  private walkWholeTags(): void {
    const { view, start, end } = this.queue.window(false);
    while (this.walked + tagHeaderLength <= end) {
      const header = readTagHeader(view, this.walked - start, this.header);
      const nextAt = this.walked + tagHeaderLength + header.dataSize + previousTagSizeLength;
      if (nextAt > end) return;
      count(this.waiting, header);
      this.walked = nextAt;
      const run = joined(this.ready, this.waiting);
      if (run.videoTagCount === 1 || run.audioTagCount === 1) continue;
      this.ready = run;
      this.readyEnd = nextAt;
      this.waiting = noTags();
    }
  }

  private take(run: TagRun, end: number): TagBatch {
    const { bytes, start } = this.queue.window(false);
    const copy = bytes.slice(0, end - start);
    this.queue.dropBefore(end);
    this.ready = noTags();
    return { ...run, bytes: copy };
  }
}

const noTags = (): TagRun => ({
  videoTagCount: 0,
  audioTagCount: 0,
  firstTimestampMs: null,
  lastTimestampMs: null,
});

function count(run: TagRun, header: TagHeader): void {
  if (header.type === videoTagType) run.videoTagCount++;
  else if (header.type === audioTagType) run.audioTagCount++;
  else return;
  run.firstTimestampMs ??= header.timestampMs;
  run.lastTimestampMs = header.timestampMs;
}

const joined = (a: TagRun, b: TagRun): TagRun => ({
  videoTagCount: a.videoTagCount + b.videoTagCount,
  audioTagCount: a.audioTagCount + b.audioTagCount,
  firstTimestampMs: a.firstTimestampMs ?? b.firstTimestampMs,
  lastTimestampMs: b.lastTimestampMs ?? a.lastTimestampMs,
});
