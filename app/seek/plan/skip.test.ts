import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createVideoClock, type VideoClock } from '../clock/video-clock.ts';
import type { SeekAccuracy } from './seek-plan.ts';
import { firstMs, lastMs, planSkip } from './skip.ts';

/** 60 s of 25 frames a second. @param gopMs between keyframes */
function clockOf(gopMs: number, frameMs = 40): VideoClock {
  const frameTimesMs = Array.from({ length: Math.ceil(60_000 / frameMs) }, (_, i) => i * frameMs);
  const timesMs = frameTimesMs.filter((timeMs) => timeMs % gopMs === 0);
  const offsets = timesMs.map((_, i) => 500 + i * 1000);
  const index = { source: 'scanned' as const, timesMs, offsets, sizes: timesMs.map(() => 100) };
  return createVideoClock({
    isScanned: true,
    framesPerSecond: 1000 / frameMs,
    baseTimestampMs: 0,
    durationMs: 60_000,
    frameTimesMs,
    index,
  });
}

/** The places that a key pressed again and again leads to. */
function walk(from: number, byMs: number, accuracy: SeekAccuracy, clock: VideoClock): number[] {
  const places: number[] = [];
  let start = { pictureMs: from, askedMs: from };
  for (let press = 0; press < 5000; press++) {
    const step = planSkip(byMs, start, accuracy, clock);
    if (!step) break;
    places.push(step.timeMs);
    const askedMs = step.asked.kind === 'time' ? step.asked.timeMs : step.timeMs;
    start = { pictureMs: step.timeMs, askedMs };
  }
  return places;
}

describe('planSkip', () => {
  it('goes to the next keyframe where a second is less than a group', () => {
    const clock = clockOf(2000);
    expect(walk(10_000, 1000, 'keyframe', clock).slice(0, 4)).toEqual([
      12_000, 14_000, 16_000, 18_000,
    ]);
    expect(walk(10_000, -1000, 'keyframe', clock)).toEqual([8000, 6000, 4000, 2000, 0]);
    expect(walk(15_000, 1000, 'keyframe', clockOf(10_000))[0]).toBe(20_000);
  });

  it('counts from the asked place', () => {
    const clock = clockOf(7000);
    expect(walk(7000, 10_000, 'keyframe', clock)).toEqual([
      14_000, 21_000, 35_000, 42_000, 56_000, 59_960,
    ]);
    const start = { pictureMs: 42_000, askedMs: 43_900 };
    expect(planSkip(10_000, start, 'keyframe', clock)?.asked).toEqual({
      kind: 'time',
      timeMs: 53_900,
    });
  });

  it('moves exactly where seeks are exact', () => {
    const clock = clockOf(2000);
    expect(walk(10_000, 1000, 'exact', clock).slice(0, 3)).toEqual([11_000, 12_000, 13_000]);
    expect(walk(500, -1000, 'exact', clock)).toEqual([0]);
    const afterKeyframe = { pictureMs: 16_000, askedMs: 17_000 };
    expect(planSkip(1000, afterKeyframe, 'exact', clock)?.timeMs).toBe(17_000);
    const withinFrame = { pictureMs: 16_000, askedMs: 16_030 };
    expect(planSkip(1000, withinFrame, 'exact', clock)?.asked).toEqual({
      kind: 'time',
      timeMs: 17_030,
    });
  });

  it('goes on behind the last keyframe, and ends with the last picture', () => {
    expect(walk(58_000, 1000, 'keyframe', clockOf(2000))).toEqual([59_000, 59_960]);
    expect(walk(0, 10_000, 'keyframe', clockOf(100_000)).at(-1)).toBe(59_960);
  });

  it('gets past a frame that lasts longer than the skip', () => {
    expect(walk(0, 1000, 'exact', clockOf(15_000, 5000)).slice(0, 3)).toEqual([
      5000, 10_000, 15_000,
    ]);
  });

  it('moves by time where there are no pictures', () => {
    const sound = createVideoClock({
      isScanned: true,
      framesPerSecond: null,
      baseTimestampMs: 0,
      durationMs: 2500,
      frameTimesMs: [],
      index: { source: 'scanned', timesMs: [], offsets: [], sizes: [] },
    });
    expect(walk(0, 1000, 'keyframe', sound)).toEqual([1000, 2000, 2500]);
    expect(walk(2500, -1000, 'keyframe', sound)).toEqual([1500, 500, 0]);
    expect([firstMs(sound), lastMs(sound)]).toEqual([0, 2500]);
  });

  it('always moves the way it should, and gets to the end from anywhere', () => {
    const run = fc.property(
      fc.constantFrom(400, 2000, 7000, 10_000, 100_000),
      fc.integer({ min: 0, max: 1499 }),
      fc.constantFrom(1000, 10_000),
      fc.constantFrom<1 | -1>(1, -1),
      fc.constantFrom<SeekAccuracy>('keyframe', 'exact'),
      (gopMs, frame, byMs, direction, accuracy) => {
        const clock = clockOf(gopMs);
        const places = [frame * 40, ...walk(frame * 40, byMs * direction, accuracy, clock)];
        places.slice(1).forEach((placeMs, i) => {
          expect((placeMs - (places[i] ?? 0)) * direction).toBeGreaterThan(0);
        });
        expect(places.at(-1)).toBe(direction === 1 ? lastMs(clock) : firstMs(clock));
      },
    );
    fc.assert(run, { numRuns: 60 });
  });
});
