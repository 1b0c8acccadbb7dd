import { expect, test } from 'vitest';
import { makeExchange } from '../../../contract/test-support/make-records.ts';
import { wayTo } from './show-place.ts';

/** An audio tag of 100 bytes of data, of which 32 are written down, and then what is none. */
const tags = [
  { offset: 13, hex: `080000640000000000000000${'00'.repeat(31)}`, isTag: true },
  { offset: 13 + 11 + 100 + 4, hex: '00'.repeat(43), isTag: false },
];
const exchange = makeExchange({ tags });
const at = (offset: number) => ({ at: { kind: 'body', offset } as const });

test.each([
  [12, { kind: 'prefix', byte: 12 }, 'Show byte 12'],
  [13, { kind: 'tag', index: 0 }, 'Show tag 1'],
  [127, { kind: 'tag', index: 0 }, 'Show tag 1'],
  [128, { kind: 'tag', index: 1 }, 'Show tag 2'],
  [170, { kind: 'tag', index: 1 }, 'Show tag 2'],
])('byte %i of a body is shown where it was recorded', (offset, place, name) => {
  expect(wayTo(at(offset), exchange)).toEqual({ kind: 'way', name, place });
});

test('a byte that was not recorded says so', () => {
  const none = { kind: 'none', why: 'Byte 1,171 of the body was not recorded.' };
  expect(wayTo(at(1171), exchange)).toEqual(none);
  expect(wayTo(at(1171), null)).toEqual(none);
});

test('what speaks of no place leads nowhere', () => {
  expect(wayTo({ at: null }, exchange)).toBeNull();
});
