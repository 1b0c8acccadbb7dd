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

test('takes other numbers in place of its own', () => {
  const numbers = new SortedNumbers();
  numbers.add(5);
  numbers.reset([30, 10, 20]);
  numbers.add(25);
  expect([...numbers.slice(0, 9)]).toEqual([10, 20, 25, 30]);
});
