/** Stands for null. No value of an exchange is NaN. */
const NULL = Number.NaN;

/** Writes values in an order that their reader knows: numbers, and texts joined to one. */
export class PackWriter {
  texts = '';
  /** The first `numberCount` of them count. */
  numbers = new Float64Array(256);
  numberCount = 0;

  number(value: number | null): void {
    if (this.numberCount === this.numbers.length) {
      const larger = new Float64Array(this.numberCount * 2);
      larger.set(this.numbers);
      this.numbers = larger;
    }
    this.numbers[this.numberCount++] = value ?? NULL;
  }

  text(value: string | null): void {
    this.number(value === null ? null : value.length);
    if (value !== null) this.texts += value;
  }

  /** Makes it ready for other values. */
  clear(): void {
    this.texts = '';
    this.numberCount = 0;
  }
}

/** Gives the values back in the order in which they were written. */
export class PackReader {
  readonly #numbers: Float64Array;
  readonly #texts: string;
  #at: number;
  #textsAt = 0;

  /** @param at index in `numbers` of the first one */
  constructor(numbers: Float64Array, at: number, texts: string) {
    this.#numbers = numbers;
    this.#at = at;
    this.#texts = texts;
  }

  number(): number {
    return this.#numbers[this.#at++] ?? NULL;
  }

  numberOrNull(): number | null {
    const value = this.number();
    return Number.isNaN(value) ? null : value;
  }

  text(): string {
    return this.textOrNull() ?? '';
  }

  textOrNull(): string | null {
    const length = this.numberOrNull();
    if (length === null) return null;
    const from = this.#textsAt;
    this.#textsAt += length;
    return this.#texts.slice(from, this.#textsAt);
  }

  /** @param choices of which the number is an index */
  oneOf<T>(choices: readonly T[]): T {
    const index = this.number();
    const choice = choices[index];
    if (choice === undefined) throw new RangeError(`no choice ${index}`);
    return choice;
  }
}
