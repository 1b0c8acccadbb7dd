/** What a connection starts with: little enough for a thousand slow clients. */
const SMALL_BYTES = 64 * 1024;
/** What it gets while its client keeps up: fewer, larger reads are most of the speed. */
const LARGE_BYTES = 256 * 1024;
/** Full reads in a row before it grows: the kernel's buffers swallow the first MB of any client. */
const READS_BEFORE_GROWING = 64;
/** Large buffers in the whole process. Who comes too late stays small. */
const MAX_LARGE = 64;

/** Large buffers that nobody uses. */
const spare: Buffer[] = [];
let largeCount = 0;

function takeLarge(): Buffer | null {
  const found = spare.pop();
  if (found !== undefined) return found;
  if (largeCount >= MAX_LARGE) return null;
  largeCount += 1;
  return Buffer.allocUnsafeSlow(LARGE_BYTES);
}

/**
 * The one buffer that a connection reads into, again and again. It grows while every read fills
 * it and the client takes all at once, and shrinks when the client falls behind, so that memory
 * goes to the connections that turn it into speed.
 *
 * The socket asks for the next buffer right after each read (`onread.buffer`), so a large one that
 * is given up while the socket waits is read into once more before it is free.
 */
export class ReadBuffer {
  #small: Buffer | null = null;
  #large: Buffer | null = null;
  #retiring: Buffer | null = null;
  #fullReads = 0;

  /** The buffer for the next read. */
  get current(): Buffer {
    if (this.#large !== null) return this.#large;
    this.#small ??= Buffer.allocUnsafeSlow(SMALL_BYTES);
    return this.#small;
  }

  /** After a read whose bytes were taken at once. */
  onTaken(readBytes: number): void {
    this.#free();
    if (this.#large !== null) return;
    this.#fullReads = readBytes < SMALL_BYTES ? 0 : this.#fullReads + 1;
    if (this.#fullReads === READS_BEFORE_GROWING) this.#large = takeLarge();
  }

  /** After a wait, when the bytes have been taken at last: back to the small buffer. */
  onWaited(): void {
    this.#free();
    this.#fullReads = 0;
    this.#retiring = this.#large;
    this.#large = null;
  }

  /** The answer is over: nobody keeps a large buffer while idle. */
  onIdle(): void {
    this.#fullReads = 0;
    if (this.#large !== null) spare.push(this.#large);
    this.#large = null;
  }

  /** The connection is over; what it last read may still be on its way to a client. */
  onClosed(): void {
    largeCount -= Number(this.#large !== null) + Number(this.#retiring !== null);
    this.#large = null;
    this.#retiring = null;
  }

  #free(): void {
    if (this.#retiring !== null) spare.push(this.#retiring);
    this.#retiring = null;
  }
}
