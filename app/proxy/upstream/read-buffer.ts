import { BufferPool } from './buffer-pool.ts';

/** What a connection starts with: little enough for a thousand slow clients. */
const FIRST_BYTES = 64 * 1024;
/**
 * What it grows to while its client keeps up: fewer, larger reads are most of the speed. Few may
 * have the largest, because many of them push each other out of the processor's cache.
 */
const LARGER = [new BufferPool(256 * 1024, 64), new BufferPool(1024 * 1024, 4)];
/** Bytes in full reads before it grows: the kernel's buffers swallow the first MB of any client. */
const BYTES_BEFORE_GROWING = 4 * 1024 * 1024;
/** A client that takes longer than this to take one read is slow, not just a moment late. */
const SLOW_MS = 50;

/**
 * The one buffer that a connection reads into, again and again. It grows while reads fill it and
 * the client keeps up, and shrinks when the client is slow, so that memory goes to the connections
 * that turn it into speed.
 *
 * The socket asks for the next buffer right after each read (`onread.buffer`), before a client that
 * is late has taken that read: a buffer that is given up then is read into once more, so it cannot
 * go to another connection.
 */
export class ReadBuffer {
  #first: Buffer | null = null;
  #larger: Buffer | null = null;
  /** How often it has grown. */
  #growth = 0;
  #fullBytes = 0;

  /** The buffer for the next read. */
  get current(): Buffer {
    if (this.#larger !== null) return this.#larger;
    this.#first ??= Buffer.allocUnsafeSlow(FIRST_BYTES);
    return this.#first;
  }

  /** After a read whose bytes were taken at once. */
  onTaken(readBytes: number): void {
    this.#countRead(readBytes, false);
  }

  /** After a read whose bytes were taken `waitedMs` later. */
  onWaited(readBytes: number, waitedMs: number): void {
    if (waitedMs < SLOW_MS) {
      this.#countRead(readBytes, true);
    } else {
      this.#shrink(true);
    }
  }

  /**
   * The answer is over: nobody keeps a large buffer while idle.
   * @param isHeld whether the socket has already asked for the next buffer
   */
  onIdle(isHeld: boolean): void {
    this.#shrink(isHeld);
  }

  /** The connection is over; what it last read may still be on its way to a client. */
  onClosed(): void {
    this.#shrink(true);
  }

  #countRead(readBytes: number, isHeld: boolean): void {
    const next = LARGER[this.#growth];
    if (next === undefined) return;
    this.#fullBytes = readBytes < this.current.length ? 0 : this.#fullBytes + readBytes;
    if (this.#fullBytes < BYTES_BEFORE_GROWING) return;
    this.#fullBytes = 0;
    const larger = next.take();
    if (larger === null) return;
    this.#giveUp(isHeld);
    this.#larger = larger;
    this.#growth += 1;
  }

  #shrink(isHeld: boolean): void {
    this.#fullBytes = 0;
    this.#giveUp(isHeld);
    this.#larger = null;
    this.#growth = 0;
  }

  #giveUp(isHeld: boolean): void {
    if (this.#larger === null) return;
    const pool = LARGER[this.#growth - 1];
    if (isHeld) pool?.forget();
    else pool?.giveBack(this.#larger);
  }
}
