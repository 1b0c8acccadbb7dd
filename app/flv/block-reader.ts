import type { ByteSource } from './byte-source.ts';
import { type ByteWindow, byteWindow } from './byte-window.ts';

/** Bytes by which a block repeats the end of the one before: more than a walk leaves unread. */
const overlap = 256;

interface Block {
  start: number;
  bytes: Uint8Array;
}

/**
 * Reads a source in blocks and, while one is looked at, the next one already. Two buffers are
 * used in turn, so a window is valid until the next but one is asked for.
 */
export class BlockReader {
  private readonly source: ByteSource;
  private readonly blockBytes: number;
  private readonly buffers: [Uint8Array, Uint8Array];
  private turn = 0;
  private ahead: { start: number; bytes: Promise<Uint8Array> } | null = null;
  private lastEnd: number | null = null;
  /** Does the reader go forward by less than a block? Else reading ahead is in vain. */
  private isSequential = true;

  constructor(source: ByteSource, blockBytes: number) {
    this.source = source;
    this.blockBytes = blockBytes;
    this.buffers = [new Uint8Array(blockBytes), new Uint8Array(blockBytes)];
  }

  /** A window that holds the bytes from `offset` on; empty and last at or after the end. */
  async windowAt(offset: number): Promise<ByteWindow> {
    const { sizeBytes } = this.source;
    if (offset >= sizeBytes) return byteWindow(new Uint8Array(), sizeBytes, true);
    const block = await this.blockAt(offset);
    const window = byteWindow(block.bytes, block.start, this.isLast(block));
    this.lastEnd = window.end;
    if (this.isSequential && !window.isLast && block.bytes.length > overlap) {
      this.readAhead(window.end - overlap);
    }
    return window;
  }

  private async blockAt(offset: number): Promise<Block> {
    const { ahead, lastEnd } = this;
    this.ahead = null;
    this.isSequential = lastEnd === null || (offset <= lastEnd && offset > lastEnd - overlap);
    if (ahead === null) return { start: offset, bytes: await this.read(offset) };
    const bytes = await ahead.bytes;
    if (offset < ahead.start || offset >= ahead.start + bytes.length) {
      return { start: offset, bytes: await this.read(offset) };
    }
    this.isSequential = true;
    return { start: ahead.start, bytes };
  }

  private isLast({ start, bytes }: Block): boolean {
    const end = start + bytes.length;
    // A short read before the end: the file was cut while we read it.
    return end >= this.source.sizeBytes || bytes.length < this.blockBytes;
  }

  private readAhead(start: number): void {
    const bytes = this.read(start);
    // Whoever awaits it gets the error; if nobody does, it must not end the process.
    bytes.catch(() => undefined);
    this.ahead = { start, bytes };
  }

  private read(offset: number): Promise<Uint8Array> {
    this.turn = 1 - this.turn;
    const buffer = this.turn === 0 ? this.buffers[0] : this.buffers[1];
    const length = Math.min(this.blockBytes, this.source.sizeBytes - offset);
    return this.source.read(offset, length, buffer);
  }
}
