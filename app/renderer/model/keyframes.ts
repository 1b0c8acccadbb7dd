import type { VideoFacts } from '../../contract/video.ts';

/** The scanned keyframe index on the player's clock, in file order. */
export interface Keyframes {
  timesMs: readonly number[];
  offsets: readonly number[];
}

/** Shifts the scanned index by the base timestamp, as the player's clock starts at 0. */
export function keyframesOf(facts: VideoFacts): Keyframes {
  const { timesMs, offsets } = facts.scannedIndex;
  return { timesMs: timesMs.map((timeMs) => timeMs - facts.baseTimestampMs), offsets };
}

/**
 * Position of the last value at or below `limit` in ascending `values`; -1 when all are above.
 */
export function lastAtOrBelow(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((values[middle] ?? Number.POSITIVE_INFINITY) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The keyframe that is shown at a time: the last at or before it, or the first. */
export function keyframeAtTime(keyframes: Keyframes, timeMs: number): number | null {
  if (keyframes.timesMs.length === 0) return null;
  // Half a millisecond covers times that were rounded to whole milliseconds on their way here.
  return Math.max(0, lastAtOrBelow(keyframes.timesMs, timeMs + 0.5));
}

/** The keyframe whose tag starts at or before an offset; null before the first. */
export function keyframeAtOffset(keyframes: Keyframes, offset: number): number | null {
  const at = lastAtOrBelow(keyframes.offsets, offset);
  return at < 0 ? null : at;
}
