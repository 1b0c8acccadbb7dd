import { type LogCounts, type LogFilter, logFilter } from '../../contract/log.ts';
import { isProblem, type Row } from './row.ts';
import { SortedNumbers } from './sorted-numbers.ts';

/** For each filter the numbers of the rows that it lets through, found by place. */
export class RowIndexes {
  readonly #of: Record<LogFilter, SortedNumbers> = {
    all: new SortedNumbers(),
    seeks: new SortedNumbers(),
    others: new SortedNumbers(),
    problems: new SortedNumbers(),
    failed: new SortedNumbers(),
  };

  of(filter: LogFilter): SortedNumbers {
    return this.#of[filter];
  }

  counts(): LogCounts {
    const { all, seeks, others, problems, failed } = this.#of;
    return {
      all: all.length,
      seeks: seeks.length,
      others: others.length,
      problems: problems.length,
      failed: failed.length,
    };
  }

  /** Puts a row where it belongs now, whether it is new or has changed. */
  put(row: Row): void {
    for (const filter of filters) {
      if (isLetThrough(row, filter)) this.#of[filter].add(row.number);
      else this.#of[filter].remove(row.number);
    }
  }

  remove({ number }: Row): void {
    for (const filter of filters) this.#of[filter].remove(number);
  }

  /** Takes in the rows of others; none of them is here already. */
  merge(others: RowIndexes): void {
    for (const filter of filters) this.#of[filter].merge(others.#of[filter]);
  }
}

const filters = logFilter.options;

function isLetThrough(row: Row, filter: LogFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'seeks':
      return row.seek !== null;
    case 'others':
      return row.seek === null;
    case 'problems':
      return isProblem(row);
    case 'failed':
      return row.verdict?.result === 'fail';
  }
}
