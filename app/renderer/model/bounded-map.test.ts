import { expect, test } from 'vitest';
import { putBounded } from './bounded-map.ts';

test('known keys keep their place, the oldest go first', () => {
  const first = putBounded(
    new Map(),
    [
      ['a', 1],
      ['b', 2],
    ],
    3,
  );
  const second = putBounded(
    first,
    [
      ['a', 9],
      ['c', 3],
    ],
    3,
  );
  expect([...second]).toEqual([
    ['a', 9],
    ['b', 2],
    ['c', 3],
  ]);
  expect([...putBounded(second, [['d', 4]], 3).keys()]).toEqual(['b', 'c', 'd']);
  expect([...first]).toEqual([
    ['a', 1],
    ['b', 2],
  ]);
});
