import { expect, test } from 'vitest';
import { keyframeAtOffset, keyframeAtTime, lastAtOrBelow } from './keyframes.ts';

const keyframes = { timesMs: [80, 2080, 4080], offsets: [500, 9000, 20_000] };

test('the keyframe of a time is the last at or before it', () => {
  expect(keyframeAtTime(keyframes, 2079)).toBe(0);
  expect(keyframeAtTime(keyframes, 2080)).toBe(1);
  expect(keyframeAtTime(keyframes, 2079.7)).toBe(1);
  expect(keyframeAtTime(keyframes, 1e9)).toBe(2);
});

test('a time before the first keyframe shows the first', () => {
  expect(keyframeAtTime(keyframes, 0)).toBe(0);
  expect(keyframeAtTime({ timesMs: [], offsets: [] }, 0)).toBeNull();
});

test('an offset before the first keyframe belongs to none', () => {
  expect(keyframeAtOffset(keyframes, 499)).toBeNull();
  expect(keyframeAtOffset(keyframes, 8999)).toBe(0);
  expect(keyframeAtOffset(keyframes, 20_001)).toBe(2);
});

test('equal values give the last of them', () => {
  expect(lastAtOrBelow([0, 0, 5], 0)).toBe(1);
});
