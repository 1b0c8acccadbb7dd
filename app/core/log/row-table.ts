import { isPacked, makeRow, type Row } from './row.ts';

/** More than the log keeps: rows that are over are gone before their place is needed again. */
export const PLACES = 2 ** 17;

/**
 * Rows by number. Nearly all are requests that are over: those stand in arrays of numbers, and
 * become objects only while somebody looks at them. As objects, a hundred thousand of them would
 * be promoted, marked and swept again and again (measured: as much as taking an exchange in).
 */
export class RowTable {
  /** Whose place it is; 0 when it is free. */
  readonly #numbers = new Float64Array(PLACES);
  readonly #atEpochMs = new Float64Array(PLACES);
  readonly #exchanges = new Float64Array(PLACES);
  /** NaN where there is none. */
  readonly #summaries = new Float64Array(PLACES);
  readonly #isBad = new Uint8Array(PLACES);
  /** When it ended, in the order of ending; 0 while it runs. */
  readonly #ends = new Float64Array(PLACES);
  readonly #objects = new Map<number, Row>();

  /** A new row, not put yet. @param after the number of the newest one */
  make(after: number, atEpochMs: number, seekId: string | null): Row {
    let number = after + 1;
    // Something may have run for so long that its place would be the next.
    while ((this.#numbers[number % PLACES] ?? 0) > 0) number += 1;
    return makeRow(number, atEpochMs, seekId);
  }

  get(number: number): Row | undefined {
    const place = number % PLACES;
    if (this.#numbers[place] !== number) return undefined;
    return this.#objects.get(number) ?? this.#read(place);
  }

  /** The row that stands where one of that number would; undefined when the place is free. */
  takenBy(number: number): Row | undefined {
    return this.get(this.#numbers[number % PLACES] ?? 0);
  }

  /** Keeps a row as it is now. */
  put(row: Row): void {
    const place = row.number % PLACES;
    this.#numbers[place] = row.number;
    const [exchange] = row.exchanges;
    const isAlone = row.seekId === null && row.marks === null;
    const isPlain = isAlone && exchange !== undefined && isPacked(exchange);
    if (!isPlain) {
      this.#objects.set(row.number, row);
      return;
    }
    this.#objects.delete(row.number);
    this.#atEpochMs[place] = row.atEpochMs;
    this.#exchanges[place] = exchange;
    this.#summaries[place] = row.summary ?? Number.NaN;
    this.#isBad[place] = row.hasBadExchange ? 1 : 0;
  }

  remove(number: number): void {
    const place = number % PLACES;
    if (this.#numbers[place] !== number) return;
    this.#numbers[place] = 0;
    this.#ends[place] = 0;
    this.#objects.delete(number);
  }

  /** When a row ended, in the order of ending; 0 while it runs, and when it is gone. */
  endOf(number: number): number {
    const place = number % PLACES;
    return this.#numbers[place] === number ? (this.#ends[place] ?? 0) : 0;
  }

  setEnd(number: number, end: number): void {
    this.#ends[number % PLACES] = end;
  }

  #read(place: number): Row {
    const row = makeRow(this.#numbers[place] ?? 0, this.#atEpochMs[place] ?? 0, null);
    const summary = this.#summaries[place] ?? Number.NaN;
    row.exchanges.push(this.#exchanges[place] ?? 0);
    row.summary = Number.isNaN(summary) ? null : summary;
    row.hasBadExchange = this.#isBad[place] === 1;
    return row;
  }
}
