/** Buffers of one size that connections borrow, and no more of them than `max` at a time. */
export class BufferPool {
  readonly bytes: number;
  readonly #max: number;
  readonly #spare: Buffer[] = [];
  #count = 0;

  constructor(bytes: number, max: number) {
    this.bytes = bytes;
    this.#max = max;
  }

  /** @returns null when all that there may be are lent */
  take(): Buffer | null {
    const found = this.#spare.pop();
    if (found !== undefined) return found;
    if (this.#count >= this.#max) return null;
    this.#count += 1;
    return Buffer.allocUnsafeSlow(this.bytes);
  }

  /** For a buffer that nobody reads into or sends from any more. */
  giveBack(buffer: Buffer): void {
    this.#spare.push(buffer);
  }

  /** For a buffer that is still in use for a moment: it is left to the garbage collector. */
  forget(): void {
    this.#count -= 1;
  }
}
