/** Stands for null. No value of an exchange is NaN. */
const NULL = Number.NaN;

/** Writes values in an order that their reader knows: numbers, and texts joined to one. */
export class PackWriter {
  texts = '';
  #numbers: Float64Array = new Float64Array();
  #at = 0;

  /** @param at index in `numbers`, which has room for all that come, of the first one */
  begin(numbers: Float64Array, at: number): void {
    this.#numbers = numbers;
    this.#at = at;
    this.texts = '';
  }

  number(value: number): void {
    this.#numbers[this.#at++] = value;
  }

  numberOrNull(value: number | null): void {
    this.#numbers[this.#at++] = value ?? NULL;
  }

  text(value: string): void {
    this.#numbers[this.#at++] = value.length;
    this.texts += value;
  }

  textOrNull(value: string | null): void {
    if (value === null) this.#numbers[this.#at++] = NULL;
    else this.text(value);
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
