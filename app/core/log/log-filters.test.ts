import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type LogFilter, type LogRow, logFilter } from '../../contract/log.ts';
import type { Log } from './log.ts';
import { step, take } from './test-support/log-steps.ts';
import { rowsOf, startLog } from './test-support/start-log.ts';

test('a page of any filter and place is what filtering all rows gives', () => {
  fc.assert(
    fc.property(
      fc.array(step, { maxLength: 80 }),
      fc.constantFrom(...logFilter.options),
      fc.nat(12),
      fc.nat(12),
      fc.integer({ min: 1, max: 12 }),
      (steps, filter, from, count, entries) => {
        const log = startLog({ entries });
        steps.forEach((each, i) => {
          take(log, each, i);
        });
        const all = rowsOf(log);
        const shown = all.filter((row) => isLetThrough(row, filter));
        expect(log.page(filter, from, count).rows).toEqual(shown.slice(from, from + count));
        expect(log.counts()[filter]).toBe(shown.length);
        for (const [place, row] of shown.entries()) {
          expect(log.placeOf({ filter, text: '', sort: null }, row.number)).toBe(place);
        }
        const numbers = all.map(({ number }) => number);
        expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
        for (const row of all) {
          expect(summaryFields(log.get(row.number))).toEqual(headOf(row));
          if (row.kind === 'seek' && row.seek.state === 'running') expect(row.verdict).toBeNull();
        }
      },
    ),
  );
});

function isLetThrough(row: LogRow, filter: LogFilter): boolean {
  if (filter === 'all') return true;
  if (filter === 'failed') return row.verdict?.result === 'fail';
  return filter === 'problems'
    ? row.isProblem
    : row.kind === (filter === 'seeks' ? 'seek' : 'request');
}

const headOf = ({ kind, number, atEpochMs, isProblem }: LogRow) => ({
  kind,
  number,
  atEpochMs,
  isProblem,
});
const summaryFields = (entry: Parameters<typeof headOf>[0] | ReturnType<Log['get']>) =>
  headOf(entry as LogRow);
