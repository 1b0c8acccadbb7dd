import { describe, expect, it } from 'vitest';
import { createVideoClock } from './video-clock.ts';

/** 10 frames 40 ms apart from 1,080 ms on (base 1,000: B-frames), keyframes at frames 0, 4 and 8. */
const facts = {
  isScanned: true,
  framesPerSecond: 25,
  baseTimestampMs: 1000,
  durationMs: 480,
  frameTimesMs: Array.from({ length: 10 }, (_, i) => 1080 + i * 40),
  index: {
    source: 'scanned' as const,
    timesMs: [1080, 1240, 1400],
    offsets: [500, 9000, 20_000],
    sizes: [100, 100, 100],
  },
};

describe('createVideoClock', () => {
  const clock = createVideoClock(facts);

  it('counts from the base timestamp', () => {
    expect(clock.frames.slice(0, 3)).toEqual([80, 120, 160]);
    expect(clock.keyframes.map((keyframe) => keyframe.timeMs)).toEqual([80, 240, 400]);
  });

  it('goes on at an even rate after the frames that were read', () => {
    // 30 frames from 80 to 1,240 ms; among the last 16 some may be missing.
    const frameTimesMs = Array.from({ length: 30 }, (_, i) => 1080 + i * 40);
    const read = { ...facts, isScanned: false, frameTimesMs };
    const begun = createVideoClock({ ...read, durationMs: 2000 });
    expect(begun.isScanned).toBe(false);
    expect(begun.frameAt(119.9)).toBe(80);
    expect(begun.frameAt(599.9)).toBe(560);
    expect(begun.frameAt(634.5)).toBe(634.5);
    expect(begun.frameAt(1634.5)).toBe(1634.5);
    expect(begun.frameAt(9999)).toBe(2000);
    expect(begun.frameSlackMs(600)).toBe(0);
    expect(begun.frameSlackMs(601)).toBe(41);
    expect(begun.frameBeside(80, 1)).toBe(120);
    // Within the frames at 1,040 and at 960.
    expect(begun.frameBeside(1000, 1)).toBe(1042);
    expect(begun.frameBeside(1000, -1)).toBe(962);
    expect(begun.keyframeAt(1999)?.number).toBe(2);
  });

  it('has the frame that is on screen at a time', () => {
    expect(clock.frameAt(119.9)).toBe(80);
    expect(clock.frameAt(120)).toBe(120);
    expect(clock.frameAt(99_999)).toBe(440);
  });

  it('has the first frame before the first', () => {
    expect(clock.frameAt(-5)).toBe(80);
    expect(clock.keyframeAt(0)?.number).toBe(0);
  });

  it('steps by frames and stops at both ends', () => {
    expect(clock.frameBeside(80, 1)).toBe(120);
    expect(clock.frameBeside(0, 1)).toBe(120);
    expect(clock.frameBeside(125, -1)).toBe(80);
    expect(clock.frameBeside(80, -1)).toBeNull();
    expect(clock.frameBeside(440, 1)).toBeNull();
  });

  it('steps by keyframes and stops at both ends', () => {
    expect(clock.keyframeBeside(80, 1)?.number).toBe(1);
    expect(clock.keyframeBeside(300, 1)?.number).toBe(2);
    expect(clock.keyframeBeside(300, -1)?.number).toBe(1);
    expect(clock.keyframeBeside(240, -1)?.number).toBe(0);
    expect(clock.keyframeBeside(80, -1)).toBeNull();
    expect(clock.keyframeBeside(450, 1)).toBeNull();
  });

  it('has the first keyframe from an offset on', () => {
    expect(clock.keyframeFrom(0)?.number).toBe(0);
    expect(clock.keyframeFrom(500)?.number).toBe(0);
    expect(clock.keyframeFrom(501)?.number).toBe(1);
    expect(clock.keyframeFrom(20_001)).toBeNull();
    expect(clock.keyframeBefore(501)?.number).toBe(0);
    expect(clock.keyframeBefore(500)).toBeNull();
  });

  it('sorts an index whose times run backwards by time, and keeps the numbers', () => {
    const jumbled = createVideoClock({
      ...facts,
      index: { ...facts.index, timesMs: [1080, 1400, 1240] },
    });
    expect(jumbled.keyframeAt(300)?.offset).toBe(20_000);
    expect(jumbled.keyframeNumbered(1)?.timeMs).toBe(400);
  });

  it('knows nothing of an empty video', () => {
    const empty = createVideoClock({
      isScanned: true,
      framesPerSecond: 25,
      baseTimestampMs: 0,
      durationMs: null,
      frameTimesMs: [],
      index: { source: 'scanned', timesMs: [], offsets: [], sizes: [] },
    });
    expect(empty.frameAt(0)).toBeNull();
    expect(empty.keyframeAt(0)).toBeNull();
    expect(empty.keyframeBeside(0, 1)).toBeNull();
    expect(empty.durationMs).toBe(0);
  });
});
