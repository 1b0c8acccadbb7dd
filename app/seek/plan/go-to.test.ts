import { expect, test } from 'vitest';
import { createVideoClock } from '../clock/video-clock.ts';
import { describePlace, type GoTo, type GoToVideo, parseGoTo } from './go-to.ts';

const clockOf = (durationMs: number | null, count: number) =>
  createVideoClock({
    isScanned: true,
    framesPerSecond: 25,
    baseTimestampMs: 0,
    durationMs,
    frameTimesMs: Array.from({ length: count }, (_, n) => n * 2000),
    index: {
      source: 'scanned',
      timesMs: Array.from({ length: count }, (_, n) => n * 2000),
      offsets: Array.from({ length: count }, (_, n) => 1000 + n * 60_000),
      sizes: Array.from({ length: count }, () => 0),
    },
  });
const video: GoToVideo = { durationMs: 60_000, sizeBytes: 2_000_000, clock: clockOf(60_000, 30) };
const asked = (text: string) => {
  const result = parseGoTo(text, video);
  return result.isUnderstood ? result.asked : result.reason;
};
const understood = (result: GoTo) => {
  if (!result.isUnderstood) throw new Error(result.reason);
  return result;
};

test.each([
  ['0:42.3', 42_300],
  ['42.3', 42_300],
  ['42.3s', 42_300],
  [' 42.3 s ', 42_300],
  ['42s', 42_000],
  ['.5', 500],
  ['1:00', 60_000],
  ['0:00:07.25', 7250],
  ['1500ms', 1500],
  ['0m 5s', 5000],
  ['1m', 60_000],
])('“%s” is a time', (text, timeMs) => {
  expect(asked(text)).toEqual({ kind: 'time', timeMs });
});

test.each([
  ['1204887', 1_204_887],
  ['1,204,887', 1_204_887],
  ['1 204 887', 1_204_887],
  ['1_204_887', 1_204_887],
  ['0x1262A7', 0x1262a7],
  ['0X10', 16],
  ['@42', 42],
  ['@0x2a', 42],
  ['42b', 42],
  ['42 bytes', 42],
  ['byte 42', 42],
  ['61', 61],
  ['42', 42],
  ['0', 0],
])('“%s” is a byte offset', (text, offset) => {
  expect(asked(text)).toEqual({ kind: 'offset', offset });
});

test.each([
  ['#21', 21],
  ['k21', 21],
  ['K 21', 21],
  ['kf0', 0],
  ['keyframe 29', 29],
])('“%s” is a keyframe', (text, keyframe) => {
  expect(asked(text)).toEqual({ kind: 'keyframe', keyframe });
});

test.each([
  ['', /Write a time/],
  ['banana', /“banana” is not understood/],
  ['-5', /start at 0/],
  ['−5', /start at 0/],
  ['1:75', /from 0 to 59/],
  ['1:75:00', /between two colons/],
  ['1:01', /after the end: the video lasts 1:00\.000/],
  ['#30', /no keyframe #30: they go from #0 to #29/],
  ['9007199254740993b', /2\^53/],
  ['42,3', /not understood/],
  ['0x', /not understood/],
  ['1e3', /not understood/],
  ['42.3.1', /not understood/],
  ['NaN', /not understood/],
  ['12 34', /not understood/],
])('“%s” is refused in words', (text, reason) => {
  expect(asked(text)).toMatch(reason);
});

test('a bare number says how it was taken and how to say the other', () => {
  expect(understood(parseGoTo('42', video)).meaning).toBe(
    'Byte 42 (0x2A), before the first keyframe (write 42s for the time)',
  );
  expect(understood(parseGoTo('61', video)).meaning).not.toContain('61s');
});

test('an offset beyond the end may be asked, with a warning', () => {
  const result = understood(parseGoTo('2000000', video));
  expect(result.asked).toEqual({ kind: 'offset', offset: 2_000_000 });
  expect(result.warning).toContain('416');
  expect(understood(parseGoTo('1999999', video)).warning).toBeNull();
});

test('the meaning names the place in the keyframe index', () => {
  expect(understood(parseGoTo('1261010', video)).meaning).toBe(
    'Byte 1,261,010 (0x133DD2), 10 after keyframe #21 (0:42.000, byte 1,261,000)',
  );
  expect(understood(parseGoTo('1261000', video)).meaning).toBe(
    'Byte 1,261,000 (0x133DC8), the tag of keyframe #21',
  );
  expect(understood(parseGoTo('@999', video)).meaning).toContain('before the first keyframe');
  expect(understood(parseGoTo('k21', video)).meaning).toBe(
    'Keyframe #21 (0:42.000, byte 1,261,000)',
  );
});

test('without media tags only offsets can be asked', () => {
  const empty = { durationMs: null, sizeBytes: 0, clock: clockOf(null, 0) };
  expect(parseGoTo('0:01', empty).isUnderstood).toBe(false);
  expect(parseGoTo('#0', empty)).toEqual({
    isUnderstood: false,
    reason: 'This video has no video keyframes.',
  });
  expect(understood(parseGoTo('0', empty)).asked).toEqual({ kind: 'offset', offset: 0 });
});

test.each([
  [42_300, 30, 'byte 1,261,000 · #21 · 0:42.300'],
  [42_300, 0, '0:42.300'],
])('the place at %i ms of %i keyframes', (timeMs, count, words) => {
  expect(describePlace(timeMs, clockOf(60_000, count))).toBe(words);
});
