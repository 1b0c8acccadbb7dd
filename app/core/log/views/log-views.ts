import { parseFilter } from '../../../checks/filter/parse-filter.ts';
import { CodedError } from '../../../contract/errors.ts';
import type { LogRow, LogStatistics, LogView } from '../../../contract/log.ts';
import type { ReadingTurns } from '../reading-turns.ts';
import type { RowIndexes } from '../row-indexes.ts';
import { FactTable } from './fact-table.ts';
import { FilteredRows } from './filtered-rows.ts';
import { statisticsOf } from './statistics.ts';

/** Views that pages ask for now, and those of the keys typed last. */
const VIEWS_KEPT = 6;
/** So long an answer waits for rows to be looked at, ms; then it says how many are left. */
const PATIENCE_MS = 200;

/** Rows that fit a filter's text, or stand in another order than that of arrival. */
export interface LogViews {
  /**
   * The rows that fit, as far as they are known, and how many have not been looked at.
   * @throws CodedError `filter_...`
   */
  read(view: LogView): Promise<{ numbers: Float64Array; unread: number }>;
  /** @throws CodedError `filter_...` */
  placeOf(view: LogView, number: number): number;
  /** @throws CodedError `filter_...` */
  statistics(view: LogView): Promise<LogStatistics>;
  /** A row has changed or is gone; null: others are in sight than before. */
  onChange(number: number | null): void;
}

interface LogViewsOptions {
  turns: ReadingTurns;
  indexes(): RowIndexes;
  /** Null when it is gone. */
  readRow(number: number): LogRow | null;
}

export function createLogViews({ turns, indexes, readRow }: LogViewsOptions): LogViews {
  /** Nobody asked yet: it takes some MB. */
  let table: FactTable | null = null;
  /** The one that was asked for last stands last. */
  const kept = new Map<string, FilteredRows>();

  const rowsOf = (view: LogView, facts: FactTable): FilteredRows => {
    const key = JSON.stringify([view.filter, view.text, view.sort]);
    const rows = kept.get(key) ?? makeRows(view, facts);
    kept.delete(key);
    kept.set(key, rows);
    for (const oldest of kept.keys()) if (kept.size > VIEWS_KEPT) kept.delete(oldest);
    return rows;
  };
  const makeRows = ({ filter, text, sort }: LogView, facts: FactTable) => {
    const parsed = parseFilter(text);
    if (parsed.kind === 'fault') throw new CodedError(parsed.fault.error);
    return new FilteredRows({
      facts,
      all: () => indexes().of('all'),
      ofFilter: () => indexes().of(filter),
      test: parsed.test,
      sort,
    });
  };
  const settle = async (view: LogView) => {
    table ??= new FactTable(readRow);
    const facts = table;
    const rows = rowsOf(view, facts);
    const untilMs = performance.now() + PATIENCE_MS;
    while (await turns.take(() => rows.readOn())) if (performance.now() > untilMs) break;
    return { rows, facts };
  };

  return {
    async read(view) {
      const { rows } = await settle(view);
      return { numbers: rows.numbers(), unread: rows.unread };
    },
    placeOf(view, number) {
      table ??= new FactTable(readRow);
      return rowsOf(view, table).placeOf(number);
    },
    async statistics(view) {
      const { rows, facts } = await settle(view);
      return turns.take(() => {
        const numbers = rows.numbers();
        return { ...statisticsOf(numbers, facts), unread: rows.unread };
      });
    },
    onChange(number) {
      if (table === null) return;
      if (number === null) {
        table.forgetAll();
        for (const rows of kept.values()) rows.reset();
        return;
      }
      table.forget(number);
      for (const rows of kept.values()) rows.onChange(number);
    },
  };
}
