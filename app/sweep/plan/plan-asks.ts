import type { SweepAsk } from '../../contract/sweep.ts';
import { asksOfPart, type PlannedVideo } from './asks-of-part.ts';
import type { PlanPart } from './plan-part.ts';

/** One of several that a plan is shared out to: 1 of 3. */
export interface Shard {
  index: number;
  total: number;
}

/** A video as one of the targets has it. */
export interface PlannedLeg {
  /** Places in the sweep's `videos` and `targets`. */
  video: number;
  target: number;
  of: PlannedVideo;
}

/** An ask with its place in the whole plan. */
export interface NumberedAsk {
  number: number;
  video: number;
  target: number;
  /** The part that it comes from, as it was written. */
  plan: string;
  ask: SweepAsk;
}

/** What a sweep asks for. */
export interface SweepPlan {
  parts: readonly PlanPart[];
  seed: number;
  legs: readonly PlannedLeg[];
  /** Null: all of it. */
  shard: Shard | null;
}

/** How many asks there are, in the whole plan and in its shard. */
export function countAsks(plan: SweepPlan): { whole: number; own: number } {
  const whole = plan.legs.reduce((sum, leg) => sum + countOfLeg(plan, leg), 0);
  const { index, total } = plan.shard ?? { index: 1, total: 1 };
  return { whole, own: Math.max(0, Math.floor((whole - index) / total) + 1) };
}

function countOfLeg(plan: SweepPlan, leg: PlannedLeg): number {
  return asksOfLeg(plan, leg).reduce((sum, { asks }) => sum + asks.count, 0);
}

/**
 * The asks of a plan, leg by leg, each made when it is wanted. A shard has every n-th of them, under the
 * same numbers.
 */
export function* planAsks(plan: SweepPlan): Generator<NumberedAsk> {
  const { index, total } = plan.shard ?? { index: 1, total: 1 };
  let before = 0;
  for (const leg of plan.legs) {
    for (const { part, asks } of asksOfLeg(plan, leg)) {
      for (let i = firstOf(before, index, total); i < asks.count; i += total) {
        const { video, target } = leg;
        yield { number: before + i + 1, video, target, plan: part.text, ask: asks.at(i) };
      }
      before += asks.count;
    }
  }
}

/** The first place behind so many asks whose number is the shard's. */
function firstOf(before: number, index: number, total: number): number {
  return (((index - 1 - before) % total) + total) % total;
}

function asksOfLeg({ parts, seed }: SweepPlan, leg: PlannedLeg) {
  return parts.map((part, place) => ({ part, asks: asksOfPart(part, leg.of, { seed, place }) }));
}
