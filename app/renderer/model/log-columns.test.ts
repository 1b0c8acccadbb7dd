import { expect, test } from 'vitest';
import { makeRequestRow, makeSeekRow } from '../../contract/test-support/make-rows.ts';
import { countVideos, hasLongNumbers } from './log-columns.ts';

test('videos are counted by the seeks alone: a request of somebody else names its own', () => {
  const names = ['sample.flv', 'sample.flv', 'clip.flv'];
  expect(
    countVideos([...names.map((videoName) => makeSeekRow({ videoName })), makeRequestRow()]),
  ).toBe(2);
  expect(countVideos([makeRequestRow()])).toBe(0);
});

test('long numbers are offsets of ten digits and times of an hour', () => {
  const isLong = (patch: Parameters<typeof makeSeekRow>[0]) => hasLongNumbers([makeSeekRow(patch)]);
  expect(isLong({ requestedOffset: 999_999_999, played: { timeMs: 3_599_999 } })).toBe(false);
  expect(isLong({ requestedOffset: 1_000_000_000 })).toBe(true);
  expect(isLong({ requestedOffset: null, played: { timeMs: 3_600_000 } })).toBe(true);
});
