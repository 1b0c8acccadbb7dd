import type { CheckResult } from '../../contract/check.ts';
import { CodedError } from '../../contract/errors.ts';
import type { Exchange } from '../../contract/exchange.ts';
import {
  LOG_BOUNDS,
  type LogBounds,
  type LogCounts,
  type LogEntry,
  type LogFilter,
  type LogPage,
  type LogStatistics,
  type LogView,
  UNDO_CLEAR_MS,
} from '../../contract/log.ts';
import type { RowMarksPatch } from '../../contract/marks.ts';
import type { Seek } from '../../contract/seek.ts';
import { boundExchange } from './bound-exchange.ts';
import { createLogPages } from './log-pages.ts';
import { LogRows } from './log-rows.ts';
import { markRows } from './mark-rows.ts';
import { createReadingTurns } from './reading-turns.ts';
import { isProblem, type Row } from './row.ts';
import { partsOf, type RowPart, readPart, type SavedPart } from './saved-part.ts';
import { createLogViews } from './views/log-views.ts';

/** Hears of what the log takes in; see `Log.tap`. */
export interface LogTap {
  onExchange?(exchange: Exchange): void;
  onSeek?(seek: Seek): void;
  /** A part of a row is another than before; `Log.partOf` reads it. */
  onPart?(number: number, part: RowPart): void;
  /** What was cleared cannot be had back any more. */
  onDrop?(): void;
}

/** A seek as the log has it, to be judged. */
export interface Judgeable {
  /** Null until somebody told of it. */
  seek: Seek | null;
  exchanges: readonly Exchange[];
}

/** All seeks and exchanges of this run, the oldest forgotten when there are too many. */
export interface Log {
  /** Takes in the newest state of an exchange. */
  putExchange(exchange: Exchange): void;
  /**
   * Takes in the newest state of a seek.
   * @param isKnown it was here before: if it has gone since, it stays gone
   */
  putSeek(seek: Seek, isKnown?: boolean): void;
  /** What the checks say of a seek that is over; takes the place of what they said before. */
  putChecks(seekId: string, results: CheckResult[]): void;
  /** What is known of what carries that seek id; null when it is gone. */
  ofSeek(seekId: string): Judgeable | null;
  /** Those of these seeks that still run have lost the page that carried them out. */
  abandon(seekIds: Iterable<string>): void;
  counts(): LogCounts;
  /** Rows that the filter lets through, from a place among them on. */
  page(filter: LogFilter, from: number, count: number): LogPage;
  /**
   * The same, read bit by bit: it gives way to the exchanges that come in.
   * @throws CodedError `filter_...`
   */
  readPage(view: LogView, from: number, count: number): Promise<LogPage>;
  /**
   * A row's place among those of a view, or the one that it would have.
   * @throws CodedError `filter_...`
   */
  placeOf(view: LogView, number: number): number;
  /**
   * Of the rows that fit, giving way like `readPage`.
   * @throws CodedError `filter_...`
   */
  statistics(view: LogView): Promise<LogStatistics>;
  /** @throws CodedError `row_gone` */
  get(number: number): LogEntry;
  /**
   * The same, giving way like `readPage`.
   * @throws CodedError `row_gone`
   */
  read(number: number): Promise<LogEntry>;
  /**
   * Writes on rows what is not left out; those that are gone are passed over.
   * @returns how many rows
   * @throws CodedError `row_gone` where none is left, `pins_full`
   */
  mark(numbers: readonly number[], patch: RowMarksPatch): number;
  /** The numbers of pinned rows, ascending. */
  pinned(): number[];
  /**
   * Takes what does not run any more and is not pinned out of sight; it can be had back for a while.
   * @returns how many rows
   */
  clear(): number;
  /** @returns how many rows are back */
  undoClear(): number;
  /** What was cleared cannot be had back from now on. */
  dropCleared(): void;
  /** Calls with a row's number at every change of it, with null when many changed. */
  subscribe(listener: (changed: number | null) => void): () => void;
  /** Hands on every state that is taken in, as it comes. */
  tap(tap: LogTap): () => void;
  /** A part of a row as it is now; null when it is gone. */
  partOf(number: number, part: RowPart): SavedPart | null;
  /**
   * Calls with all parts of rows: of those that are pinned, or of all that are kept, also those that were cleared a
   * moment ago.
   */
  eachPart(of: 'pinned' | 'kept', act: (number: number, part: RowPart) => void): void;
  /** The highest number that a row has had. */
  lastNumber(): number;
  /** Forgets all rows; what runs is not taken in any more. The next one's number follows that one. */
  restart(lastNumber: number): void;
  /** Takes in a part of a row of an earlier run, as it was when it ended. */
  restore(part: SavedPart): void;
  close(): void;
}

const DROPPED_AT_ONCE = 250;

