import { describe, expect, it } from 'vitest';
import {
  formatRange,
  parseContentRange,
  parseRange,
  parseUnsatisfiedRange,
} from './content-range.ts';

describe('parseContentRange', () => {
  it('reads first, last and total', () => {
    expect(parseContentRange('bytes 5-9/10')).toEqual({ first: 5, last: 9, total: 10 });
    expect(parseContentRange('BYTES 0-0/1')).toEqual({ first: 0, last: 0, total: 1 });
  });

  it.each([
    '',
    'bytes 5-9',
    'bytes 5-9/*',
    'bytes */10',
    'bytes 9-5/10',
    'bytes 5-10/10',
    'items 5-9/10',
    'bytes=5-9/10',
    'bytes 5-9/10x',
    'bytes 5-9/99999999999999999',
  ])('does not take %j', (text) => expect(parseContentRange(text)).toBeNull());
});

describe('parseUnsatisfiedRange', () => {
  it('reads the size', () => {
    expect(parseUnsatisfiedRange('bytes */10')).toBe(10);
    expect(parseUnsatisfiedRange('bytes 1-2/10')).toBeNull();
    expect(parseUnsatisfiedRange('bytes */*')).toBeNull();
  });
});

describe('parseRange', () => {
  it.each([
    ['bytes=5-9', 'bytes=5-9'],
    ['bytes=5-', 'bytes=5-'],
    ['bytes=-9', 'bytes=-9'],
    ['Bytes= 5-9 ', 'bytes=5-9'],
  ])('%j is %j', (text, expected) => {
    const range = parseRange(text);
    expect(range === null ? null : formatRange(range)).toBe(expected);
  });

  it.each([
    '',
    'bytes=',
    'bytes=-',
    'bytes=9-5',
    'bytes=1-2,4-5',
    'items=1-2',
    'bytes=a-b',
    'bytes=+1-2',
    'bytes=99999999999999999-',
  ])('%j is left alone', (text) => expect(parseRange(text)).toBeNull());
});
