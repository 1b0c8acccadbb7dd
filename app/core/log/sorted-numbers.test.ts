import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SortedNumbers } from './sorted-numbers.ts';

const small = fc.nat(300);

test('any additions and removals leave what a sorted set would hold, at the same places', () => {
  const step = fc.record({ isAddition: fc.boolean(), number: small });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 600 }), small, small, (steps, from, count) => {
      const numbers = new SortedNumbers();
      const model = new Set<number>();
      for (const { isAddition, number } of steps) {
        if (isAddition) {
          numbers.add(number);
          model.add(number);
        } else {
          numbers.remove(number);
          model.delete(number);
        }
      }
      const expected = [...model].sort((a, b) => a - b);
      expect([...numbers.slice(0, numbers.length)]).toEqual(expected);
      expect([...numbers.slice(from, from + count)]).toEqual(expected.slice(from, from + count));
      expect(numbers.at(from)).toBe(expected[from]);
      expect(numbers.has(from)).toBe(model.has(from));
      expect(numbers.placeOf(from)).toBe(expected.filter((number) => number < from).length);
    }),
  );
});

test('a window that moves on for long takes no more room than it needs', () => {
  const numbers = new SortedNumbers();
  for (let number = 0; number < 10_000; number += 1) {
    numbers.add(number);
    if (number >= 100) numbers.remove(number - 100);
  }
  expect([...numbers.slice(0, 3)]).toEqual([9900, 9901, 9902]);
  expect(numbers.length).toBe(100);
});

test('takes in those of another, each at its place', () => {
  const numbers = new SortedNumbers();
  const others = new SortedNumbers();
  for (const each of [5, 7, 40]) numbers.add(each);
  for (const each of [30, 10, 6]) others.add(each);
  numbers.merge(others);
  numbers.add(25);
  expect([...numbers.slice(0, 9)]).toEqual([5, 6, 7, 10, 25, 30, 40]);
});
