import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatRange, parseRange, partOf, type RangedPart } from './byte-range.ts';

describe('parseRange', () => {
  it.each([
    ['bytes=5-9', 'bytes=5-9'],
    ['bytes=5-', 'bytes=5-'],
    ['bytes=-9', 'bytes=-9'],
    ['Bytes= 5-9 ', 'bytes=5-9'],
    ['bytes=5-99999999999999999999', 'bytes=5-9007199254740991'],
    [`bytes=-${'9'.repeat(400)}`, 'bytes=-9007199254740991'],
  ])('%j is %j', (text, expected) => {
    const range = parseRange(text);
    expect(range === null ? null : formatRange(range)).toBe(expected);
  });

  it.each([
    '',
    'bytes=',
    'bytes=-',
    'bytes=9-5',
    'bytes=99999999999999999999-5',
    'bytes=1-2,4-5',
    'items=1-2',
    'bytes=a-b',
    'bytes=+1-2',
  ])('%j is left alone', (text) => expect(parseRange(text)).toBeNull());
});

/** What a range text means for a file of that size; one that is no range means the whole. */
const meaning = (text: string, size: number): RangedPart => {
  const range = parseRange(text);
  return range === null ? { kind: 'whole' } : partOf(range, size);
};

describe('partOf', () => {
  it.each<[string, number, RangedPart]>([
    ['bytes=0-0', 10, { kind: 'part', first: 0, last: 0 }],
    ['bytes=5-', 10, { kind: 'part', first: 5, last: 9 }],
    ['bytes=5-99', 10, { kind: 'part', first: 5, last: 9 }],
    ['bytes=-4', 10, { kind: 'part', first: 6, last: 9 }],
    ['bytes=-99', 10, { kind: 'part', first: 0, last: 9 }],
    ['bytes=10-', 10, { kind: 'unsatisfiable' }],
    ['bytes=-0', 10, { kind: 'unsatisfiable' }],
    ['bytes=0-', 0, { kind: 'unsatisfiable' }],
  ])('%s of %i bytes', (text, size, expected) => expect(meaning(text, size)).toEqual(expected));

  // The proxy ignored these ranges, the storage took them.
  it('takes numbers that no file reaches for "beyond the end"', () => {
    const huge = '99999999999999999999';
    expect(meaning(`bytes=2-${huge}`, 10)).toEqual({ kind: 'part', first: 2, last: 9 });
    expect(meaning(`bytes=-${huge}`, 10)).toEqual({ kind: 'part', first: 0, last: 9 });
    expect(meaning(`bytes=${huge}-`, 10)).toEqual({ kind: 'unsatisfiable' });
  });

  // The proxy refused this with 416, the storage sent the file.
  it('takes the last bytes of an empty file for the whole of it', () => {
    expect(meaning('bytes=-5', 0)).toEqual({ kind: 'whole' });
  });

  it('never means a byte that the file has not, nor one that was not asked for', () => {
    const bound = fc.oneof(fc.nat(30), fc.maxSafeNat());
    const range = fc.tuple(bound, fc.option(bound)).map(([first, last]) => ({ first, last }));
    fc.assert(
      fc.property(range, fc.nat(20), ({ first, last }, size) => {
        const meant = meaning(`bytes=${first}-${last ?? ''}`, size);
        if (meant.kind !== 'part') return;
        expect(meant.first).toBe(first);
        expect(meant.last).toBeLessThan(size);
        expect(meant.last).toBeGreaterThanOrEqual(meant.first);
        if (last !== null) expect(meant.last).toBe(Math.min(last, size - 1));
      }),
    );
  });
});
