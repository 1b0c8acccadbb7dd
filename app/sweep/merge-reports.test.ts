import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SweepResult, SweepSummary } from '../contract/sweep.ts';
import { makeFailure, makeResult, makeSummary } from '../report/test-support/make-sweep.ts';
import { mergeResults, mergeSummaries, missingShards, type NamedSummary } from './merge-reports.ts';
import { Tally } from './tally.ts';

async function* given(results: readonly SweepResult[]) {
  yield* results;
}

const summaryOf = (results: readonly SweepResult[], patch: Partial<SweepSummary> = {}) => {
  const tally = new Tally(results.length);
  for (const result of results) tally.add(result, result.checks);
  return makeSummary({ counts: tally.counts, checks: tally.checks, ...patch });
};

it('shards merged are the whole run', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { maxLength: 60 }),
      fc.integer({ min: 1, max: 7 }),
      async (isWell, total) => {
        const whole = isWell.map((well, i) => (well ? makeResult : makeFailure)({ number: i + 1 }));
        const shards = Array.from({ length: total }, (_, i) => {
          const results = whole.filter(({ number }) => (number - 1) % total === i);
          const summary = summaryOf(results, { shard: { index: i + 1, total } });
          return { path: `${i}.json`, summary, results };
        });
        expect(mergeSummaries(shards)).toEqual(summaryOf(whole));
        expect(missingShards(shards)).toEqual([]);
        const merged: SweepResult[] = [];
        for await (const each of mergeResults(shards.map(({ results }) => given(results)))) {
          merged.push(each);
        }
        expect(merged).toEqual(whole);
      },
    ),
  );
});

const shard = (index: number, total: number, patch: Partial<SweepSummary> = {}): NamedSummary => ({
  path: `${index}.json`,
  summary: makeSummary({ shard: { index, total }, ...patch }),
});

it.each([
  ['another plan', shard(2, 2, { plan: 'edges' }), 'another plan'],
  ['another seed', shard(2, 2, { seed: 7 }), 'another seed'],
  ['another budget', shard(2, 2, { budget: { name: 'b.json' } }), 'another budget'],
  ['other videos', shard(2, 2, { videos: [] }), 'other videos'],
  ['other targets', shard(2, 2, { targets: [] }), 'other targets'],
  ['another number of shards', shard(2, 3), 'another number of shards'],
  ['the same shard', shard(1, 2), 'shard 1 of 2 is there twice'],
])('refuses %s', (_, second, detail) => {
  expect(() => mergeSummaries([shard(1, 2), second])).toThrow(
    expect.objectContaining({ code: 'reports_unlike', message: expect.stringContaining(detail) }),
  );
});

it('names the shards that are missing', () => {
  expect(missingShards([shard(2, 4), shard(4, 4)])).toEqual([1, 3]);
});

it('of a sweep in which a shard was ended early, it says so', () => {
  const merged = mergeSummaries([shard(1, 2), shard(2, 2, { endedEarly: 'interrupted' })]);
  expect(merged.endedEarly).toBe('interrupted');
});
