import type { CheckResult } from '../../contract/check.ts';
import type { Exchange } from '../../contract/exchange.ts';
import type { LogBounds, LogRow } from '../../contract/log.ts';
import { MARK_BOUNDS, type RowMarks } from '../../contract/marks.ts';
import type { Seek } from '../../contract/seek.ts';
import { ClearedRows } from './cleared-rows.ts';
import { EndedRows } from './ended-rows.ts';
import { KnownIds } from './known-ids.ts';
import { LogRecords, placeOfRunning } from './log-records.ts';
import { entryCountOf, isPacked, isPinned, isRunning, makeRow, type Row } from './row.ts';
import { RowIndexes } from './row-indexes.ts';
import { RowTable } from './row-table.ts';
import { partsOf, placeOfSaved, type RowPart, type SavedPart } from './saved-part.ts';

/** The rows of the log: how seeks and exchanges come to be one, and which ones have to go. */
export class LogRows {
  readonly records = new LogRecords((rows) => this.#keepSummaries(rows));
  /** Of what is in sight. */
  indexes = new RowIndexes();
  readonly #cleared = new ClearedRows();
  readonly #bounds: LogBounds;
  readonly #onChange: (number: number) => void;
  readonly #onPart: (number: number, part: RowPart) => void;
  readonly #table = new RowTable();
  readonly #running = new Set<number>();
  /** Those that are over, but for the pinned ones: nothing clears or pushes out these. */
  readonly #over = new EndedRows(this.#table);
  readonly #pinned = new Set<number>();
  readonly #ids = new KnownIds();
  #lastNumber = 0;
  #entryCount = 0;

  /**
   * @param onChange called with the number of each row that has changed
   * @param onPart called with what of it is another than before
   */
  constructor(
    bounds: LogBounds,
    onChange: (number: number) => void,
    onPart: (number: number, part: RowPart) => void = () => undefined,
  ) {
    this.#bounds = bounds;
    this.#onChange = onChange;
    this.#onPart = onPart;
  }

  /** The highest number so far. */
  get lastNumber(): number {
    return this.#lastNumber;
  }

  /** Undefined when it is gone for good. */
  kept(number: number): Row | undefined {
    return this.#isDropped(number) ? undefined : this.#table.get(number);
  }

  /** The numbers of all that is kept, in sight or cleared. */
  keptNumbers(): number[] {
    const all = [this.#cleared.indexes, this.indexes].map((indexes) => indexes.of('all'));
    return all.flatMap((numbers) => [...numbers.slice(0, numbers.length)]);
  }

  /** Ascending. */
  pinnedNumbers(): number[] {
    return [...this.#pinned].sort((one, other) => one - other);
  }

  /** Forgets all; what runs is not taken in any more. The next row stands behind that number. */
  restart(lastNumber: number): void {
    this.dropCleared();
    this.forgetDropped(Number.POSITIVE_INFINITY);
    for (const number of this.keptNumbers()) {
      const row = this.#table.get(number);
      if (row) this.#forget(row);
    }
    this.#lastNumber = lastNumber;
  }

  /** Takes in a part of a row of an earlier run, where nothing runs any more. */
  restore(saved: SavedPart): void {
    const { number, atEpochMs, seekId, seek, exchange, checks, marks } = saved;
    const known = this.#table.get(number);
    // What they speak of is gone: its lines were the oldest of a full session.
    if (!known && !seek && !exchange) return;
    const row = known ?? this.#addRow(atEpochMs, seekId, number);
    if (seek) this.#entryCount += this.records.putSeek(row, seek);
    if (exchange) {
      const place = placeOfSaved(row, exchange, this.records);
      this.#entryCount += this.records.putExchange(row, exchange, place);
    }
    if (checks) this.records.putChecks(row, checks);
    if (marks) {
      const isRoom = this.#pinned.has(number) || this.#pinned.size < MARK_BOUNDS.pinned;
      this.records.putMarks(row, { ...marks, isPinned: marks.isPinned && isRoom });
    }
    this.#settle(row);
  }

  /** What somebody wrote on a row takes the place of what stood there. */
  putMarks(row: Row, marks: RowMarks): void {
    const wasPinned = isPinned(row);
    this.records.putMarks(row, marks);
    // A row that is to stay stands among the newest lines of a session, too.
    const changed = !wasPinned && isPinned(row) ? partsOf(row) : (['marks'] as const);
    for (const part of changed) this.#onPart(row.number, part);
    this.#settle(row);
  }

  /** Undefined when it is gone, or out of sight. */
  get(number: number): Row | undefined {
    return this.#isCleared(number) ? undefined : this.#table.get(number);
  }

  /** What the table shows of a row; null when it is gone, or out of sight. */
  readonly summaryOf = (number: number): LogRow | null => {
    const row = this.get(number);
    return row ? this.records.summaryOf(row) : null;
  };

  putExchange(exchange: Exchange): void {
    const isOver = exchange.outcome !== 'running';
    if (this.#ids.isForgotten(exchange.id, isOver)) return;
    const row = this.#rowBy(this.#ids.byExchange, exchange.id) ?? this.#rowOfNew(exchange);
    const running = placeOfRunning(row, exchange.id);
    const place = running < 0 ? row.exchanges.length : running;
    this.#entryCount += this.records.putExchange(row, exchange, place);
    this.#onPart(row.number, place);
    if (!isOver) this.#ids.byExchange.set(exchange.id, row.number);
    else if (running >= 0) this.#ids.byExchange.delete(exchange.id);
    this.#settle(row);
  }

  /** @param isKnown it was here before: if it has gone since, it stays gone */
  putSeek(seek: Seek, isKnown: boolean): void {
    const known = this.#rowBy(this.#ids.bySeek, seek.id);
    if (!known && isKnown) return;
    const row = known ?? this.#addRow(seek.askedAtEpochMs, seek.id);
    this.#entryCount += this.records.putSeek(row, seek);
    this.#onPart(row.number, 'seek');
    if (seek.state === 'running') {
      this.records.dropChecks(row);
      row.verdict = null;
    }
    this.#settle(row);
  }

  /** The row that shows what carries that seek id. */
  ofSeek(id: string): Row | undefined {
    return this.#rowBy(this.#ids.bySeek, id);
  }

  /** While the seek still runs, nothing that is said of it would be the last word. */
  putChecks(seekId: string, results: CheckResult[]): void {
    const row = this.ofSeek(seekId);
    if (!row || this.runningSeek(seekId) !== null) return;
    this.records.putChecks(row, results);
    this.#onPart(row.number, 'checks');
    this.#settle(row);
  }

  /** Null when that seek is over, or not here. */
  runningSeek(id: string): Seek | null {
    const seek = this.#rowBy(this.#ids.bySeek, id)?.seek ?? null;
    return seek === null || isPacked(seek) ? null : seek;
  }

  /** Takes what is over and not pinned out of sight, and drops what was cleared before. @returns how many rows */
  clear(): number {
    this.#cleared.take(this.indexes, this.#over.lastEnd);
    this.indexes = new RowIndexes();
    for (const number of new Set([...this.#running, ...this.#pinned])) {
      const row = this.#table.get(number);
      if (!row) continue;
      this.#cleared.indexes.remove(row);
      this.indexes.put(row);
    }
    return this.#cleared.indexes.of('all').length;
  }

  /** @returns how many rows are back in sight */
  undoClear(): number {
    const back = this.#cleared.giveBack();
    this.indexes.merge(back);
    return back.of('all').length;
  }

  /** What was cleared cannot be had back any more. */
  dropCleared(): void {
    this.#cleared.drop();
  }

  /** Gives back the room of that, of so many rows at most. @returns is there more? */
  forgetDropped(count: number): boolean {
    for (let i = 0; i < count; i += 1) {
      const number = this.#over.firstUpTo(this.#cleared.droppedEnd);
      const row = number === null ? undefined : this.#table.get(number);
      if (row === undefined) return false;
      this.#forget(row);
    }
    return true;
  }

  #isCleared(number: number): boolean {
    return this.#cleared.has(this.#table.endOf(number));
  }

  #isDropped(number: number): boolean {
    return this.#cleared.isDropped(this.#table.endOf(number));
  }

  #rowBy(numbers: ReadonlyMap<string, number>, id: string): Row | undefined {
    const number = numbers.size > 0 ? numbers.get(id) : undefined;
    if (number === undefined || this.#isDropped(number)) return undefined;
    return this.#table.get(number);
  }

  #rowOfNew({ seekId, startedAtEpochMs }: Exchange): Row {
    const own = seekId === null ? undefined : this.#rowBy(this.#ids.bySeek, seekId);
    const { exchangesPerSeek } = this.#bounds;
    const hasRoom = own && own.seek !== null && own.exchanges.length < exchangesPerSeek;
    return hasRoom ? own : this.#addRow(startedAtEpochMs, seekId);
  }

  /** @param own its number, where it had one before */
  #addRow(atEpochMs: number, seekId: string | null, own: number | null = null): Row {
    // Places are used again: what is so much older goes.
    const before = own === null ? undefined : this.#table.takenBy(own);
    if (before) this.#forget(before);
    const row =
      own === null
        ? this.#table.make(this.#lastNumber, atEpochMs, seekId)
        : makeRow(own, atEpochMs, seekId);
    this.#lastNumber = Math.max(this.#lastNumber, row.number);
    if (seekId !== null && !this.#rowBy(this.#ids.bySeek, seekId)) {
      this.#ids.bySeek.set(seekId, row.number);
    }
    return row;
  }

  /** After each change of a row: it stands where it belongs, and others make room for it. */
  #settle(row: Row): void {
    this.records.dropSummary(row);
    const isGoingOn = isRunning(row);
    const isStaying = isPinned(row);
    if ((isGoingOn || isStaying) && this.#isCleared(row.number)) this.#cleared.indexes.remove(row);
    this.#table.put(row);
    this.#running[isGoingOn ? 'add' : 'delete'](row.number);
    this.#pinned[isStaying ? 'add' : 'delete'](row.number);
    if (isGoingOn || isStaying) this.#over.remove(row.number);
    else this.#over.add(row.number);
    if (this.#isCleared(row.number)) this.#cleared.indexes.put(row);
    else {
      this.indexes.put(row);
      this.#onChange(row.number);
    }
    this.#makeRoom();
  }

  /** Made when they are needed, or just before that would take long. */
  #keepSummaries(numbers: Iterable<number>): void {
    for (const number of numbers) {
      const row = this.#table.get(number);
      if (!row || isRunning(row)) continue;
      this.records.keepSummary(row);
      this.#table.put(row);
    }
  }

  /** What ended first goes first; what runs, only when nothing else is left. The newest stays. */
  #makeRoom(): void {
    const { entries, bytes } = this.#bounds;
    while (this.#entryCount > entries || this.records.bytes > bytes) {
      const number = this.#over.first(this.#lastNumber) ?? this.#firstRunning();
      const row = number === null ? undefined : this.#table.get(number);
      if (row === undefined) return;
      this.#forget(row);
    }
  }

  #firstRunning(): number | null {
    for (const number of this.#running) {
      if (number !== this.#lastNumber && !this.#pinned.has(number)) return number;
    }
    return null;
  }

  #forget(row: Row): void {
    const isCleared = this.#isCleared(row.number);
    if (!this.#isDropped(row.number))
      (isCleared ? this.#cleared.indexes : this.indexes).remove(row);
    this.#running.delete(row.number);
    this.#pinned.delete(row.number);
    this.#table.remove(row.number);
    this.#ids.forget(row);
    this.#entryCount -= entryCountOf(row);
    this.records.release(row);
    if (!isCleared) this.#onChange(row.number);
  }
}
