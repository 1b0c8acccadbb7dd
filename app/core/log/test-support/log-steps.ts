import fc from 'fast-check';
import type { CheckOutcome, CheckResult } from '../../../contract/check.ts';
import type { Exchange } from '../../../contract/exchange.ts';
import type { RowMarks } from '../../../contract/marks.ts';
import type { Seek } from '../../../contract/seek.ts';
import { makeExchange, makeSeek } from '../../../contract/test-support/make-records.ts';
import type { Log } from '../log.ts';

/** Something that happens to a log. */
export type Step =
  | { kind: 'exchange'; id: number; seek: number | null; outcome: Exchange['outcome'] }
  | { kind: 'seek'; id: number; state: Seek['state'] }
  | { kind: 'checks'; id: number; result: CheckOutcome }
  | { kind: 'mark'; place: number; marks: RowMarks }
  | { kind: 'clear' | 'undo' };

/** Seeks and exchanges that begin, go on, end and are judged; somebody writes on them; and the log is cleared. */
export const step: fc.Arbitrary<Step> = fc.oneof(
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
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('mark' as const),
      place: fc.nat(12),
      marks: fc.record({
        note: fc.constantFrom('', 'look here'),
        mark: fc.constantFrom('ok', 'bug', null),
        colour: fc.constantFrom('red', null),
        isPinned: fc.boolean(),
      }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('clear' as const, 'undo' as const) }) },
);

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
export function take(log: Log, each: Step, at: number): void {
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
    case 'mark': {
      const row = log.page('all', each.place, 1).rows[0];
      if (row) log.mark([row.number], each.marks);
      break;
    }
    case 'clear':
      log.clear();
      break;
    case 'undo':
      log.undoClear();
      break;
  }
}
