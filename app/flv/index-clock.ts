import type { MatchedEntry } from './index-entries.ts';
import type { ScannedKeyframes } from './scan-result.ts';

/** Which time of a keyframe an index gives. */
export interface IndexClock {
  /** `either`: no keyframe tells them apart. */
  kind: 'presentation' | 'decode' | 'either';
  /** What the index takes for zero: 0, or the base timestamp; ms. */
  zeroMs: number;
}

/** Declared times are seconds in doubles, and some writers add half a ms. */
export const timeToleranceMs = 1;

/** Finds the clock that most entries keep; in doubt presentation times. */
export function indexClock(
  matched: readonly MatchedEntry[],
  keyframes: ScannedKeyframes,
  baseMs: number,
): IndexClock {
  const zeros = baseMs === 0 ? [0] : [0, baseMs];
  const clocks = zeros.flatMap((zeroMs): IndexClock[] => [
    { kind: 'presentation', zeroMs },
    { kind: 'decode', zeroMs },
  ]);
  const hits = clocks.map(
    (clock) =>
      matched.filter((entry) => Math.abs(clockError(entry, keyframes, clock)) <= timeToleranceMs)
        .length,
  );
  const best = clocks[hits.indexOf(Math.max(...hits))] ?? { kind: 'presentation', zeroMs: 0 };
  const areSame = matched.every(
    ({ keyframe }) => keyframes.ptsMs[keyframe] === keyframes.dtsMs[keyframe],
  );
  return areSame ? { ...best, kind: 'either' } : best;
}

/** Declared time minus the keyframe's time on that clock, ms. */
export function clockError(
  entry: MatchedEntry,
  keyframes: ScannedKeyframes,
  clock: IndexClock,
): number {
  const times = clock.kind === 'decode' ? keyframes.dtsMs : keyframes.ptsMs;
  return entry.timeMs - ((times[entry.keyframe] ?? Number.NaN) - clock.zeroMs);
}
