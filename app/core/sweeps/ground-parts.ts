import { mannersWords } from '../../checks/manners-words.ts';
import type { AnsweredAs } from '../../contract/exchange.ts';
import type { SweepTarget, SweepVideo } from '../../contract/sweep.ts';
import type { Target } from '../../contract/target.ts';
import type { VideoFacts } from '../../contract/video.ts';
import type { SweepLeg } from './run-sweep.ts';

/** @param name as the sweep calls it; at a target its entry in the library has another one */
export function sweepVideoOf(
  { sizeBytes, durationMs, index, ...facts }: VideoFacts,
  name: string = facts.name,
): SweepVideo {
  return { name, sizeBytes, durationMs, keyframes: index.offsets.length };
}

/** The embedded reproxy, answering so. */
export function embeddedAs(manners: AnsweredAs): SweepTarget {
  return { name: null, pattern: null, personality: mannersWords(manners) };
}

/** @param target its pattern as it may be shown */
export function sweepTargetOf({
  name,
  pattern,
  expected,
}: Pick<Target, 'name' | 'pattern' | 'expected'>): SweepTarget {
  return { name, pattern, personality: expected && mannersWords(expected) };
}

/**
 * A video at the embedded reproxy, which is told how to answer before the first of its asks.
 * @param manners null: at a target
 */
export function legAs(
  leg: Pick<SweepLeg, 'video' | 'target' | 'facts'>,
  manners: AnsweredAs | null,
  answerAs: (manners: AnsweredAs) => Promise<unknown>,
): SweepLeg {
  if (manners === null) return { ...leg, mayMoveStart: false };
  return {
    ...leg,
    mayMoveStart: manners.personality === 'cdn',
    prepare: () => answerAs(manners),
  };
}