/** @param keeps false: it tells whoever taps it of all that comes, and keeps nothing */
export function createLog(bounds: LogBounds = LOG_BOUNDS, keeps = true): Log {
  const taps = new Set<LogTap>();
  const listeners = new Set<(changed: number | null) => void>();
  const tell = (changed: number | null) => {
    views.onChange(changed);
    for (const listener of listeners) listener(changed);
  };
  const rows = new LogRows(bounds, tell, (number, part) => {
    for (const tap of taps) tap.onPart?.(number, part);
  });
  const { records } = rows;
  let forgetting: NodeJS.Timeout | undefined;
  let dropping: NodeJS.Immediate | undefined;
  /** In pieces: a hundred thousand rows at once would hold up everybody for a quarter of a second. */
  const drop = () => {
    dropping = rows.forgetDropped(DROPPED_AT_ONCE) ? setImmediate(drop) : undefined;
  };
  const dropSoon = () => {
    dropping ??= setImmediate(drop);
  };
  const dropCleared = () => {
    if (forgetting === undefined) return;
    clearTimeout(forgetting);
    forgetting = undefined;
    rows.dropCleared();
    dropSoon();
    for (const tap of taps) tap.onDrop?.();
  };
  const turns = createReadingTurns();
  const views = createLogViews({ turns, indexes: () => rows.indexes, readRow: rows.summaryOf });
  const pages = createLogPages({ rows, views, turns });
  const get = (number: number) => {
    const row = rows.get(number);
    if (!row) throw new CodedError('row_gone', { number });
    return entryOf(row, rows);
  };

  return {
    putExchange(exchange) {
      turns.onTraffic();
      for (const tap of taps) tap.onExchange?.(exchange);
      if (keeps) rows.putExchange(boundExchange(exchange, bounds.exchangeBytes));
    },
    putSeek(seek, isKnown = false) {
      for (const tap of taps) tap.onSeek?.(seek);
      if (keeps) rows.putSeek(seek, isKnown);
    },
    putChecks: (seekId, results) => rows.putChecks(seekId, results),
    ofSeek(seekId) {
      const row = rows.ofSeek(seekId);
      if (!row) return null;
      return {
        seek: row.seek === null ? null : records.seeks.get(row.seek),
        exchanges: row.exchanges.map((held) => records.exchanges.get(held)),
      };
    },
    abandon(seekIds) {
      for (const id of seekIds) {
        const seek = rows.runningSeek(id);
        if (seek) rows.putSeek({ ...seek, state: 'abandoned' }, true);
      }
    },
    counts: () => rows.indexes.counts(),
    page: pages.page,
    readPage: pages.read,
    placeOf: pages.placeOf,
    statistics: (view) => views.statistics(view),
    get,
    read: (number) => turns.take(() => get(number)),
    mark: (numbers, patch) => markRows(rows, numbers, patch),
    pinned: () => rows.pinnedNumbers(),
    clear() {
      clearTimeout(forgetting);
      const cleared = rows.clear();
      dropSoon();
      forgetting = setTimeout(dropCleared, UNDO_CLEAR_MS);
      forgetting.unref();
      tell(null);
      return cleared;
    },
    undoClear() {
      clearTimeout(forgetting);
      forgetting = undefined;
      const restored = rows.undoClear();
      tell(null);
      return restored;
    },
    dropCleared,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tap(tap) {
      taps.add(tap);
      return () => taps.delete(tap);
    },
    partOf(number, part) {
      const row = rows.kept(number);
      return row ? readPart(row, part, records) : null;
    },
    eachPart(of, act) {
      for (const number of of === 'pinned' ? rows.pinnedNumbers() : rows.keptNumbers()) {
        const row = rows.kept(number);
        if (row) for (const part of partsOf(row)) act(number, part);
      }
    },
    lastNumber: () => rows.lastNumber,
    restart(lastNumber) {
      clearTimeout(forgetting);
      forgetting = undefined;
      rows.restart(lastNumber);
      tell(null);
    },
    restore: (part) => rows.restore(part),
    close() {
      clearTimeout(forgetting);
      clearImmediate(dropping);
      turns.close();
      listeners.clear();
      taps.clear();
      records.close();
    },
  };
}

function entryOf(row: Row, { records }: LogRows): LogEntry {
  const { number, atEpochMs, verdict, marks } = row;
  const head = { number, atEpochMs, isProblem: isProblem(row), verdict, marks };
  const checks = row.checks === null ? [] : records.checks.get(row.checks);
  const exchanges = row.exchanges.map((held) => records.exchanges.get(held));
  if (row.seek !== null) {
    return { kind: 'seek', ...head, seek: records.seeks.get(row.seek), exchanges, checks };
  }
  const [exchange] = exchanges;
  if (!exchange) throw new CodedError('row_gone', { number });
  return { kind: 'request', ...head, exchanges: [exchange], checks };
}
