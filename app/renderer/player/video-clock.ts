import type { VideoFacts } from '../../contract/video.ts';

/** A video keyframe on the player's clock. */
export interface ClockKeyframe {
  /** Its number in the scanned index, counted from 0 in file order. */
  number: number;
  timeMs: number;
  offset: number;
}

/**
 * What is where in a video, on the player's clock: 0 is the base timestamp of the file, times are
 * presentation times in ms.
 */
export interface VideoClock {
  readonly durationMs: number;
  /** Ascending. Empty when there is no video. */
  readonly frames: readonly number[];
  /** Ascending by time. */
  readonly keyframes: readonly ClockKeyframe[];
  /** The frame on screen at that time: the last one that is not later; else the first. */
  frameAt(timeMs: number): number | null;
  /** The frame before or after the one on screen at that time; null at either end. */
  frameBeside(timeMs: number, direction: 1 | -1): number | null;
  /** The last keyframe that is not later; else the first. */
  keyframeAt(timeMs: number): ClockKeyframe | null;
  /** The nearest keyframe that is earlier or later; null at either end. */
  keyframeBeside(timeMs: number, direction: 1 | -1): ClockKeyframe | null;
  /** The first keyframe whose tag begins at that offset or later. */
  keyframeFrom(offset: number): ClockKeyframe | null;
  /** The last keyframe whose tag begins before that offset. */
  keyframeBefore(offset: number): ClockKeyframe | null;
  keyframeNumbered(number: number): ClockKeyframe | null;
}

/** The clock of a scanned video. */
export function createVideoClock(
  facts: Pick<VideoFacts, 'baseTimestampMs' | 'durationMs' | 'frameTimesMs' | 'scannedIndex'>,
): VideoClock {
  const base = facts.baseTimestampMs;
  const frames = facts.frameTimesMs.map((timeMs) => timeMs - base);
  const inFileOrder = keyframesOf(facts, base);
  const keyframes = inFileOrder.toSorted((a, b) => a.timeMs - b.timeMs);
  const keyframeTimes = keyframes.map((keyframe) => keyframe.timeMs);
  const byOffset = inFileOrder.toSorted((a, b) => a.offset - b.offset);
  const offsets = byOffset.map((keyframe) => keyframe.offset);

  return {
    durationMs: facts.durationMs ?? 0,
    frames,
    keyframes,
    frameAt: (timeMs) => frames[Math.max(0, lastNotAfter(frames, timeMs))] ?? null,
    frameBeside: (timeMs, direction) =>
      frames[Math.max(0, lastNotAfter(frames, timeMs)) + direction] ?? null,
    keyframeAt: (timeMs) => keyframes[Math.max(0, lastNotAfter(keyframeTimes, timeMs))] ?? null,
    keyframeBeside: (timeMs, direction) =>
      keyframes[
        direction === 1
          ? lastNotAfter(keyframeTimes, timeMs) + 1
          : lastBefore(keyframeTimes, timeMs)
      ] ?? null,
    keyframeFrom: (offset) => byOffset[lastBefore(offsets, offset) + 1] ?? null,
    keyframeBefore: (offset) => byOffset[lastBefore(offsets, offset)] ?? null,
    keyframeNumbered: (number) => inFileOrder[number] ?? null,
  };
}

function keyframesOf(facts: Pick<VideoFacts, 'scannedIndex'>, base: number): ClockKeyframe[] {
  const { timesMs, offsets } = facts.scannedIndex;
  return timesMs.map((timeMs, number) => ({
    number,
    timeMs: timeMs - base,
    offset: offsets[number] ?? 0,
  }));
}

/** Index of the last value that is not greater than the limit, -1 when all are; values ascend. */
const lastNotAfter = (values: readonly number[], limit: number) =>
  countWhile(values, (value) => value <= limit) - 1;

/** Index of the last value that is less than the limit, -1 when none is; values ascend. */
const lastBefore = (values: readonly number[], limit: number) =>
  countWhile(values, (value) => value < limit) - 1;

/** How many values at the front fulfil what the rest does not. */
function countWhile(values: readonly number[], isInFront: (value: number) => boolean): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isInFront(values[middle] ?? 0)) low = middle + 1;
    else high = middle;
  }
  return low;
}
