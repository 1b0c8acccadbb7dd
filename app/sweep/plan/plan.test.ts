import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SeekAsked } from '../../contract/seek.ts';
import { sweepAsk } from '../../contract/sweep.ts';
import type { PlannedVideo } from './asks-of-part.ts';
import { countAsks, planAsks, type Shard, type SweepPlan } from './plan-asks.ts';
import { parsePlan } from './plan-part.ts';

const small: PlannedVideo = {
  sizeBytes: 10_000,
  durationMs: 25_000,
  index: { offsets: [500, 4000, 8000], sizes: [101, 200, 0] },
  tagOffsets: [13, 400, 500, 700],
  places: new Map([['p.txt', [{ kind: 'time', timeMs: 5 }] satisfies SeekAsked[]]]),
};

const planOf = (text: string, patch: Partial<SweepPlan> = {}): SweepPlan => ({
  parts: parsePlan(text),
  seed: 1,
  legs: [{ video: 0, target: 0, of: small }],
  shard: null,
  ...patch,
});

const asksOf = (text: string, patch: Partial<SweepPlan> = {}) =>
  [...planAsks(planOf(text, patch))].map(({ ask }) => ask);

const offsets = (...list: number[]) => list.map((offset) => ({ kind: 'offset', offset }));
const times = (...list: number[]) => list.map((timeMs) => ({ kind: 'time', timeMs }));

describe('each part', () => {
  it('keyframes', () => {
    const numbers = [0, 1, 2].map((keyframe) => ({ kind: 'keyframe', keyframe }));
    expect(asksOf('keyframes')).toEqual(numbers);
  });

  it('the bytes around keyframes', () => {
    const around = [499, 500, 501, 3999, 4000, 4001, 7999, 8000, 8001];
    expect(asksOf('keyframes:around')).toEqual(offsets(...around));
  });

  it('the middle of keyframes’ tags, also where a length is not known', () => {
    expect(asksOf('mid-tag')).toEqual(offsets(550, 4100, 9000));
  });

  it('every tag', () => expect(asksOf('every-tag')).toEqual(offsets(13, 400, 500, 700)));

  it('every so many seconds, up to the end', () => {
    expect(asksOf('every:10s')).toEqual(times(0, 10_000, 20_000));
    expect(asksOf('every:12500ms')).toEqual(times(0, 12_500, 25_000));
    expect(asksOf('every:10')).toEqual(asksOf('every:10s'));
  });

  it('the places of a file', () => expect(asksOf('file:p.txt')).toEqual(times(5)));

  it('edges, where each text stands for itself', () => {
    const texts = asksOf('edges').map((ask) => (ask.kind === 'start' ? ask.text : 'no start'));
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts).toEqual(expect.arrayContaining([null, '', '9999', '10000', '10001', '1e3']));
  });

  it('random bytes of the file, the same on every machine', () => {
    expect(asksOf('random:5')).toEqual(offsets(1950, 8698, 1949, 5682, 1691));
    expect(asksOf('random:5', { seed: 2 })).not.toEqual(asksOf('random:5'));
    expect(new Set(asksOf('random:9+random:9').map((ask) => JSON.stringify(ask))).size).toBe(18);
  });

  it('random bytes are spread over the file', () => {
    const tenths = new Array(10).fill(0);
    for (const ask of asksOf('random:10000')) {
      if (ask.kind === 'offset') tenths[Math.floor(ask.offset / 1000)] += 1;
    }
    for (const count of tenths) expect(count).toBeGreaterThan(850);
  });

  it('what a video does not have is not asked for', () => {
    const none = { ...small, index: { offsets: [], sizes: [] }, durationMs: null, sizeBytes: 0 };
    const legs = [{ video: 0, target: 0, of: none }];
    expect(countAsks(planOf('keyframes+mid-tag+every:1s+random:9', { legs }))).toEqual({
      whole: 0,
      own: 0,
    });
  });
});

describe('a plan that is not understood', () => {
  it.each([
    ['', 1, 'a part is missing'],
    ['keyframes+', 11, 'a part is missing'],
    ['keyframes+keyframe', 11, 'no such part'],
    ['keyframes:twice', 1, 'only keyframes:around'],
    ['edges+every:0s', 7, 'every:10s'],
    ['every:fast', 1, 'every:10s'],
    ['random:', 1, 'random:50'],
    ['random:99999999', 1, '1 to 10000000'],
    ['file:', 1, 'the path is missing'],
    ['Keyframes', 1, 'no such part'],
  ])('%j names the place', (text, place, detail) => {
    expect(() => parsePlan(text)).toThrow(
      expect.objectContaining({
        code: 'plan_not_understood',
        message: expect.stringMatching(new RegExp(`character ${place},.*${detail}`)),
        fix: expect.stringContaining('keyframes:around'),
      }),
    );
  });

  it('a path may have a plus in it', () => {
    expect(parsePlan('file:/a+b/c+d.txt+edges').map(({ text }) => text)).toEqual([
      'file:/a+b/c+d.txt',
      'edges',
    ]);
  });
});

const parts = ['keyframes', 'keyframes:around', 'mid-tag', 'every-tag', 'every:3s', 'edges'];
const anyPlan = fc.record({
  text: fc
    .array(
      fc.oneof(
        fc.constantFrom(...parts),
        fc.integer({ min: 1, max: 40 }).map((n) => `random:${n}`),
      ),
      {
        minLength: 1,
        maxLength: 5,
      },
    )
    .map((list) => list.join('+')),
  seed: fc.nat(Number.MAX_SAFE_INTEGER),
  legs: fc.array(
    fc.record({
      video: fc.nat(3),
      target: fc.nat(3),
      sizeBytes: fc.integer({ min: 1, max: 2 ** 53 - 2 }),
    }),
    { maxLength: 4 },
  ),
});

const sweepOf = ({ text, seed, legs }: typeof anyPlan extends fc.Arbitrary<infer T> ? T : never) =>
  planOf(text, {
    seed,
    legs: legs.map(({ video, target, sizeBytes }) => ({
      video,
      target,
      of: { ...small, sizeBytes },
    })),
  });

describe('any plan', () => {
  it('is shared out to shards without a loss, under the same numbers', () => {
    fc.assert(
      fc.property(anyPlan, fc.integer({ min: 1, max: 9 }), (given, total) => {
        const plan = sweepOf(given);
        const shards = Array.from({ length: total }, (_, i): Shard => ({ index: i + 1, total }));
        const shared = shards.map((shard) => [...planAsks({ ...plan, shard })]);
        expect(shared.map((asks) => asks.length)).toEqual(
          shards.map((shard) => countAsks({ ...plan, shard }).own),
        );
        expect(shared.flat().toSorted((a, b) => a.number - b.number)).toEqual([...planAsks(plan)]);
      }),
    );
  });

  it('asks for the same each time, numbered from 1, as its contract says', () => {
    fc.assert(
      fc.property(anyPlan, (given) => {
        const asks = [...planAsks(sweepOf(given))];
        expect([...planAsks(sweepOf(given))]).toEqual(asks);
        expect(asks.map(({ number }) => number)).toEqual(asks.map((_, i) => i + 1));
        for (const { ask } of asks) expect(sweepAsk.parse(ask)).toEqual(ask);
      }),
    );
  });

  it('is made bit by bit: ten millions begin at once', () => {
    const asks = planAsks(planOf('random:10000000', { shard: { index: 3, total: 7 } }));
    expect(asks.next().value?.number).toBe(3);
    expect(asks.next().value?.number).toBe(10);
  });
});
