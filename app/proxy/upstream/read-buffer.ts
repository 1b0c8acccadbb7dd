/** What a connection starts with: little enough for a thousand slow clients. */
const SMALL_BYTES = 64 * 1024;
/** What it gets while its client keeps up: fewer, larger reads are most of the speed. */
const LARGE_BYTES = 512 * 1024;
/** Full reads in a row before it grows: the kernel's buffers swallow the first MB of any client. */
const READS_BEFORE_GROWING = 32;
/** Large buffers kept for the next connection that earns one. */
const MAX_SPARE = 8;

const spare: Buffer[] = [];

/**
 * The one buffer that a connection reads into, again and again. It grows while every read fills
 * it and the client takes all at once, and shrinks when the client falls behind, so that memory
 * goes to the connections that turn it into speed.
 */
export class ReadBuffer {
  #small: Buffer | null = null;
  #large: Buffer | null = null;
  #fullReads = 0;

  /** The buffer for the next read. */
  get current(): Buffer {
    if (this.#large !== null) return this.#large;
    this.#small ??= Buffer.allocUnsafeSlow(SMALL_BYTES);
    return this.#small;
  }

  /** After a read whose bytes the client's kernel took at once. */
  onTaken(readBytes: number): void {
    if (this.#large !== null || readBytes < SMALL_BYTES) {
      this.#fullReads = 0;
      return;
    }
    this.#fullReads += 1;
    if (this.#fullReads === READS_BEFORE_GROWING) {
      this.#large = spare.pop() ?? Buffer.allocUnsafeSlow(LARGE_BYTES);
    }
  }

  /**
   * Back to the small buffer.
   * @param isFree whether nobody holds the large one any more: only then it may be used again
   */
  shrink(isFree: boolean): void {
    this.#fullReads = 0;
    if (this.#large === null) return;
    if (isFree && spare.length < MAX_SPARE) spare.push(this.#large);
    this.#large = null;
  }
}
