import { describe, expect, it } from 'vitest';
import { createVideoClock } from '../clock/video-clock.ts';
import { isPlan, planOpening, planSeek, type SeekPlan, targetAfterLanding } from './seek-plan.ts';

const file = { sizeBytes: 30_000, firstMediaOffset: 400 };
const clock = createVideoClock({
  isScanned: true,
  framesPerSecond: 25,
  baseTimestampMs: 0,
  durationMs: 400,
  frameTimesMs: Array.from({ length: 10 }, (_, i) => i * 40),
  index: {
    source: 'scanned',
    timesMs: [0, 160, 320],
    offsets: [500, 9000, 20_000],
    sizes: [0, 0, 0],
  },
});
const soundOnly = createVideoClock({
  isScanned: true,
  framesPerSecond: 25,
  baseTimestampMs: 0,
  durationMs: 10_000,
  frameTimesMs: [],
  index: { source: 'scanned', timesMs: [], offsets: [], sizes: [] },
});

const planned = (...args: Parameters<typeof planSeek>): SeekPlan => {
  const plan = planSeek(...args);
  if (!isPlan(plan)) throw new Error(plan.message);
  return plan;
};

describe('planSeek by time', () => {
  it('shows the keyframe at or before', () => {
    const plan = planned({ kind: 'time', timeMs: 290 }, 'keyframe', clock, file);
    expect(plan).toMatchObject({ offset: 9000, targetMs: 160, mayUseBuffer: true });
  });

  it('shows the very frame', () => {
    const plan = planned({ kind: 'time', timeMs: 290 }, 'exact', clock, file);
    expect(plan).toMatchObject({ offset: 9000, targetMs: 280 });
  });

  it('stays inside the video', () => {
    expect(planned({ kind: 'time', timeMs: -1 }, 'exact', clock, file).targetMs).toBe(0);
    expect(planned({ kind: 'time', timeMs: 1e9 }, 'exact', clock, file).targetMs).toBe(360);
  });

  it('estimates the offset where there is no video, a little early', () => {
    const plan = planned({ kind: 'time', timeMs: 5000 }, 'exact', soundOnly, file);
    expect(plan).toMatchObject({ offset: 400 + 0.45 * 29_600, targetMs: 5000, landsOn: 'tag' });
    const last = planned({ kind: 'time', timeMs: 10_000 }, 'exact', soundOnly, file);
    expect(last.offset).toBeLessThan(file.sizeBytes);
  });
});

describe('planSeek by offset', () => {
  it('asks for exactly that offset and never uses the buffer', () => {
    const plan = planned({ kind: 'offset', offset: 8999 }, 'exact', clock, file);
    expect(plan).toMatchObject({ offset: 8999, targetMs: 160, mayUseBuffer: false });
  });

  it('asks beyond the last keyframe and beyond the end too', () => {
    for (const offset of [20_001, 30_000, 1e12]) {
      const plan = planned({ kind: 'offset', offset }, 'exact', clock, file);
      expect(plan).toMatchObject({ offset, targetMs: null });
    }
  });
});

describe('planSeek by keyframe', () => {
  it('counts from 0', () => {
    const plan = planned({ kind: 'keyframe', keyframe: 2 }, 'exact', clock, file);
    expect(plan).toMatchObject({ offset: 20_000, targetMs: 320 });
  });

  it.each([-1, 3, 0.5])('knows no keyframe %d', (keyframe) => {
    const plan = planSeek({ kind: 'keyframe', keyframe }, 'exact', clock, file);
    expect(plan).toMatchObject({ code: 'keyframe_unknown' });
  });
});

describe('targetAfterLanding', () => {
  const exact = planned({ kind: 'time', timeMs: 290 }, 'exact', clock, file);

  it('is the planned frame when the planned keyframe came', () => {
    expect(targetAfterLanding(exact, 160, clock)).toBe(280);
  });

  it('is what came when the server sent another place', () => {
    expect(targetAfterLanding(exact, 0, clock)).toBe(0);
    expect(targetAfterLanding(exact, 320, clock)).toBe(320);
  });

  it('is what came when the user chose the offset', () => {
    const plan = planned({ kind: 'offset', offset: 20_001 }, 'exact', clock, file);
    expect(targetAfterLanding(plan, 320, clock)).toBe(320);
  });

  it('is the asked time while the frames are not known, and a keyframe where it really is', () => {
    const unchecked = createVideoClock({
      isScanned: false,
      framesPerSecond: 25,
      baseTimestampMs: 0,
      durationMs: 400,
      frameTimesMs: [0, 40],
      index: { source: 'declared', timesMs: [0, 150], offsets: [500, 9000], sizes: [20, 0] },
    });
    const time = planned({ kind: 'time', timeMs: 290 }, 'exact', unchecked, file);
    expect(time).toMatchObject({ offset: 9000, targetMs: 290, slackMs: 41 });
    expect(targetAfterLanding(time, 160, unchecked)).toBe(290);
    expect(targetAfterLanding(time, 320, unchecked)).toBe(320);
    const keyframe = planned({ kind: 'time', timeMs: 290 }, 'keyframe', unchecked, file);
    expect(keyframe).toMatchObject({ offset: 9000, targetMs: 150, slackMs: 0 });
    expect(targetAfterLanding(keyframe, 120, unchecked)).toBe(120);
    expect(targetAfterLanding(keyframe, 160, unchecked)).toBe(160);
  });

  it('plays sound from the asked time when an earlier tag came', () => {
    const plan = planned({ kind: 'time', timeMs: 5000 }, 'exact', soundOnly, file);
    expect(targetAfterLanding(plan, 4480, soundOnly)).toBe(5000);
    expect(targetAfterLanding(plan, 5020, soundOnly)).toBe(5020);
  });
});

describe('planOpening', () => {
  it('asks for the whole file', () => {
    expect(planOpening(clock)).toMatchObject({ offset: 0, targetMs: 0, landsOn: 'keyframe' });
    expect(planOpening(soundOnly)).toMatchObject({ offset: 0, targetMs: 0, landsOn: 'tag' });
  });
});
