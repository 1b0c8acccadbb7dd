import { CodedError } from '../../contract/errors.ts';
import type { SweepSummary } from '../../contract/sweep.ts';
import { comparedName } from './compare-sweeps.ts';

/** The summary of an earlier sweep, and where it stands. */
export interface Baseline {
  path: string;
  summary: SweepSummary;
}

/**
 * Is it of the same asks? This much is known before any video is opened.
 * @throws CodedError `baseline_unlike`
 */
export function refuseOtherPlan(
  { path, summary }: Baseline,
  { plan, seed, shard }: Pick<SweepSummary, 'plan' | 'seed' | 'shard'>,
): void {
  const detail = (() => {
    if (summary.plan !== plan) return `its plan is "${summary.plan}", not "${plan}"`;
    if (summary.seed !== seed) return `its seed is ${summary.seed}, not ${seed}`;
    // One of all shards has the asks of any.
    if (summary.shard === null || isSameShard(summary.shard, shard)) return null;
    return `it is shard ${summary.shard.index} of ${summary.shard.total} only`;
  })();
  if (detail !== null) throw new CodedError('baseline_unlike', { path, detail });
}

function isSameShard(
  { index, total }: NonNullable<SweepSummary['shard']>,
  other: SweepSummary['shard'],
): boolean {
  return index === other?.index && total === other.total;
}

/**
 * Has it the same videos and targets? It may have more of them.
 * @throws CodedError `baseline_unlike`
 */
export function refuseOtherGround(
  { path, summary }: Baseline,
  { videos, targets }: Pick<SweepSummary, 'videos' | 'targets'>,
): void {
  const refuse = (detail: string) => new CodedError('baseline_unlike', { path, detail });
  for (const { name, sizeBytes } of videos) {
    const known = summary.videos.find((each) => each.name === name);
    if (known === undefined) throw refuse(`it has no video "${name}"`);
    if (known.sizeBytes !== sizeBytes) {
      throw refuse(`"${name}" had ${known.sizeBytes} bytes and now has ${sizeBytes}`);
    }
  }
  const names = new Set(summary.targets.map(comparedName));
  const missing = targets.map(comparedName).find((name) => !names.has(name));
  if (missing !== undefined) throw refuse(`it has no target "${missing}"`);
}
