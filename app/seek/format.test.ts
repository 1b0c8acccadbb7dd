import { expect, test } from 'vitest';
import {
  formatCount,
  formatDuration,
  formatHex,
  formatRulerTime,
  formatSignedMs,
  formatSize,
  formatTime,
  plural,
} from './format.ts';

test.each([
  [0, '0:00.000'],
  [42_300, '0:42.300'],
  [59_999.6, '1:00.000'],
  [3_723_450, '1:02:03.450'],
  [-40, '−0:00.040'],
  [-0.2, '0:00.000'],
])('%d ms is the time %s', (timeMs, text) => {
  expect(formatTime(timeMs)).toBe(text);
});

test('a ruler shows no more decimals than its steps need', () => {
  expect(formatRulerTime(42_000, 1000)).toBe('0:42');
  expect(formatRulerTime(42_500, 500)).toBe('0:42.5');
  expect(formatRulerTime(42_520, 20)).toBe('0:42.52');
  expect(formatRulerTime(42_522, 2)).toBe('0:42.522');
});

test.each([
  [0, '0'],
  [999, '999'],
  [1000, '1,000'],
  [1_204_887, '1,204,887'],
  [-1234, '−1,234'],
])('%d is counted %s', (count, text) => {
  expect(formatCount(count)).toBe(text);
});

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [999_600, '1.00 MB'],
  [2_871_234, '2.87 MB'],
  [28_712_345, '28.7 MB'],
  [287_123_456, '287 MB'],
  [2_000_000_000, '2.00 GB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatSize(bytes)).toBe(text);
});

test.each([
  [0.42, '0.42 ms'],
  [4.21, '4.2 ms'],
  [9.96, '10 ms'],
  [61.4, '61 ms'],
  [999.6, '1.00 s'],
  [12_340, '12.3 s'],
])('%d ms lasts %s', (durationMs, text) => {
  expect(formatDuration(durationMs)).toBe(text);
});

test('differences have a sign, hex has its mark, nouns their number', () => {
  expect(formatSignedMs(40)).toBe('+40 ms');
  expect(formatSignedMs(-300)).toBe('−300 ms');
  expect(formatSignedMs(-0.3)).toBe('0 ms');
  expect(formatHex(1_204_903)).toBe('0x1262A7');
  expect(plural(1, 'byte')).toBe('1 byte');
  expect(plural(1300, 'byte')).toBe('1,300 bytes');
});
