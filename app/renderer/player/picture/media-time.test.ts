import fc from 'fast-check';
import { expect, test } from 'vitest';
import { frameTimeMs, fromMediaSeconds, toMediaSeconds } from './media-time.ts';

const fileMs = fc.nat(4_294_967_295);

test('a time that is sought comes back, from the element and from the frame shown at it', () => {
  fc.assert(
    fc.property(fileMs, (timeMs) => {
      expect(fromMediaSeconds(toMediaSeconds(timeMs))).toBe(timeMs);
      expect(frameTimeMs(toMediaSeconds(timeMs))).toBe(timeMs);
    }),
  );
});

test('a frame’s own media time is its time in the file, a few microseconds off or not', () => {
  fc.assert(
    fc.property(fileMs, fc.double({ min: -4e-6, max: 4e-6, noNaN: true }), (timeMs, off) => {
      expect(frameTimeMs(timeMs / 1000 + off)).toBe(timeMs);
    }),
  );
});
