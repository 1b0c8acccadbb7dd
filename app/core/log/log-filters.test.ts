import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CheckOutcome, CheckResult } from '../../contract/check.ts';
import type { Exchange } from '../../contract/exchange.ts';
import { type LogFilter, type LogRow, logFilter } from '../../contract/log.ts';
import type { Seek } from '../../contract/seek.ts';
import { makeExchange, makeSeek } from '../../contract/test-support/make-records.ts';
import type { Log } from './log.ts';
import { rowsOf, startLog } from './test-support/start-log.ts';

type Step =
  | { kind: 'exchange'; id: number; seek: number | null; outcome: Exchange['outcome'] }
  | { kind: 'seek'; id: number; state: Seek['state'] }
  | { kind: 'checks'; id: number; result: CheckOutcome }
  | { kind: 'clear' | 'undo' };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('exchange' as const),
      id: fc.nat(12),
      seek: fc.option(fc.nat(4), { nil: null }),
      outcome: fc.constantFrom('running', 'complete', 'cut', 'failed'),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('seek' as const),
      id: fc.nat(4),
      state: fc.constantFrom('running', 'played', 'superseded', 'failed'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('checks' as const),
      id: fc.nat(4),
      result: fc.constantFrom('pass', 'warn', 'fail', 'skip'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('clear' as const, 'undo' as const) }) },
);

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
          expect(log.placeOf(filter, row.number)).toBe(place);
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

const oneCheck: CheckResult = {
  code: 'body_exact',
  result: 'pass',
  message: 'It is as it should be.',
  seen: '',
  expected: '',
  exchange: 0,
  at: null,
};

/** An exchange that is over does not come again: its id is that of the step then. */
function take(log: Log, each: Step, at: number): void {
  switch (each.kind) {
    case 'exchange':
      log.putExchange(
        makeExchange({
          id: each.outcome === 'running' ? `r${each.id}` : `${at}`,
          seekId: each.seek === null ? null : `s-${each.seek}`,
          outcome: each.outcome,
        }),
      );
      break;
    case 'seek':
      log.putSeek(makeSeek({ id: `s-${each.id}`, state: each.state }));
      break;
    case 'checks':
      log.putChecks(`s-${each.id}`, [{ ...oneCheck, result: each.result }]);
      break;
    case 'clear':
      log.clear();
      break;
    case 'undo':
      log.undoClear();
      break;
  }
}

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
