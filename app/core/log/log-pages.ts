import type { LogFilter, LogPage, LogRow, LogView } from '../../contract/log.ts';
import type { LogRows } from './log-rows.ts';
import type { ReadingTurns } from './reading-turns.ts';
import type { LogViews } from './views/log-views.ts';

const ROWS_AT_ONCE = 16;

/** Pages of rows, read at once or bit by bit. */
export interface LogPages {
  page(filter: LogFilter, from: number, count: number): LogPage;
  /** @throws CodedError `filter_...` */
  read(view: LogView, from: number, count: number): Promise<LogPage>;
  /** @throws CodedError `filter_...` */
  placeOf(view: LogView, number: number): number;
}

interface LogPagesOptions {
  rows: LogRows;
  views: LogViews;
  turns: ReadingTurns;
}

export function createLogPages({ rows, views, turns }: LogPagesOptions): LogPages {
  const rowsAt = (numbers: Iterable<number>, read?: ReadonlyMap<number, LogRow>) => {
    const shown: LogRow[] = [];
    for (const number of numbers) {
      const row = rows.get(number) && (read?.get(number) ?? rows.summaryOf(number));
      if (row) shown.push(row);
    }
    return shown;
  };
  const around = () => ({ counts: rows.indexes.counts(), pinned: rowsAt(rows.pinnedNumbers()) });
  const pageOf = (
    filter: LogFilter,
    from: number,
    count: number,
    read?: ReadonlyMap<number, LogRow>,
  ) => {
    const index = rows.indexes.of(filter);
    const shown = rowsAt(index.slice(from, from + count), read);
    return { from, rows: shown, ...around(), fitting: index.length, unread: 0 };
  };
  const readRows = async (numbers: Float64Array) => {
    const read = new Map<number, LogRow>();
    for (let i = 0; i < numbers.length; i += ROWS_AT_ONCE) {
      await turns.take(() => {
        for (const number of numbers.subarray(i, i + ROWS_AT_ONCE)) {
          const row = rows.summaryOf(number);
          if (row) read.set(number, row);
        }
      });
    }
    return read;
  };
  return {
    page: pageOf,
    async read(view, from, count) {
      if (isOfIndex(view)) {
        const numbers = rows.indexes.of(view.filter).slice(from, from + count);
        const read = await readRows(numbers);
        // As it is now: what has come or gone meanwhile is little.
        return pageOf(view.filter, from, count, read);
      }
      const { numbers, unread } = await views.read(view);
      const shown = numbers.subarray(from, from + count);
      const read = await readRows(shown);
      return { from, rows: rowsAt(shown, read), ...around(), fitting: numbers.length, unread };
    },
    placeOf: (view, number) =>
      isOfIndex(view) ? rows.indexes.of(view.filter).placeOf(number) : views.placeOf(view, number),
  };
}

/** Are its rows those of a filter's index, as they stand there? */
function isOfIndex({ text, sort }: LogView): boolean {
  return text.trim() === '' && sort === null;
}
