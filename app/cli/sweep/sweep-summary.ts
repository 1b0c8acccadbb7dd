import type { UsedBudget } from '../../contract/budget.ts';
import type { SweepSummary } from '../../contract/sweep.ts';
import { version } from '../../core/version.ts';
import type { Shard } from '../../sweep/plan/plan-asks.ts';
import type { SweepGround } from './open-ground.ts';

export interface Summarized {
  plan: string;
  seed: number;
  shard: Shard | null;
  budget: UsedBudget | null;
  ground: SweepGround;
  startedAtEpochMs: number;
  counts: SweepSummary['counts'];
  checks: SweepSummary['checks'];
  endedEarly: SweepSummary['endedEarly'];
}

/** The summary of a sweep that has ended just now. */
export function summaryOf({ ground, budget, ...rest }: Summarized): SweepSummary {
  const { startedAtEpochMs, plan, seed, shard, counts, checks, endedEarly } = rest;
  return {
    format: 'seeklab-sweep',
    formatVersion: 1,
    version,
    startedAtEpochMs,
    endedAtEpochMs: Date.now(),
    ...{ plan, seed, shard },
    ...(budget && { budget }),
    videos: ground.videos,
    targets: ground.targets,
    ...{ counts, checks, endedEarly },
  };
}
