import type { RowOrder } from './row-order.ts';

/**
 * Row numbers in an order. They come in runs, each of which is merged into those before it only
 * when it is about as long: so nothing takes long at once.
 */
export class OrderedRuns {
  readonly #order: RowOrder;
  /** Each longer than the ones behind it together, about. */
  #runs: Float64Array[] = [];

  constructor(order: RowOrder) {
    this.#order = order;
  }

  get length(): number {
    return this.#runs.reduce((sum, run) => sum + run.length, 0);
  }

  /** The place of a number, or the one that it would have. */
  placeOf(number: number): number {
    const numbers = this.all();
    let low = 0;
    let high = numbers.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#order(numbers[middle] ?? 0, number) < 0) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** None of them is here. */
  add(numbers: number[]): void {
    if (numbers.length === 0) return;
    this.#runs.push(Float64Array.from(numbers.sort(this.#order)));
    for (let last = this.#runs.length - 1; last > 0; last -= 1) {
      const [before, run] = this.#runs.slice(last - 1);
      if (!before || !run || before.length > 2 * run.length) return;
      this.#runs.splice(last - 1, 2, merge(before, run, this.#order));
    }
  }

  remove(numbers: ReadonlySet<number>): void {
    if (numbers.size === 0) return;
    this.#runs = this.#runs
      .map((run) => run.filter((number) => !numbers.has(number)))
      .filter((run) => run.length > 0);
  }

  clear(): void {
    this.#runs = [];
  }

  /** All of them, in order. */
  all(): Float64Array {
    while (this.#runs.length > 1) {
      const [before, run] = this.#runs.splice(-2);
      if (before && run) this.#runs.push(merge(before, run, this.#order));
    }
    return this.#runs[0] ?? new Float64Array();
  }
}

function merge(one: Float64Array, other: Float64Array, order: RowOrder): Float64Array {
  const merged = new Float64Array(one.length + other.length);
  let i = 0;
  let j = 0;
  for (let k = 0; k < merged.length; k += 1) {
    const a = one[i];
    const b = other[j];
    const isFirst = b === undefined || (a !== undefined && order(a, b) <= 0);
    merged[k] = (isFirst ? a : b) ?? 0;
    if (isFirst) i += 1;
    else j += 1;
  }
  return merged;
}
