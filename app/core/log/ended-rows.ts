import type { RowTable } from './row-table.ts';

const LEAST_ROOM = 1024;

/** The numbers of the rows that are over, in the order in which they ended. */
export class EndedRows {
  readonly #table: RowTable;
  /** A ring; a row that ran again since stands here in vain. */
  #numbers = new Float64Array(LEAST_ROOM);
  #firstEnd = 1;
  #nextEnd = 1;

  constructor(table: RowTable) {
    this.#table = table;
  }

  /** The one that ended first, but for the named one; null without any. */
  first(except: number): number | null {
    for (; this.#firstEnd < this.#nextEnd; this.#firstEnd += 1) {
      const number = this.#at(this.#firstEnd);
      if (number === null) continue;
      if (number !== except) return number;
      return this.#second();
    }
    return null;
  }

  /** The row, which is in the table, is over; it keeps its place when it was already. */
  add(number: number): void {
    if (this.#table.endOf(number) > 0) return;
    if (this.#nextEnd - this.#firstEnd === this.#numbers.length) this.#makeRoom();
    this.#numbers[this.#nextEnd % this.#numbers.length] = number;
    this.#table.setEnd(number, this.#nextEnd);
    this.#nextEnd += 1;
  }

  /** The row runs again. */
  remove(number: number): void {
    this.#table.setEnd(number, 0);
  }

  /** Up to which end rows have ended. */
  get lastEnd(): number {
    return this.#nextEnd - 1;
  }

  /** The one that ended first, if it ended no later than that; else null. */
  firstUpTo(end: number): number | null {
    for (; this.#firstEnd < this.#nextEnd && this.#firstEnd <= end; this.#firstEnd += 1) {
      const number = this.#at(this.#firstEnd);
      if (number !== null) return number;
    }
    return null;
  }

  #second(): number | null {
    for (let end = this.#firstEnd + 1; end < this.#nextEnd; end += 1) {
      const number = this.#at(end);
      if (number !== null) return number;
    }
    return null;
  }

  #at(end: number): number | null {
    const number = this.#numbers[end % this.#numbers.length] ?? 0;
    return this.#table.endOf(number) === end ? number : null;
  }

  #makeRoom(): void {
    const larger = new Float64Array(this.#numbers.length * 2);
    for (let end = this.#firstEnd; end < this.#nextEnd; end += 1) {
      larger[end % larger.length] = this.#numbers[end % this.#numbers.length] ?? 0;
    }
    this.#numbers = larger;
  }
}
