import { expect, test } from 'vitest';
import type { KeyframeIndex, VideoFacts } from '../../contract/video.ts';
import { createVideoClock } from '../clock/video-clock.ts';
import { planPlainSeek } from './plain-plan.ts';

const index: KeyframeIndex = {
  source: 'scanned',
  timesMs: [0, 160, 320],
  offsets: [500, 9000, 20_000],
  sizes: [0, 0, 0],
};
const facts = {
  isScanned: true,
  sizeBytes: 30_000,
  firstMediaOffset: 400,
  baseTimestampMs: 0,
  durationMs: 400,
  frameTimesMs: Array.from({ length: 10 }, (_, i) => i * 40),
  index,
  declaredIndex: { ...index, source: 'declared', timesMs: [0, 150], offsets: [500, 9001] },
} as unknown as VideoFacts;
const clock = createVideoClock(facts);
const time = (timeMs: number) => ({ kind: 'time', timeMs }) as const;

test('a time is asked for by the declared index, right or wrong', () => {
  expect(planPlainSeek(time(155), false, clock, facts)).toMatchObject({ offset: 9001 });
  expect(planPlainSeek(time(399), false, clock, facts)).toMatchObject({ offset: 9001 });
  expect(planPlainSeek(time(149), false, clock, facts)).toMatchObject({ offset: 500 });
});

test('the beginning is the whole file', () => {
  expect(planPlainSeek(time(0), false, clock, facts)).toMatchObject({ offset: 0 });
  expect(planPlainSeek(time(-5), false, clock, facts)).toMatchObject({ offset: 0 });
});

test('without a declared index a time is refused, not guessed', () => {
  const plan = planPlainSeek(time(200), true, clock, { ...facts, declaredIndex: null });
  expect(plan).toMatchObject({ refusal: { code: 'index_missing' }, mayUseBuffer: true });
  expect(planPlainSeek(time(0), false, clock, { ...facts, declaredIndex: null })).toMatchObject({
    offset: 0,
  });
});

test('only a step to a frame may use the buffer, and aims at the very frame', () => {
  expect(planPlainSeek(time(290), false, clock, facts)).toMatchObject({
    mayUseBuffer: false,
    targetMs: 160,
  });
  expect(planPlainSeek(time(290), true, clock, facts)).toMatchObject({
    mayUseBuffer: true,
    targetMs: 280,
  });
});

test('keyframes and offsets are asked for as they are', () => {
  expect(planPlainSeek({ kind: 'keyframe', keyframe: 2 }, false, clock, facts)).toMatchObject({
    offset: 20_000,
  });
  expect(planPlainSeek({ kind: 'offset', offset: 77 }, false, clock, facts)).toMatchObject({
    offset: 77,
  });
  expect(planPlainSeek({ kind: 'keyframe', keyframe: 3 }, false, clock, facts)).toMatchObject({
    code: 'keyframe_unknown',
  });
});
