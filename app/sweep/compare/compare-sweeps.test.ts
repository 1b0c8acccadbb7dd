import { describe, expect, it } from 'vitest';
import type { SweepResult } from '../../contract/sweep.ts';
import { makeFailure, makeResult, makeSummary } from '../../report/test-support/make-sweep.ts';
import { seededShare } from '../plan/seeded.ts';
import { compareSweeps, isWorse } from './compare-sweeps.ts';
import { rankTest } from './rank-test.ts';

const reportOf = (results: readonly SweepResult[]) => ({
  summary: makeSummary(),
  async *results() {
    yield* results;
  },
});

const at = (keyframe: number, make = makeResult, firstByteMs = 5): SweepResult => {
  const made = make({ number: keyframe + 1, ask: { kind: 'keyframe', keyframe } });
  return { ...made, seek: { ...made.seek, firstByteMs } };
};

it('tells what is worse, better, gone and new', async () => {
  const before = [at(0), at(1, makeFailure), at(2), at(3)];
  const after = [at(0, makeFailure), at(1), at(2), at(4, makeFailure)];
  expect(await compareSweeps(reportOf(before), reportOf(after))).toMatchObject({
    ...{ worse: 1, better: 1, same: 1, onlyBefore: 1, onlyAfter: 1 },
    worst: [{ result: { number: 1 }, before: { result: 'pass' } }],
  });
});

it('counts what failed before and still does, and failures that only the later one has', async () => {
  const before = [at(0, makeFailure), at(1, makeFailure), at(2)];
  const after = [at(0, makeFailure), at(1), at(2), at(3, makeFailure), at(4)];
  const difference = await compareSweeps(reportOf(before), reportOf(after));
  expect(difference).toMatchObject({
    ...{ worse: 0, better: 1, same: 2, onlyAfter: 2, failingOnlyAfter: 1, stillFailing: 1 },
    still: [{ result: { number: 1 }, before: { result: 'fail' } }],
  });
  expect(isWorse(difference)).toBe(false);
});

it('lists of many that still fail some, and counts all', async () => {
  const all = Array.from({ length: 50 }, (_, i) => at(i, makeFailure));
  const { still, stillFailing } = await compareSweeps(reportOf(all), reportOf(all));
  expect({ listed: still.length, stillFailing }).toEqual({ listed: 20, stillFailing: 50 });
});

it('calls a seek that only warns now worse, and times that are slower', async () => {
  const warned = { ...at(0), verdict: { result: 'warn', code: 'plays_on' } } as const;
  expect(isWorse(await compareSweeps(reportOf([at(0)]), reportOf([warned])))).toBe(true);
  expect(isWorse(await compareSweeps(reportOf([warned]), reportOf([at(0)])))).toBe(false);
  const slow = await compareSweeps(sweepOf(1, 1, 60), sweepOf(2, 3, 60));
  expect({ worse: slow.worse, isWorse: isWorse(slow) }).toEqual({ worse: 0, isWorse: true });
});

it('takes videos and targets by their names, whatever their places', async () => {
  const other = makeSummary();
  const after = {
    summary: { ...other, targets: other.targets.toReversed() },
    async *results() {
      yield { ...at(0, makeFailure), target: 1 };
    },
  };
  expect(await compareSweeps(reportOf([at(0)]), after)).toMatchObject({ worse: 1, onlyAfter: 0 });
});

/** Most near 5 ms; every tenth was held up by a busy machine. */
const noisy = (seed: number, i: number) => {
  const quick = 3 + 4 * seededShare(seed, i);
  return seededShare(seed, i, 1) < 0.1 ? quick + 400 * seededShare(seed, i, 2) : quick;
};
const sweepOf = (seed: number, factor: number, count: number) =>
  reportOf(Array.from({ length: count }, (_, i) => at(i, makeResult, factor * noisy(seed, i))));
const isSlower = async (seed: number, factor: number, count = 60) => {
  const { times } = await compareSweeps(
    sweepOf(2 * seed, 1, count),
    sweepOf(2 * seed + 1, factor, count),
  );
  return times.some((each) => each.isSlower);
};

describe('times', () => {
  it('that only noise has moved are not called slower', async () => {
    for (let seed = 0; seed < 200; seed += 1)
      expect(await isSlower(seed, 1), `${seed}`).toBe(false);
  });

  it('twice as long are, and of many asks half as long again', async () => {
    for (let seed = 0; seed < 50; seed += 1) {
      expect(await isSlower(seed, 2), `${seed}`).toBe(true);
      expect(await isSlower(seed, 1.5, 300), `${seed}`).toBe(true);
    }
  });

  it('that got shorter are not', async () => {
    for (let seed = 0; seed < 20; seed += 1) expect(await isSlower(seed, 0.5)).toBe(false);
  });
});

describe('the test of ranks', () => {
  it('agrees with a worked example', () => {
    // U is 24 of 25, so z = (24 - 12.5 - 0.5) / sqrt(5 * 5 * 11 / 12) = 2.298, and twice its tail 0.0216.
    const { pValue, superiority } = rankTest([1.1, 2.2, 3.3, 4.4, 5.5], [4.5, 5.6, 6.7, 7.8, 8.9]);
    expect(superiority).toBeCloseTo(24 / 25);
    expect(pValue).toBeCloseTo(0.02157, 4);
  });

  it('says nothing of equal values, or of none', () => {
    expect(rankTest([1, 1, 1], [1, 1])).toEqual({ pValue: 1, superiority: 0.5 });
    expect(rankTest([], [1])).toEqual({ pValue: 1, superiority: 0.5 });
  });
});
