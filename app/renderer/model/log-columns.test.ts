import { expect, test } from 'vitest';
import type { LogRow } from '../../contract/log.ts';
import { makeSeek } from '../../contract/test-support/make-records.ts';
import { countVideos, hasLongNumbers } from './log-columns.ts';

const rowOf = (patch: Parameters<typeof makeSeek>[0]): LogRow => ({
  kind: 'seek',
  number: 1,
  atEpochMs: 0,
  isProblem: false,
  verdict: null,
  seek: makeSeek(patch),
});
const stray: LogRow = {
  kind: 'stray',
  number: 2,
  atEpochMs: 0,
  isProblem: false,
  verdict: null,
  request: {
    id: '1',
    method: 'GET',
    target: '/v/sample.flv',
    seekId: null,
    outcome: 'complete',
    status: 200,
    firstBodyByteMs: 1,
    client: null,
  },
};

test('videos are counted by the seeks alone: a request of somebody else names its own', () => {
  const names = ['sample.flv', 'sample.flv', 'clip.flv'];
  expect(countVideos([...names.map((videoName) => rowOf({ videoName })), stray])).toBe(2);
  expect(countVideos([stray])).toBe(0);
});

test('long numbers are offsets of ten digits and times of an hour', () => {
  const isLong = (patch: Parameters<typeof makeSeek>[0]) => hasLongNumbers([rowOf(patch)]);
  expect(isLong({ requestedOffset: 999_999_999, played: { timeMs: 3_599_999 } })).toBe(false);
  expect(isLong({ requestedOffset: 1_000_000_000 })).toBe(true);
  expect(isLong({ requestedOffset: null, played: { timeMs: 3_600_000 } })).toBe(true);
});
