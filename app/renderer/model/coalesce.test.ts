import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { coalesce } from './coalesce.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('a single change is not delayed, a burst comes together, and nothing is lost', () => {
  const runs: number[][] = [];
  const add = coalesce((items: readonly number[]) => runs.push([...items]), 100);
  add([1]);
  expect(runs).toEqual([[1]]);
  add([2]);
  add([3, 4]);
  expect(runs).toEqual([[1]]);
  vi.advanceTimersByTime(100);
  expect(runs).toEqual([[1], [2, 3, 4]]);
  vi.advanceTimersByTime(1000);
  add([5]);
  expect(runs).toEqual([[1], [2, 3, 4], [5]]);
});
