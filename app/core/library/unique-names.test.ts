import { expect, it } from 'vitest';
import { createUniqueNames } from './unique-names.ts';

it('numbers those that want the same name, and keeps what was given', () => {
  const names = createUniqueNames();
  expect(names.nameOf('a', 'x.flv')).toBe('x.flv');
  expect(names.nameOf('b', 'x (2).flv')).toBe('x (2).flv');
  expect(names.nameOf('c', 'x.flv')).toBe('x (3).flv');
  expect(names.nameOf('d', 'x.flv')).toBe('x (4).flv');
  expect(names.nameOf('c', 'x.flv')).toBe('x (3).flv');
});

it('takes linear time, however many want the same name', () => {
  // Tried from 2 on each time, these would be 2 * 10^10 numbers.
  const names = createUniqueNames();
  for (let i = 0; i < 200_000; i++) names.nameOf(`${i}`, 'x.flv');
  expect(names.nameOf('last', 'x.flv')).toBe('x (200001).flv');
});
