import type { ByteSource } from './byte-source.ts';
import { type ByteWindow, byteWindow } from './byte-window.ts';

/** Bytes by which a block repeats the end of the one before: more than a walk leaves unread. */
const overlap = 512;

/** The first block is at most this long, so that its tags are known soon. */
const firstBlockBytes = 1 << 16;

/** Blocks under way while one is looked at: a source can then use more than one thread. */
const maxAhead = 3;

/** A block that takes longer shows that the source is slow: blocks get shorter, ms. */
const slowBlockMs = 250;
/** Blocks that take longer do not get longer, ms. */
const quickBlockMs = 100;

interface Block {
  start: number;
  bytes: Uint8Array;
  isLast: boolean;
}

/** A block under way. */
interface PendingBlock {
  start: number;
  end: number;
  block: Promise<Block>;
}

/**
 * Reads a source in blocks, each twice as long as the one before up to a limit, and while one is
 * looked at, the next ones already. From a slow source the blocks are short, and only one is read
 * ahead: more would come no sooner, and whoever waits for the first would wait longer. Buffers are
 * used in turn, so a window is valid until the next is asked for.
 */
export class BlockReader {
  private readonly source: ByteSource;
  private readonly maxBlockBytes: number;
  private blockBytes: number;
  /** One for the window shown, the others for blocks under way. */
  private readonly buffers = Array.from({ length: maxAhead + 1 }, () => new Uint8Array());
  private turn = 0;
  private ahead: PendingBlock[] = [];
  private lastEnd: number | null = null;
  /** Does the reader go forward by less than a block? Else reading ahead is in vain. */
  private isSequential = true;
  private isSlow = false;

  constructor(source: ByteSource, maxBlockBytes: number) {
    this.source = source;
    this.maxBlockBytes = maxBlockBytes;
    this.blockBytes = Math.min(firstBlockBytes, maxBlockBytes);
  }

  /** A window that holds the bytes from `offset` on; empty and last at or after the end. */
  async windowAt(offset: number): Promise<ByteWindow> {
    const { sizeBytes } = this.source;
    if (offset >= sizeBytes) return byteWindow(new Uint8Array(), sizeBytes, true);
    const { bytes, start, isLast } = await this.blockAt(offset);
    const window = byteWindow(bytes, start, isLast);
    this.lastEnd = window.end;
    if (this.isSequential && !isLast) this.readAhead(window.end);
    return window;
  }

  private async blockAt(offset: number): Promise<Block> {
    const { lastEnd } = this;
    const isNext = lastEnd === null || (offset <= lastEnd && offset > lastEnd - overlap);
    // A block that is passed over is awaited all the same: its buffer is in use until then.
    for (let next = this.ahead.shift(); next !== undefined; next = this.ahead.shift()) {
      const block = await next.block;
      if (offset >= block.start && offset < block.start + block.bytes.length) {
        this.isSequential = true;
        return block;
      }
    }
    this.isSequential = isNext;
    return this.read(offset).block;
  }

  private readAhead(windowEnd: number): void {
    let end = this.ahead.at(-1)?.end ?? windowEnd;
    const most = this.isSlow ? 1 : maxAhead;
    while (this.ahead.length < most && end < this.source.sizeBytes) {
      const next = this.read(end - overlap);
      // Whoever awaits it gets the error; if nobody does, it must not end the process.
      next.block.catch(() => undefined);
      this.ahead.push(next);
      end = next.end;
    }
  }

  private read(offset: number): PendingBlock {
    const start = Math.max(0, offset);
    const end = Math.min(start + this.blockBytes, this.source.sizeBytes);
    return { start, end, block: this.readBlock(start, end - start) };
  }

  private async readBlock(start: number, length: number): Promise<Block> {
    const startedMs = performance.now();
    const bytes = await this.source.read(start, length, this.nextBuffer(length));
    this.adapt(performance.now() - startedMs);
    // A short read before the end: the file was cut while it was read.
    const isLast = start + bytes.length >= this.source.sizeBytes || bytes.length < length;
    return { start, bytes, isLast };
  }

  private adapt(tookMs: number): void {
    this.isSlow = tookMs > quickBlockMs;
    if (tookMs > slowBlockMs) this.blockBytes = Math.max(this.blockBytes >>> 1, firstBlockBytes);
    else if (!this.isSlow) this.blockBytes *= 2;
    this.blockBytes = Math.min(this.blockBytes, this.maxBlockBytes);
  }

  private nextBuffer(length: number): Uint8Array {
    this.turn = (this.turn + 1) % this.buffers.length;
    const buffer = this.buffers[this.turn];
    if (buffer !== undefined && buffer.length >= length) return buffer;
    const larger = new Uint8Array(length);
    this.buffers[this.turn] = larger;
    return larger;
  }
}
