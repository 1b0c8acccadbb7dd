import fc from 'fast-check';
import { expect, it } from 'vitest';
import { audioTagType, videoTagType } from './tag-header.ts';
import { TrackOrder } from './track-order.ts';

const frame = fc.record({
  type: fc.constantFrom(audioTagType, videoTagType),
  timestampMs: fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
});

it('names the first step back of a track, and the frame that comes the longest after the other track', () => {
  fc.assert(
    fc.property(fc.array(frame, { maxLength: 50 }), (frames) => {
      const order = new TrackOrder();
      const before = (i: number, isSame: boolean) =>
        frames.slice(0, i).findLast(({ type }) => (type === frames[i]?.type) === isSame)
          ?.timestampMs;
      for (const [offset, each] of frames.entries()) order.add({ ...each, offset });
      const back = frames.findIndex(({ timestampMs }, i) => {
        const step = (before(i, true) ?? timestampMs) - timestampMs;
        return step > 0 && step <= 2 ** 31;
      });
      expect(order.disorder?.offset ?? -1).toBe(back);
      const late = frames
        .map(({ timestampMs }, i) => (before(i, false) ?? timestampMs) - timestampMs)
        .filter((ms) => ms > 0 && ms < 2 ** 31);
      expect(order.lateness.lateMs).toBe(Math.max(0, ...late));
    }),
  );
});
