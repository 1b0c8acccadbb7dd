import { BufferPool } from './buffer-pool.ts';

/** What a connection starts with: little enough for thousands of slow clients. */
const FIRST_BYTES = 16 * 1024;

/** A size to grow to after so many bytes in large reads. */
interface Step {
  readonly pool: BufferPool;
  readonly afterBytes: number;
}

/**
 * Fewer, larger reads are most of the speed, but memory is for those that keep up: the kernel's
 * buffers swallow the first MB of any client, so that only the next ones tell. Few may have the
 * largest, because many of them push each other out of the processor's cache.
 */
const STEPS: readonly Step[] = [
  { pool: new BufferPool(256 * 1024, 64), afterBytes: 96 * 1024 },
  { pool: new BufferPool(512 * 1024, 32), afterBytes: 2 * 1024 * 1024 },
  { pool: new BufferPool(1024 * 1024, 4), afterBytes: 4 * 1024 * 1024 },
];
/** Below this share of the buffer a read is not large: the peer or the client sets the pace. */
const LARGE_SHARE = 0.5;
/** A client that takes longer than this to take one read is slow, not just a moment late. */
const SLOW_MS = 50;

/** A large buffer, and where it came from. */
interface Loan {
  readonly buffer: Buffer;
  readonly pool: BufferPool;
}

/**
 * The one buffer that a connection reads into, again and again. It grows while reads are large and
 * the client keeps up, and shrinks when the client is slow, so that memory goes to the connections
 * that turn it into speed.
 *
 * The socket asks for the next buffer right after each read (`onread.buffer`), before a client that
 * is late has taken that read. A large one that is given up then is read into once more, so it can
 * go to another connection only after that.
 */
export class ReadBuffer {
  #first: Buffer | null = null;
  #large: Loan | null = null;
  /** Given up, but read into once more. */
  #retiring: Loan | null = null;
  /** How often it has grown. */
  #growth = 0;
  #largeBytes = 0;

  /** The buffer for the next read. */
  get current(): Buffer {
    if (this.#large !== null) return this.#large.buffer;
    this.#first ??= Buffer.allocUnsafeSlow(FIRST_BYTES);
    return this.#first;
  }

  /** After a read whose bytes were taken at once, before the socket asks for the next buffer. */
  onTaken(readBytes: number): void {
    this.#giveBackRetired();
    const given = this.#growAfter(readBytes);
    given?.pool.giveBack(given.buffer);
  }

  /** After a read whose bytes were taken `waitedMs` later; the socket has its next buffer. */
  onWaited(readBytes: number, waitedMs: number): void {
    this.#giveBackRetired();
    this.#retiring = waitedMs < SLOW_MS ? this.#growAfter(readBytes) : this.#shrink();
  }

  /**
   * The answer is over: nobody keeps a large buffer while idle.
   * @param isHeld whether the socket has its next buffer, and may keep it for long
   */
  onIdle(isHeld: boolean): void {
    const given = this.#shrink();
    if (isHeld) given?.pool.forget();
    else given?.pool.giveBack(given.buffer);
  }

  /** The connection is over; what it last read may still be on its way to a client. */
  onClosed(): void {
    this.#shrink()?.pool.forget();
    this.#retiring?.pool.forget();
    this.#retiring = null;
  }

  /** @returns what was in use before, if it has grown */
  #growAfter(readBytes: number): Loan | null {
    const step = STEPS[this.#growth];
    if (step === undefined) return null;
    const isLarge = readBytes >= this.current.length * LARGE_SHARE;
    this.#largeBytes = isLarge ? this.#largeBytes + readBytes : 0;
    if (this.#largeBytes < step.afterBytes) return null;
    this.#largeBytes = 0;
    const buffer = step.pool.take();
    if (buffer === null) return null;
    const given = this.#large;
    this.#large = { buffer, pool: step.pool };
    this.#growth += 1;
    return given;
  }

  /** @returns what was in use before */
  #shrink(): Loan | null {
    const given = this.#large;
    this.#large = null;
    this.#growth = 0;
    this.#largeBytes = 0;
    return given;
  }

  #giveBackRetired(): void {
    this.#retiring?.pool.giveBack(this.#retiring.buffer);
    this.#retiring = null;
  }
}
