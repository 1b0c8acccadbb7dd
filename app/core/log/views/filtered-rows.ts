import type { RowTest } from '../../../checks/filter/parse-filter.ts';
import type { LogSort } from '../../../contract/log.ts';
import type { SortedNumbers } from '../sorted-numbers.ts';
import type { FactTable } from './fact-table.ts';
import { OrderedRuns } from './ordered-runs.ts';
import { orderOf } from './row-order.ts';

/** What rows it is about, and what of them. */
export interface FilteredRowsOptions {
  facts: FactTable;
  /** All rows in sight, and those of them that the button's filter lets through, as they are now. */
  all(): SortedNumbers;
  ofFilter(): SortedNumbers;
  test: RowTest;
  sort: LogSort | null;
}

/** How long it reads at once, ms: other things wait so long for their turn. */
const PIECE_MS = 4;
/** Rows between two looks at the clock. */
const ROWS_AT_ONCE = 64;
/** More changes than that, while nobody reads: all rows are looked at again. */
const MAX_CHANGED = 10_000;

/** The rows that fit a filter, in an order, found piece by piece, the newest first; later only what has changed. */
export class FilteredRows {
  readonly #options: FilteredRowsOptions;
  #runs!: OrderedRuns;
  /** All that there were at first; the last so many have not been looked at. */
  #first!: Float64Array;
  #left = 0;
  /** Changed since they were looked at. */
  readonly #changed = new Set<number>();
  #generation = -1;
  #isStale = false;

  constructor(options: FilteredRowsOptions) {
    this.#options = options;
    this.reset();
  }

  get unread(): number {
    return this.#isStale ? this.#options.all().length : this.#left + this.#changed.size;
  }

  /** All rows have to be looked at again. */
  reset(): void {
    const { facts, sort, all } = this.#options;
    this.#runs = new OrderedRuns(orderOf(sort, facts));
    this.#first = all().slice(0, all().length);
    this.#left = this.#first.length;
    this.#changed.clear();
    this.#generation = facts.generation;
    this.#isStale = false;
  }

  onChange(number: number): void {
    if (this.#isStale || this.#isLeft(number)) return;
    this.#changed.add(number);
    if (this.#changed.size <= MAX_CHANGED) return;
    this.#isStale = true;
    this.#changed.clear();
    this.#runs.clear();
  }

  /** In order, as far as it is known. */
  numbers(): Float64Array {
    // What has changed may fit no more, and would stand in a wrong place.
    this.#dropChanged();
    return this.#runs.all();
  }

  /** The place of a row among those that are known, or the one that it would have. */
  placeOf(number: number): number {
    this.#dropChanged();
    if (this.#options.facts.of(number) === null) return this.#runs.length;
    return this.#runs.placeOf(number);
  }

  /** Looks at some of those that are left. @returns whether there are more */
  readOn(): boolean {
    const { facts } = this.#options;
    if (this.#isStale || facts.generation !== this.#generation) this.reset();
    this.#dropChanged();
    const found: number[] = [];
    const untilMs = performance.now() + PIECE_MS;
    do {
      for (let i = 0; i < ROWS_AT_ONCE; i += 1) {
        const number = this.#next();
        if (number === null) break;
        if (this.#isFitting(number)) found.push(number);
      }
    } while (this.unread > 0 && performance.now() < untilMs);
    // Reading them may have made the table forget what was known of the others.
    if (facts.generation !== this.#generation) this.reset();
    else this.#runs.add(found);
    return this.unread > 0;
  }

  #isFitting(number: number): boolean {
    const { facts, ofFilter, test } = this.#options;
    if (!ofFilter().has(number)) return false;
    const known = facts.of(number);
    return known !== null && test(known, () => facts.textOf(number));
  }

  #next(): number | null {
    for (const number of this.#changed) {
      this.#changed.delete(number);
      return number;
    }
    if (this.#left === 0) return null;
    this.#left -= 1;
    return this.#first[this.#left] ?? null;
  }

  /** They are looked at again, and stand nowhere until then. */
  #dropChanged(): void {
    this.#runs.remove(this.#changed);
  }

  /** Is it still to be looked at for the first time? */
  #isLeft(number: number): boolean {
    let low = 0;
    let high = this.#left;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#first[middle] ?? 0) < number) low = middle + 1;
      else high = middle;
    }
    return low < this.#left && this.#first[low] === number;
  }
}
