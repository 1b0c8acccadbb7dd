import { expect, test } from 'vitest';
import { dueMs, readPace, withPace } from './pace.ts';

test('an address says the pace, and is read back', () => {
  const pace = { burstBytes: 1_000_000, bytesPerSecond: 16_000_000 };
  const url = withPace('http://127.0.0.1:1/a%20b.flv', pace);
  expect(url).toBe('http://127.0.0.1:1/a%20b.flv?limit_rate_after=1000000&limit_rate=16000000');
  expect(readPace(new URL(url).search.slice(1))).toEqual(pace);
});

test('the burst may be left out', () => {
  expect(readPace('limit_rate=500')).toEqual({ burstBytes: 0, bytesPerSecond: 500 });
});

test.each([
  '',
  'start=5',
  'limit_rate=',
  'limit_rate=0',
  'limit_rate=-1',
  'limit_rate=1e3',
  'limit_rate=16m',
  'limit_rate=99999999999999999999',
  'limit_rate_after=x&limit_rate=5',
  'limit_rate_after=5',
])('%j holds nothing back', (query) => {
  expect(readPace(query)).toBeNull();
});

test('the burst goes at once, the rest by the second', () => {
  const pace = { burstBytes: 1000, bytesPerSecond: 500 };
  expect([0, 1000, 1500, 2000].map((sent) => dueMs(pace, sent))).toEqual([0, 0, 1000, 2000]);
});
