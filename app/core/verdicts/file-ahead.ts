import type { OpenedVideo } from '../library/opened-video.ts';

/** Most seeks read little; who reads much is soon read for in large pieces. */
const FIRST_BLOCK_BYTES = 64 * 1024;
const BLOCK_BYTES = 1024 * 1024;
/**
 * Blocks that are read before they are needed, once the first one was: most seeks need no second. They are
 * read at the same time: in one turn of the event loop a socket may bring two of them.
 */
const BLOCKS_AHEAD = 3;
/** Memory for blocks that is used again: what comes and goes outside the heap is collected late. */
const SPARE_KEPT = 8;
const spare: Buffer[] = [];

interface Block {
  /** In the file. */
  start: number;
  /** Null while it is being read. */
  bytes: Buffer | null;
  /** What it lies in, if that is ours to use again. */
  memory: Buffer | null;
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
  #isEnded = false;
  /** One, until the first block has been taken. */
  #blocksAhead = 1;

  /** @param onRead called when more can be taken, and when reading has failed */
  constructor(video: Pick<OpenedVideo, 'source' | 'sizeBytes'>, from: number, onRead: () => void) {
    this.#video = video;
    this.#readAt = from;
    this.#at = from;
    this.#onRead = onRead;
    this.#readOn();
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
    for (let [block] = this.#blocks; block?.bytes && at < bytes.length; [block] = this.#blocks) {
      const { start, bytes: known } = block;
      const inBlock = this.#at - start;
      const length = Math.min(bytes.length - at, known.length - inBlock);
      const isEqual = known.compare(bytes, at, at + length, inBlock, inBlock + length) === 0;
      const equal = isEqual ? length : firstDifference(known, inBlock, bytes, at);
      this.#at += equal;
      at += equal;
      if (!isEqual) return { equal: at - from, isDifferent: true };
      if (this.#at === start + known.length) {
        this.#giveBack(this.#blocks.shift());
        this.#blocksAhead = BLOCKS_AHEAD;
        this.#readOn();
      }
    }
    return { equal: at - from, isDifferent: false };
  }

  /** The file's byte at the place where `take` stopped; null after its end. */
  nextByte(): number | null {
    const [block] = this.#blocks;
    return block?.bytes?.[this.#at - block.start] ?? null;
  }

  /** Reads no further. */
  end(): void {
    this.#isEnded = true;
    // What is being read is given back when it was: it is written into until then.
    for (const block of this.#blocks) if (block.bytes !== null) this.#giveBack(block);
    this.#blocks.length = 0;
  }

  #giveBack(block: Block | undefined): void {
    const memory = block?.memory ?? null;
    if (memory?.length === BLOCK_BYTES && spare.length < SPARE_KEPT) spare.push(memory);
  }

  /** Begins to read as many blocks as may lie ahead. */
  #readOn(): void {
    const { source, sizeBytes } = this.#video;
    while (!this.#isEnded && this.#blocks.length < this.#blocksAhead && this.#readAt < sizeBytes) {
      const start = this.#readAt;
      const held = source.held?.(start);
      if (held) {
        this.#readAt += held.length;
        this.#blocks.push({ start, bytes: bufferOf(held), memory: null });
        continue;
      }
      const wanted = Math.min(this.#blockBytes, sizeBytes - start);
      const block = { start, bytes: null, memory: memoryFor(wanted) };
      this.#readAt += wanted;
      this.#blockBytes = Math.min(2 * this.#blockBytes, BLOCK_BYTES);
      this.#blocks.push(block);
      void this.#read(block, block.memory, wanted);
    }
  }

  async #read(block: Block, memory: Buffer, wanted: number): Promise<void> {
    try {
      const read = await this.#video.source.read(block.start, wanted, memory);
      if (read.length < wanted) throw new RangeError('the file is shorter than it was');
      // A source may give bytes that it has already, instead of filling what it was given.
      block.bytes = bufferOf(read.subarray(0, wanted));
    } catch (cause) {
      this.failure ??= cause;
    }
    if (this.#isEnded) this.#giveBack(block);
    else this.#onRead();
  }
}

function bufferOf({ buffer, byteOffset, length }: Uint8Array): Buffer {
  return Buffer.from(buffer, byteOffset, length);
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
