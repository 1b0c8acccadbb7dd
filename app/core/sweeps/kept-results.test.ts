import { expect, it, onTestFinished } from 'vitest';
import type { SweepResult } from '../../contract/sweep.ts';
import { makeSeek } from '../../contract/test-support/make-records.ts';
import { makeFailure, makeResult } from '../../report/test-support/make-sweep.ts';
import { keepResults } from './kept-results.ts';

const all = { verdict: null, video: null, target: null, code: null, place: null };

/** Asked for at a byte. */
function at(number: number, offset: number, patch: Partial<SweepResult> = {}, firstByteMs = 10) {
  const make = patch.verdict?.result === 'fail' ? makeFailure : makeResult;
  return make({
    number,
    ask: { kind: 'offset', offset },
    seek: makeSeek({ id: `sweep-${number}`, requestedOffset: offset, firstByteMs }),
    ...patch,
  });
}

const failed = { verdict: { result: 'fail', code: 'status_expected' } } as const;

async function kept(results: readonly SweepResult[], wholeBytes?: number) {
  const made = await keepResults(wholeBytes);
  onTestFinished(() => made.close());
  for (const result of results) await made.add(result);
  return made;
}

it('gives pages by filter, order and place, and each result whole', async () => {
  const results = Array.from({ length: 1000 }, (_, i) =>
    at(i + 1, 1000 - i, { ...(i % 100 === 7 && failed), target: i % 2 }, i),
  );
  const made = await kept(results);
  const numbers = async (patch: object, sort: Parameters<typeof made.page>[0]['sort'] = null) =>
    (await made.page({ filter: { ...all, ...patch }, sort }, 0, 300)).rows.map((row) => row.number);
  expect(await numbers({ verdict: 'fail' })).toEqual([
    8, 108, 208, 308, 408, 508, 608, 708, 808, 908,
  ]);
  expect(await numbers({ verdict: 'fail', target: 0 })).toEqual([]);
  expect(await numbers({ code: 'status_expected', place: { from: 1, to: 301 } })).toEqual([
    708, 808, 908,
  ]);
  expect((await numbers({}, { by: 'place', isDescending: false })).slice(0, 3)).toEqual([
    1000, 999, 998,
  ]);
  expect((await numbers({}, { by: 'verdict', isDescending: true })).slice(9, 11)).toEqual([908, 1]);
  const page = await made.page(
    { filter: all, sort: { by: 'firstByte', isDescending: true } },
    990,
    300,
  );
  expect(page).toMatchObject({ from: 990, fitting: 1000 });
  expect(page.rows.map(({ number }) => number)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  expect(await made.read(708)).toEqual(results[707]);
  await expect(made.read(1001)).rejects.toMatchObject({ code: 'result_unknown' });
});

it('a strip has the worst of each part, and leaves out what has no place', async () => {
  const made = await kept([
    at(1, 0),
    at(2, 99),
    at(3, 100, failed),
    at(4, 150),
    at(5, 180, failed),
    at(6, 400),
    at(7, 0, { ask: { kind: 'start', text: '1e3' } }),
  ]);
  const cells = made.strip(all, [0, 100, 200, 300]);
  const none = { pass: 0, warn: 0, fail: 0, skip: 0 };
  expect(cells).toEqual([
    { ...none, worst: 'pass', pass: 2, number: 1 },
    { ...none, worst: 'fail', pass: 1, fail: 2, number: 3 },
    null,
  ]);
});

it('tells percentiles, and how times are spread', async () => {
  const made = await kept(Array.from({ length: 100 }, (_, i) => at(i + 1, i, {}, i + 1)));
  const { count, percentiles, bins } = made.times(all);
  expect(count).toBe(100);
  expect(percentiles.map(({ percent, ms }) => [percent, ms])).toEqual([
    [50, 50],
    [90, 90],
    [95, 95],
    [99, 99],
    [100, 100],
  ]);
  expect(bins.reduce((sum, bin) => sum + bin.count, 0)).toBe(100);
  expect(made.times({ ...all, verdict: 'fail' })).toEqual({ count: 0, percentiles: [], bins: [] });
});

it('keeps what comes beyond its bound without heads, and counts it', async () => {
  const made = await kept([at(1, 0, failed), at(2, 1, failed), at(3, 2, failed)], 100);
  expect(made.withoutHeads).toBe(2);
  expect((await made.read(1)).exchanges).toHaveLength(1);
  const bare = await made.read(3);
  expect(bare.exchanges).toEqual([]);
  expect(bare.verdict).toEqual(failed.verdict);
  expect(bare.checks).toHaveLength(1);
});

it('gives results in the order of their numbers, however they came', async () => {
  const made = await kept([at(3, 0), at(1, 1), at(2, 2, failed)]);
  const given = [];
  for await (const { number } of made.results()) given.push(number);
  expect(given).toEqual([1, 2, 3]);
  expect((await made.read(1)).number).toBe(1);
  const { rows } = await made.page({ filter: all, sort: null }, 1, 1);
  expect(rows[0]).toMatchObject({ number: 2, reason: 'The status should be 200.' });
});
