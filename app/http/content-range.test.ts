import { describe, expect, it } from 'vitest';
import {
  formatContentRange,
  formatUnsatisfiedRange,
  parseContentRange,
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

it('writes what it reads', () => {
  expect(formatContentRange({ first: 5, last: 9, total: 10 })).toBe('bytes 5-9/10');
  expect(formatUnsatisfiedRange(10)).toBe('bytes */10');
});

describe('parseUnsatisfiedRange', () => {
  it('reads the size', () => {
    expect(parseUnsatisfiedRange('bytes */10')).toBe(10);
    expect(parseUnsatisfiedRange('bytes 1-2/10')).toBeNull();
    expect(parseUnsatisfiedRange('bytes */*')).toBeNull();
  });
});
