import type { UsedBudget } from '../../contract/budget.ts';
import { readReport } from '../../core/sweeps/read-report.ts';
import { type Remembered, remember } from '../../sweep/compare/compare-sweeps.ts';
import { type Baseline, refuseOtherPlan } from '../../sweep/compare/fitting-baseline.ts';
import { userPath } from '../user-path.ts';
import type { SweepSettings } from './sweep-options.ts';

/** What a sweep is held against, read before anything is asked; null: nothing was named. */
export interface HeldAgainst {
  budget: UsedBudget | null;
  baseline: RememberedBaseline | null;
}

interface RememberedBaseline extends Baseline {
  /** A report of this sweep may be written to the same file. */
  remembered: Remembered;
}

/** @throws CodedError `file_unreadable`, `budget_not_understood`, `report_unusable`, `baseline_unlike` */
export async function readHeldAgainst(settings: SweepSettings): Promise<HeldAgainst> {
  const { budget, baseline } = settings;
  return {
    budget: budget === null ? null : await readBudgetFile(budget),
    baseline: baseline === null ? null : await readBaseline(baseline, settings),
  };
}

/** What reads YAML is loaded only where there is some to read. */
async function readBudgetFile(named: string): Promise<UsedBudget> {
  const { readBudget } = await import('../../core/sweeps/read-budget.ts');
  return readBudget(userPath(named), named);
}

async function readBaseline(named: string, settings: SweepSettings): Promise<RememberedBaseline> {
  const { path, summary, results } = await readReport(userPath(named), named);
  refuseOtherPlan({ path, summary }, settings);
  return { path, summary, remembered: await remember({ summary, results }) };
}
