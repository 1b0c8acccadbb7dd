import { expect, it } from 'vitest';
import type { CheckCode, CheckResult } from '../../contract/check.ts';
import type { Seek } from '../../contract/seek.ts';
import type { StartUnit } from '../../contract/target.ts';
import { makeFacts } from '../../contract/test-support/make-facts.ts';
import { makeExchange, makeHop, makeSeek } from '../../contract/test-support/make-records.ts';
import { judgeSeek } from '../judge-seek.ts';

/** Keyframes every 2 s. */
const index = {
  source: 'scanned' as const,
  timesMs: [0, 2000, 4000, 6000],
  offsets: [500, 10_500, 20_500, 30_500],
  sizes: [0, 0, 0, 0],
};

/** What a check says of a seek in a target that is asked in that unit. */
function judged(
  code: CheckCode,
  [startUnit, start]: [StartUnit, string],
  seek: Partial<Seek>,
  status = 200,
): CheckResult | undefined {
  const mayMoveStart = startUnit === 'ms' || startUnit === 'seconds';
  const facts = makeFacts({
    index,
    framesPerSecond: 25,
    durationMs: 8000,
    target: { name: 'x', videoName: 'a.flv', startUnit, mayMoveStart },
  });
  const responseHead = `HTTP/1.1 ${status} Some Reason\r\nContent-Length: 9\r\n\r\n`;
  const exchange = makeExchange({
    target: `/t/x/a.flv?start=${start}`,
    hops: [makeHop({ status, responseHead })],
  });
  const results = judgeSeek({
    seek: makeSeek({ state: 'played', ...seek }),
    exchanges: [exchange],
    bodies: [null],
    facts,
    sizeBytes: facts.sizeBytes,
  });
  return results.find((each) => each.code === code);
}

const IN_SECONDS = ['seconds', '4'] as [StartUnit, string];
const IN_MS = ['ms', '4000'] as [StartUnit, string];
const IN_BYTES = ['bytes', '9000'] as [StartUnit, string];

/** 5.5 s is asked for: the keyframe before it, at 4 s, is what the server is asked for. */
const shownFor = (timeMs: number): Partial<Seek> => ({
  asked: { kind: 'time', timeMs: 5500 },
  expectedMs: 5500,
  played: { timeMs },
});
const shownForKeyframe = (timeMs: number): Partial<Seek> => ({
  asked: { kind: 'keyframe', keyframe: 2 },
  expectedMs: 4000,
  played: { timeMs },
});

it.each([
  ['the very picture', 5500, 'pass'],
  ['a frame beside it', 5540, 'pass'],
  ['the keyframe before it', 4000, 'pass'],
  ['the keyframe before that', 2000, 'fail'],
  ['a picture between', 4600, 'fail'],
  ['the keyframe behind it', 6000, 'fail'],
] as const)(
  'a time, asked for in bytes, seconds or ms: %s at %s ms comes to %s',
  (_, timeMs, due) => {
    for (const asked of [IN_BYTES, IN_SECONDS, IN_MS]) {
      expect(judged('picture_right', asked, shownFor(timeMs))?.result, asked[0]).toBe(due);
    }
  },
);

it('a keyframe, asked for as a time: the server may go back to the one before, no further', () => {
  for (const asked of [IN_SECONDS, IN_MS]) {
    const result = (timeMs: number) =>
      judged('picture_right', asked, shownForKeyframe(timeMs))?.result;
    expect([4000, 2000, 0, 6000].map(result), asked[0]).toEqual(['pass', 'pass', 'fail', 'fail']);
  }
});

it('a keyframe, asked for as a byte: no other one will do', () => {
  const result = (timeMs: number) =>
    judged('picture_right', IN_BYTES, shownForKeyframe(timeMs))?.result;
  expect([4000, 2000].map(result)).toEqual(['pass', 'fail']);
});

it('a picture is due for each time in the video, whole or not, and for none behind it', () => {
  const came = (asked: [StartUnit, string]) =>
    judged('picture_came', asked, { state: 'failed', played: null })?.result;
  for (const start of ['4', '4.5', '7.999', '0.04']) expect(came(['seconds', start])).toBe('fail');
  // In bytes it would be beyond the end.
  expect(came(['ms', '7999'])).toBe('fail');
  for (const start of ['8', '1e9', '-1', 'x']) expect(came(['seconds', start])).toBe('skip');
});

it('the status of an answer is judged, however a place is asked for', () => {
  const status = (asked: [StartUnit, string], seen: number) =>
    judged('status_expected', asked, shownFor(4000), seen)?.result;
  for (const asked of [IN_SECONDS, IN_MS, IN_BYTES]) {
    expect([status(asked, 200), status(asked, 206), status(asked, 500)]).toEqual([
      'pass',
      'fail',
      'fail',
    ]);
  }
  const inRange: [StartUnit, string] = ['range', '5000'];
  expect([status(inRange, 206), status(inRange, 200), status(inRange, 403)]).toEqual([
    'pass',
    'fail',
    'fail',
  ]);
});
