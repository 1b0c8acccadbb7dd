/** Stands for null. No value that is packed is NaN. */
const NULL = Number.NaN;

/** Writes values in an order that their reader knows: numbers, and texts joined to one. */
export class PackWriter {
  texts = '';
  #numbers = new Float64Array(256);
  #count = 0;

  begin(): void {
    this.#count = 0;
    this.texts = '';
  }

  /** What was written since `begin`, until it is called again. */
  get numbers(): Float64Array {
    return this.#numbers.subarray(0, this.#count);
  }

  number(value: number): void {
    if (this.#count === this.#numbers.length) this.#grow();
    this.#numbers[this.#count++] = value;
  }

  numberOrNull(value: number | null): void {
    this.number(value ?? NULL);
  }

  text(value: string): void {
    this.number(value.length);
    this.texts += value;
  }

  textOrNull(value: string | null): void {
    if (value === null) this.number(NULL);
    else this.text(value);
  }

  #grow(): void {
    const larger = new Float64Array(this.#numbers.length * 2);
    larger.set(this.#numbers);
    this.#numbers = larger;
  }
}

/** Gives the values back in the order in which they were written. */
export class PackReader {
  readonly #numbers: Float64Array;
  readonly #texts: string;
  #at = 0;
  #textsAt = 0;

  constructor(numbers: Float64Array, texts: string) {
    this.#numbers = numbers;
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
}
