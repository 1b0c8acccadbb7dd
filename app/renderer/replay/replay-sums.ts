import { badnessOf } from '../../checks/verdict.ts';
import type { ReplayItem, ReplaySide } from '../../contract/replay.ts';

export interface Spread {
  p50: number;
  p95: number;
}

/** What a replay comes to, in a few numbers. */
export interface ReplaySums {
  /** Verdicts that are worse or better than before. */
  worse: number;
  better: number;
  /** Landed elsewhere than before. */
  moved: number;
  /** Of first bytes; null where there are none. */
  before: Spread | null;
  after: Spread | null;
}

export function replaySums(items: readonly ReplayItem[]): ReplaySums {
  const pairs = items.flatMap(({ before, after }) => (before === null ? [] : [{ before, after }]));
  const turned = pairs.map(({ before, after }) => badness(after) - badness(before));
  return {
    worse: turned.filter((by) => by > 0).length,
    better: turned.filter((by) => by < 0).length,
    moved: pairs.filter(({ before, after }) => before.landed?.offset !== after.landed?.offset)
      .length,
    before: spreadOf(pairs.map(({ before }) => before)),
    after: spreadOf(items.map(({ after }) => after)),
  };
}

const badness = ({ verdict }: ReplaySide) => (verdict === null ? 0 : badnessOf(verdict));

function spreadOf(sides: readonly ReplaySide[]): Spread | null {
  const sorted = sides
    .flatMap(({ firstByteMs }) => (firstByteMs === null ? [] : [firstByteMs]))
    .sort((one, other) => one - other);
  if (sorted.length === 0) return null;
  /** The least value that so many are not above. */
  const at = (share: number) => sorted[Math.max(Math.ceil(share * sorted.length) - 1, 0)] ?? 0;
  return { p50: at(0.5), p95: at(0.95) };
}
