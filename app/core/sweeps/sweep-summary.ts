import type { UsedBudget } from '../../contract/budget.ts';
import type { SweepSummary } from '../../contract/sweep.ts';
import type { Shard } from '../../sweep/plan/plan-asks.ts';
import { version } from '../version.ts';

export interface Summarized
  extends Pick<SweepSummary, 'plan' | 'seed' | 'counts' | 'checks' | 'endedEarly'> {
  shard: Shard | null;
  budget: UsedBudget | null;
  ground: Pick<SweepSummary, 'videos' | 'targets'>;
  startedAtEpochMs: number;
  /** Absent: just now. */
  endedAtEpochMs?: number;
}

/** The summary of a sweep, as it is in a report. */
export function summaryOf({
  ground: { videos, targets },
  budget,
  endedAtEpochMs = Date.now(),
  ...rest
}: Summarized): SweepSummary {
  const { startedAtEpochMs, plan, seed, shard, counts, checks, endedEarly } = rest;
  return {
    ...{ format: 'seeklab-sweep', formatVersion: 1, version, startedAtEpochMs, endedAtEpochMs },
    ...{ plan, seed, shard },
    ...(budget && { budget }),
    ...{ videos, targets, counts, checks, endedEarly },
  };
}
