import { ByteQueue } from './byte-queue.ts';
import { concat } from './bytes.ts';
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
  /** How many bytes of the stream it stands for: more, where tags were left out. */
  sourceLength: number;
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

  private readonly isLeftOut: (tag: Uint8Array) => boolean;
  /** Tags that are not handed out, where they stand in the stream. */
  private leftOut: { start: number; end: number }[] = [];

  /**
   * @param headLength bytes before the first tag: 13 with a file header, else 0
   * @param isLeftOut asked once for each whole tag, header and data
   */
  constructor(headLength = 0, isLeftOut: (tag: Uint8Array) => boolean = () => false) {
    this.walked = headLength;
    this.isLeftOut = isLeftOut;
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
    const { bytes, view, start, end } = this.queue.window(false);
    while (this.walked + tagHeaderLength <= end) {
      const header = readTagHeader(view, this.walked - start, this.header);
      const nextAt = this.walked + tagHeaderLength + header.dataSize + previousTagSizeLength;
      if (nextAt > end) return;
      const from = this.walked;
      const tag = bytes.subarray(from - start, nextAt - previousTagSizeLength - start);
      if (this.isLeftOut(tag)) this.leftOut.push({ start: from, end: nextAt });
      else count(this.waiting, header);
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
    const gone = this.leftOut.filter((tag) => tag.end <= end);
    this.leftOut = this.leftOut.slice(gone.length);
    const kept = [start, ...gone.map((tag) => tag.end)].map((from, i) =>
      bytes.subarray(from - start, (gone[i]?.start ?? end) - start),
    );
    const copy = concat(kept);
    this.queue.dropBefore(end);
    this.ready = noTags();
    return { ...run, bytes: copy, sourceLength: end - start };
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
