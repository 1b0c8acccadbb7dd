/**
 * Sizes of what some hundred entries share: large enough that what they have in common packs well,
 * little enough that one of them is unpacked in a millisecond.
 */
const USUAL_NUMBERS = 8 * 1024;
const USUAL_BYTES = 192 * 1024;
export const ENTRIES_PER_PAGE = 256;
/** UTF-8 needs no more for one UTF-16 unit. */
const MAX_BYTES_PER_UNIT = 3;

/** Where an entry begins: its first number, and the first byte of its texts. */
const FIELDS = 2;

/** Numbers and texts of entries, one after the other, while they are still written. */
export class Page {
  readonly #numbers: Float64Array;
  /** UTF-8. */
  readonly #texts: Buffer;
  readonly #starts = new Uint32Array((ENTRIES_PER_PAGE + 1) * FIELDS);
  readonly #owners = new Float64Array(ENTRIES_PER_PAGE);
  #count = 0;

  /**
   * @param numberCount what it must have room for
   * @param textLength likewise, in UTF-16 units
   */
  constructor(numberCount = 0, textLength = 0) {
    this.#numbers = new Float64Array(Math.max(USUAL_NUMBERS, numberCount));
    this.#texts = Buffer.allocUnsafeSlow(Math.max(USUAL_BYTES, textLength * MAX_BYTES_PER_UNIT));
  }

  get entryCount(): number {
    return this.#count;
  }

  /** Bytes of memory that it takes, used or not. */
  get memoryBytes(): number {
    return (
      this.#numbers.byteLength +
      this.#texts.length +
      this.#starts.byteLength +
      this.#owners.byteLength
    );
  }

  /** A larger one was made for one large entry. */
  get isOfUsualSize(): boolean {
    return this.#numbers.length === USUAL_NUMBERS && this.#texts.length === USUAL_BYTES;
  }

  /** @param textLength in UTF-16 units */
  hasRoomFor(numberCount: number, textLength: number): boolean {
    return (
      this.#count < ENTRIES_PER_PAGE &&
      this.#numbersEnd + numberCount <= this.#numbers.length &&
      this.#textsEnd + textLength * MAX_BYTES_PER_UNIT <= this.#texts.length
    );
  }

  /**
   * @param owner the number of whom it belongs to
   * @returns the entry's place in the page
   */
  add(numbers: Float64Array, texts: string, owner: number): number {
    const entry = this.#count;
    this.#owners[entry] = owner;
    const numbersFrom = this.#numbersEnd;
    const textsFrom = this.#textsEnd;
    this.#numbers.set(numbers, numbersFrom);
    const textsTo = textsFrom + this.#texts.write(texts, textsFrom);
    this.#count += 1;
    this.#starts[this.#count * FIELDS] = numbersFrom + numbers.length;
    this.#starts[this.#count * FIELDS + 1] = textsTo;
    return entry;
  }

  read(entry: number): { numbers: Float64Array; texts: string } {
    return readEntry(this.#starts, this.#numbers, this.#texts, entry);
  }

  /** All that is written, in one piece: what `SealedPage` reads. */
  bytes(): Buffer {
    const { buffer, byteOffset } = this.#numbers;
    return Buffer.concat([
      Buffer.from(buffer, byteOffset, this.#numbersEnd * Float64Array.BYTES_PER_ELEMENT),
      this.#texts.subarray(0, this.#textsEnd),
    ]);
  }

  /** Whom its entries belong to, also those that were removed. */
  owners(): Float64Array {
    return this.#owners.subarray(0, this.#count);
  }

  /** Where its entries begin, and the last one ends. */
  starts(): Uint32Array {
    return this.#starts.slice(0, (this.#count + 1) * FIELDS);
  }

  /** Makes it like new. */
  clear(): void {
    this.#count = 0;
  }

  get #numbersEnd(): number {
    return this.#starts[this.#count * FIELDS] ?? 0;
  }

  get #textsEnd(): number {
    return this.#starts[this.#count * FIELDS + 1] ?? 0;
  }
}

/** @param bytes what `Page.bytes` gave */
export function readSealed(
  starts: Uint32Array,
  bytes: Buffer,
  entry: number,
): { numbers: Float64Array; texts: string } {
  const numbersCount = starts[starts.length - FIELDS] ?? 0;
  const textsAt = numbersCount * Float64Array.BYTES_PER_ELEMENT;
  // A copy of its own: a pooled buffer may begin at any byte, numbers only at every eighth.
  const numbers = new Float64Array(new Uint8Array(bytes.subarray(0, textsAt)).buffer);
  return readEntry(starts, numbers, bytes.subarray(textsAt), entry);
}

function readEntry(starts: Uint32Array, numbers: Float64Array, texts: Buffer, entry: number) {
  const at = entry * FIELDS;
  return {
    numbers: numbers.subarray(starts[at], starts[at + FIELDS]),
    texts: texts.toString('utf8', starts[at + 1], starts[at + FIELDS + 1]),
  };
}
