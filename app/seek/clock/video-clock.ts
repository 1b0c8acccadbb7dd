import type { VideoFacts } from '../../contract/video.ts';
import { lastBefore, lastNotAfter } from './ascending.ts';
import { type ClockFacts, createFrames } from './frames.ts';

/** A video keyframe on the player's clock. */
export interface ClockKeyframe {
  /** Its number in the index, counted from 0 in file order. */
  number: number;
  timeMs: number;
  offset: number;
}

/**
 * What is where in a video, on the player's clock: 0 is the base timestamp of the file, times are
 * presentation times in ms.
 */
export interface VideoClock {
  /** False: the file is still being read, and what lies ahead is as it declares. */
  readonly isScanned: boolean;
  readonly durationMs: number;
  /** Those that are known, ascending. Empty when there is no video. */
  readonly frames: readonly number[];
  /** Ascending by time. */
  readonly keyframes: readonly ClockKeyframe[];
  /**
   * The frame on screen at that time: the last one that is not later; else the first. Where the
   * frames are not known yet, the time itself.
   */
  frameAt(timeMs: number): number | null;
  /**
   * The frame before or after the one on screen at that time; null at either end. Where the frames
   * are not known yet, a time within it, if the frame rate is even.
   */
  frameBeside(timeMs: number, direction: 1 | -1): number | null;
  /** How long before that time its frame may begin, ms: 0 where the frames are known. */
  frameSlackMs(timeMs: number): number;
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

/** The clock of a video. */
export function createVideoClock(facts: ClockFacts): VideoClock {
  const base = facts.baseTimestampMs;
  const frames = createFrames(facts);
  const inFileOrder = keyframesOf(facts, base);
  const keyframes = inFileOrder.toSorted((a, b) => a.timeMs - b.timeMs);
  const keyframeTimes = keyframes.map((keyframe) => keyframe.timeMs);
  const byOffset = inFileOrder.toSorted((a, b) => a.offset - b.offset);
  const offsets = byOffset.map((keyframe) => keyframe.offset);

  return {
    isScanned: facts.isScanned,
    durationMs: facts.durationMs ?? 0,
    frames: frames.known,
    keyframes,
    frameAt: frames.at,
    frameBeside: frames.beside,
    frameSlackMs: frames.slackMs,
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

function keyframesOf(facts: Pick<VideoFacts, 'index'>, base: number): ClockKeyframe[] {
  const { timesMs, offsets } = facts.index;
  return timesMs.map((timeMs, number) => ({
    number,
    timeMs: timeMs - base,
    offset: offsets[number] ?? 0,
  }));
}
