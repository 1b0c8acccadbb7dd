import { verdictOf } from '../../checks/verdict.ts';
import type { CheckResult } from '../../contract/check.ts';
import type { Exchange } from '../../contract/exchange.ts';
import type { LogRow } from '../../contract/log.ts';
import { isMarked, type RowMarks } from '../../contract/marks.ts';
import type { Seek } from '../../contract/seek.ts';
import { bytesOf } from './bound-exchange.ts';
import { checksColumn } from './packing/check-column.ts';
import { json } from './packing/columns.ts';
import { createDeflater } from './packing/deflater.ts';
import { exchangeColumn } from './packing/exchange-column.ts';
import { PackedStore } from './packing/packed-store.ts';
import { isBadExchange, isBadSeek } from './problems.ts';
import { RecordStore } from './record-store.ts';
import { isPacked, type Row } from './row.ts';
import { requestRow, seekRow } from './summaries.ts';

/** What rows hold: seeks, exchanges, and what the table shows of them. */
export class LogRecords {
  readonly exchanges: RecordStore<Exchange>;
  readonly seeks: RecordStore<Seek>;
  readonly checks: PackedStore<CheckResult[]>;
  /** Not deflated: a page of the log needs a hundred of them from anywhere. */
  readonly #summaries = new PackedStore<LogRow>(json(), null);
  readonly #deflater = createDeflater();
  #marksBytes = 0;

  /** @param onDeflate called with the numbers of rows, part of which takes longer to read soon */
  constructor(onDeflate: (rows: Iterable<number>) => void) {
    const deflating = { deflater: this.#deflater, onDeflate };
    this.exchanges = new RecordStore(
      { column: exchangeColumn, isRunning: ({ outcome }) => outcome === 'running', bytesOf },
      deflating,
    );
    this.seeks = new RecordStore(
      {
        column: json(),
        isRunning: ({ state }) => state === 'running',
        bytesOf: (seek) => JSON.stringify(seek).length,
      },
      deflating,
    );
    this.checks = new PackedStore(checksColumn, deflating);
  }

  get bytes(): number {
    const packed = this.exchanges.bytes + this.seeks.bytes + this.checks.bytes;
    return packed + this.#summaries.bytes + this.#marksBytes;
  }

  /** What the table shows of a row. */
  summaryOf(row: Row): LogRow {
    return row.summary === null ? this.#summarize(row) : this.#summaries.get(row.summary);
  }

  keepSummary(row: Row): void {
    if (row.summary === null) row.summary = this.#summaries.add(this.#summarize(row));
  }

  dropSummary(row: Row): void {
    if (row.summary !== null) this.#summaries.remove(row.summary);
    row.summary = null;
  }

  /**
   * Takes in the newest state of an exchange of the row.
   * @param place that of its state before, or behind the others
   * @returns how many entries more the row has
   */
  putExchange(row: Row, exchange: Exchange, place: number): number {
    const before = row.exchanges[place];
    if (before !== undefined) this.exchanges.release(before);
    row.exchanges[place] = this.exchanges.hold(exchange, row.number);
    row.hasBadExchange ||= isBadExchange(exchange);
    return before === undefined ? 1 : 0;
  }

  /** @returns how many entries more the row has */
  putSeek(row: Row, seek: Seek): number {
    const before = row.seek;
    if (before !== null) this.seeks.release(before);
    row.seek = this.seeks.hold(seek, row.number);
    row.isSeekBad = isBadSeek(seek);
    return before === null ? 1 : 0;
  }

  /** Takes the place of what was said before. */
  putChecks(row: Row, results: CheckResult[]): void {
    this.dropChecks(row);
    row.checks = this.checks.add(results, row.number);
    row.verdict = verdictOf(results);
  }

  dropChecks(row: Row): void {
    if (row.checks !== null) this.checks.remove(row.checks);
    row.checks = null;
  }

  /** Takes the place of what was written before. */
  putMarks(row: Row, marks: RowMarks): void {
    this.#marksBytes -= bytesOfMarks(row);
    row.marks = isMarked(marks) ? marks : null;
    this.#marksBytes += bytesOfMarks(row);
  }

  /** Gives back all that a row takes. */
  release(row: Row): void {
    if (row.seek !== null) this.seeks.release(row.seek);
    for (const held of row.exchanges) this.exchanges.release(held);
    this.dropChecks(row);
    this.dropSummary(row);
    this.#marksBytes -= bytesOfMarks(row);
  }

  close(): void {
    this.exchanges.close();
    this.seeks.close();
    this.checks.close();
    this.#deflater.close();
  }

  #summarize(row: Row): LogRow {
    const [held] = row.exchanges;
    const first = held === undefined ? null : this.exchanges.get(held);
    if (row.seek !== null) return seekRow(row, this.seeks.get(row.seek), first);
    if (first === null) throw new RangeError(`row ${row.number} is empty`);
    return requestRow(row, first);
  }
}

/** The place in the row of an exchange that still runs there; -1 where it is new. */
export function placeOfRunning({ exchanges }: Row, id: string): number {
  return exchanges.findIndex((held) => !isPacked(held) && held.id === id);
}

/** A marked row is an object of its own: about so much besides its note. */
const MARKED_BYTES = 400;

const bytesOfMarks = ({ marks }: Row) =>
  marks === null ? 0 : MARKED_BYTES + 2 * marks.note.length;
