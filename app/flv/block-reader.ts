import type { ByteSource } from './byte-source.ts';
import { type ByteWindow, byteWindow } from './byte-window.ts';

/** Bytes by which a block repeats the end of the one before: more than a walk leaves unread. */
const overlap = 256;

interface Block {
  start: number;
  bytes: Uint8Array;
  isLast: boolean;
}

/** The first block is at most this long, so that its tags are known soon. */
const firstBlockBytes = 1 << 16;

/**
 * Reads a source in blocks, each twice as long as the one before up to a limit, and while one is
 * looked at, the next one already. Two buffers are used in turn, so a window is valid until the
 * next is asked for.
 */
export class BlockReader {
  private readonly source: ByteSource;
  private readonly maxBlockBytes: number;
  private blockBytes: number;
  private readonly buffers: [Uint8Array, Uint8Array] = [new Uint8Array(), new Uint8Array()];
  private turn: 0 | 1 = 0;
  private ahead: Promise<Block> | null = null;
  private lastEnd: number | null = null;
  /** Does the reader go forward by less than a block? Else reading ahead is in vain. */
  private isSequential = true;

  constructor(source: ByteSource, maxBlockBytes: number) {
    this.source = source;
    this.maxBlockBytes = maxBlockBytes;
    this.blockBytes = Math.min(firstBlockBytes, maxBlockBytes);
  }

  /** A window that holds the bytes from `offset` on; empty and last at or after the end. */
  async windowAt(offset: number): Promise<ByteWindow> {
    const { sizeBytes } = this.source;
    if (offset >= sizeBytes) return byteWindow(new Uint8Array(), sizeBytes, true);
    const block = await this.blockAt(offset);
    const window = byteWindow(block.bytes, block.start, block.isLast);
    this.lastEnd = window.end;
    if (this.isSequential && !window.isLast && block.bytes.length > overlap) {
      this.readAhead(window.end - overlap);
    }
    return window;
  }

  private async blockAt(offset: number): Promise<Block> {
    const { lastEnd } = this;
    const ahead = await this.ahead;
    this.ahead = null;
    this.isSequential = lastEnd === null || (offset <= lastEnd && offset > lastEnd - overlap);
    if (ahead === null || offset < ahead.start || offset >= ahead.start + ahead.bytes.length) {
      return this.read(offset);
    }
    this.isSequential = true;
    return ahead;
  }

  private readAhead(start: number): void {
    this.ahead = this.read(start);
    // Whoever awaits it gets the error; if nobody does, it must not end the process.
    this.ahead.catch(() => undefined);
  }

  private async read(start: number): Promise<Block> {
    const length = Math.min(this.blockBytes, this.source.sizeBytes - start);
    this.blockBytes = Math.min(this.blockBytes * 2, this.maxBlockBytes);
    const bytes = await this.source.read(start, length, this.nextBuffer(length));
    // A short read before the end: the file was cut while it was read.
    const isLast = start + bytes.length >= this.source.sizeBytes || bytes.length < length;
    return { start, bytes, isLast };
  }

  private nextBuffer(length: number): Uint8Array {
    this.turn = this.turn === 0 ? 1 : 0;
    if (this.buffers[this.turn].length < length) this.buffers[this.turn] = new Uint8Array(length);
    return this.buffers[this.turn];
  }
}
