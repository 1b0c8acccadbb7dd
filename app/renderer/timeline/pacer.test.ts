import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createPacer } from './pacer.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the first value runs at once, then the newest of each interval', () => {
  const ran: number[] = [];
  const pacer = createPacer((value: number) => ran.push(value), 100);
  for (const value of [1, 2, 3]) pacer.offer(value);
  expect(ran).toEqual([1]);
  vi.advanceTimersByTime(100);
  expect(ran).toEqual([1, 3]);
  pacer.offer(4);
  pacer.offer(5);
  expect(ran).toEqual([1, 3]);
  vi.advanceTimersByTime(100);
  expect(ran).toEqual([1, 3, 5]);
  vi.advanceTimersByTime(1000);
  pacer.offer(6);
  expect(ran).toEqual([1, 3, 5, 6]);
});

test('the last value is never lost and never runs twice', () => {
  const ran: number[] = [];
  const pacer = createPacer((value: number) => ran.push(value), 100);
  pacer.offer(1);
  pacer.offer(2);
  pacer.flush();
  expect(ran).toEqual([1, 2]);
  vi.advanceTimersByTime(1000);
  pacer.flush();
  expect(ran).toEqual([1, 2]);
});
