import type { OpenedVideo } from '../library/opened-video.ts';

/** Most seeks read little; who reads much is soon read for in large pieces. */
const FIRST_BLOCK_BYTES = 64 * 1024;
const BLOCK_BYTES = 1024 * 1024;
/** Blocks that are read before they are needed, once the first one was: most seeks need no second. */
const BLOCKS_AHEAD = 3;
/** Memory for blocks that is used again: what comes and goes outside the heap is collected late. */
const SPARE_KEPT = 8;
const spare: Buffer[] = [];

interface Block {
  /** In the file. */
  start: number;
  bytes: Buffer;
  /** What it lies in. */
  memory: Buffer;
}

/** Reads a file from some byte on, a little ahead of whoever takes it. */
export class FileAhead {
  readonly #video: Pick<OpenedVideo, 'source' | 'sizeBytes'>;
  readonly #onRead: () => void;
  readonly #blocks: Block[] = [];
  /** Where the next block is read. */
  #readAt: number;
  /** The next byte that is taken. */
  #at: number;
  #blockBytes = FIRST_BLOCK_BYTES;
  #isReading = false;
  #isEnded = false;
  /** One, until the first block has been taken. */
  #blocksAhead = 1;

  /** @param onRead called when more can be taken, and when reading has failed */
  constructor(video: Pick<OpenedVideo, 'source' | 'sizeBytes'>, from: number, onRead: () => void) {
    this.#video = video;
    this.#readAt = from;
    this.#at = from;
    this.#onRead = onRead;
    void this.#readOn();
  }

  /** Why reading ended before the file did; null while it has not. */
  failure: unknown = null;

  get at(): number {
    return this.#at;
  }

  /** Has everything been taken? */
  get isAtEnd(): boolean {
    return this.#at >= this.#video.sizeBytes;
  }

  /**
   * Holds bytes against the file, as far as it was read.
   * @param from place in `bytes`
   * @returns how many were equal, and whether the next one differs from the file's
   */
  take(bytes: Buffer, from: number): { equal: number; isDifferent: boolean } {
    let at = from;
    for (let [block] = this.#blocks; block && at < bytes.length; [block] = this.#blocks) {
      const inBlock = this.#at - block.start;
      const length = Math.min(bytes.length - at, block.bytes.length - inBlock);
      const isEqual = block.bytes.compare(bytes, at, at + length, inBlock, inBlock + length) === 0;
      const equal = isEqual ? length : firstDifference(block.bytes, inBlock, bytes, at);
      this.#at += equal;
      at += equal;
      if (!isEqual) return { equal: at - from, isDifferent: true };
      if (this.#at === block.start + block.bytes.length) {
        this.#giveBack(this.#blocks.shift());
        this.#blocksAhead = BLOCKS_AHEAD;
        void this.#readOn();
      }
    }
    return { equal: at - from, isDifferent: false };
  }

  /** The file's byte at the place where `take` stopped; null after its end. */
  nextByte(): number | null {
    const [block] = this.#blocks;
    return block?.bytes[this.#at - block.start] ?? null;
  }

  /** Reads no further. */
  end(): void {
    this.#isEnded = true;
    for (const block of this.#blocks) this.#giveBack(block);
    this.#blocks.length = 0;
  }

  #giveBack(block: Block | undefined): void {
    const isWhole = block?.memory.length === BLOCK_BYTES;
    if (isWhole && spare.length < SPARE_KEPT) spare.push(block.memory);
  }

  async #readOn(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    const { source, sizeBytes } = this.#video;
    while (!this.#isEnded && this.#blocks.length < this.#blocksAhead && this.#readAt < sizeBytes) {
      const start = this.#readAt;
      try {
        const wanted = Math.min(this.#blockBytes, sizeBytes - start);
        const memory = memoryFor(wanted);
        const read = await source.read(start, wanted, memory);
        if (read.length === 0) throw new RangeError('the file is shorter than it was');
        this.#readAt += read.length;
        this.#blockBytes = Math.min(2 * this.#blockBytes, BLOCK_BYTES);
        // A source may give bytes that it has already, instead of filling what it was given.
        const bytes = Buffer.from(read.buffer, read.byteOffset, read.length);
        const block = { start, bytes, memory };
        if (this.#isEnded) this.#giveBack(block);
        else this.#blocks.push(block);
      } catch (cause) {
        this.failure = cause;
        break;
      }
      this.#onRead();
    }
    this.#isReading = false;
    if (this.failure !== null) this.#onRead();
  }
}

function memoryFor(bytes: number): Buffer {
  const isLarge = bytes > BLOCK_BYTES / 2;
  return spare.pop() ?? Buffer.allocUnsafeSlow(isLarge ? BLOCK_BYTES : bytes);
}

function firstDifference(a: Buffer, aFrom: number, b: Buffer, bFrom: number): number {
  let length = 0;
  while (a[aFrom + length] === b[bFrom + length]) length += 1;
  return length;
}
