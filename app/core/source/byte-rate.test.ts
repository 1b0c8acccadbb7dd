import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createByteRate } from './byte-rate.ts';

const events = fc.array(
  fc.record({ bytes: fc.nat(1_000_000), afterMs: fc.double({ min: 0, max: 300, noNaN: true }) }),
  { minLength: 1, maxLength: 60 },
);

it('counts the bytes of the last half second, to a slot of 25 ms', () => {
  fc.assert(
    fc.property(events, fc.nat(700), (added, laterMs) => {
      const rate = createByteRate();
      let nowMs = 0;
      const all = added.map(({ bytes, afterMs }) => {
        nowMs += afterMs;
        rate.add(bytes, nowMs);
        return { bytes, atMs: nowMs };
      });
      const askedMs = nowMs + laterMs;
      const within = (ms: number) =>
        all.filter(({ atMs }) => askedMs - atMs < ms).reduce((sum, { bytes }) => sum + bytes, 0);
      const counted = rate.at(askedMs) * 500;
      expect(counted).toBeGreaterThanOrEqual(within(475) - 0.001);
      expect(counted).toBeLessThanOrEqual(within(500) + 0.001);
    }),
  );
});

it('is zero before anything came, and after a pause', () => {
  const rate = createByteRate();
  expect(rate.at(0)).toBe(0);
  rate.add(1000, 100);
  expect(rate.at(100)).toBe(2);
  expect(rate.at(10_000)).toBe(0);
});
