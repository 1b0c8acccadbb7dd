import { expect, test } from 'vitest';
import { createRestartBudget } from './restart-budget.ts';

test('so many in a row, and no more', () => {
  const budget = createRestartBudget(3, 60_000);
  expect([0, 10, 20, 30, 40].map((ms) => budget.take(ms))).toEqual([1, 2, 3, null, null]);
});

test('what lies long enough back does not count', () => {
  const budget = createRestartBudget(2, 60_000);
  expect([0, 50_000, 59_999, 60_000, 70_000, 110_000].map((ms) => budget.take(ms))).toEqual([
    1,
    2,
    null,
    2,
    null,
    2,
  ]);
});
