import type { VideoFacts } from '../../app/contract/video.ts';

/**
 * The frame number that must be in the picture, worked out from the file's facts alone and apart
 * from the player's own planning.
 */
export interface FramePromise {
  /** Times of all frames on the player's clock, ms. */
  readonly timesMs: readonly number[];
  /** Number in the picture of the n-th frame. */
  numberOf(index: number): number;
  /** Index of the keyframe that the n-th frame is decoded from. */
  keyframeOf(index: number): number;
  /** Index of the frame at that time. */
  indexAt(timeMs: number): number;
}

/** @param isKept of the frames 0, 1, 2 ... that the encoder got, those that are in the file */
export function promiseFrames(
  facts: VideoFacts,
  isKept: (number: number) => boolean = () => true,
): FramePromise {
  const timesMs = facts.frameTimesMs.map((timeMs) => timeMs - facts.baseTimestampMs);
  const keyframes = new Set(
    facts.index.timesMs.map((timeMs) => timesMs.indexOf(timeMs - facts.baseTimestampMs)),
  );
  const numbers: number[] = [];
  for (let number = 0; numbers.length < timesMs.length; number++) {
    if (isKept(number)) numbers.push(number);
  }
  return {
    timesMs,
    numberOf: (index) => numbers[index] ?? -1,
    keyframeOf(index) {
      let at = index;
      while (at > 0 && !keyframes.has(at)) at--;
      return at;
    },
    indexAt: (timeMs) => timesMs.indexOf(timeMs),
  };
}
