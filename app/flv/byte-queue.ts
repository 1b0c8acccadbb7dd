import { type ByteWindow, byteWindow } from './byte-window.ts';

const firstCapacity = 1 << 16;
/** Most queues are given all that they will hold in one piece, and many are given nothing. */
const nothing = new Uint8Array();

/**
 * The bytes of a stream that are still needed, in one piece. Every byte is copied a bounded
 * number of times, however the chunks are cut.
 */
export class ByteQueue {
  private buffer = nothing;
  private head = 0;
  private tail = 0;
  private start: number;

  /** @param start offset in the source of the first byte that will be pushed */
  constructor(start = 0) {
    this.start = start;
  }

  /** Offset in the source of the first byte held. */
  get startOffset(): number {
    return this.start;
  }

  /** Offset in the source after the last byte pushed. */
  get endOffset(): number {
    return this.start + this.tail - this.head;
  }

  /** Appends a copy of the chunk. */
  push(chunk: Uint8Array): void {
    if (this.tail + chunk.length > this.buffer.length) this.makeRoom(chunk.length);
    this.buffer.set(chunk, this.tail);
    this.tail += chunk.length;
  }

  /** Forgets the bytes before that offset. */
  dropBefore(offset: number): void {
    const count = Math.min(Math.max(0, offset - this.start), this.tail - this.head);
    this.head += count;
    this.start += count;
  }

  /** The bytes held; valid until the next push. */
  window(isLast: boolean): ByteWindow {
    return byteWindow(this.buffer.subarray(this.head, this.tail), this.start, isLast);
  }

  private makeRoom(length: number): void {
    const held = this.tail - this.head;
    // Moving costs as much as is held, so it is done only when at least that much was dropped.
    const fits = held + length <= this.buffer.length && this.head >= held;
    const target = fits
      ? this.buffer
      : new Uint8Array(Math.max(this.buffer.length * 2, held + length, firstCapacity));
    target.set(this.buffer.subarray(this.head, this.tail));
    this.buffer = target;
    this.head = 0;
    this.tail = held;
  }
}
