import type { SweepResult, SweepSummary } from '../../contract/sweep.ts';
import { makeSeek } from '../../contract/test-support/make-records.ts';
import { makeFailure, makeResult, makeSummary } from './make-sweep.ts';

/** A sweep of so many seeks over the sample, a tenth of which went wrong, for tests; made one by one. */
export function manyResults(count: number): {
  summary: SweepSummary;
  results: () => Generator<SweepResult>;
} {
  const failures = Math.floor(count / 10);
  return {
    summary: makeSummary({
      counts: {
        planned: count,
        done: count,
        ...{ pass: count - failures, warn: 0, fail: failures, skip: 0 },
      },
      checks: [
        { code: 'status_expected', pass: count - failures, warn: 0, fail: failures, skip: 0 },
      ],
    }),
    *results() {
      for (let number = 1; number <= count; number += 1) yield manyResult(number, count);
    },
  };
}

function manyResult(number: number, count: number): SweepResult {
  const offset = Math.floor((number * 2_869_999) / count);
  const firstByteMs = 2 + ((number * 7919) % 1000) / 40;
  const patch = {
    number,
    target: number % 2,
    ask: { kind: 'offset', offset } as const,
    seek: makeSeek({
      id: `sweep-${number}`,
      requestedOffset: offset,
      firstByteMs,
      firstPictureMs: firstByteMs * 3,
    }),
  };
  return number % 10 === 0 ? makeFailure(patch) : makeResult(patch);
}
