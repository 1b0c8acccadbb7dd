import { randomBytes } from 'node:crypto';
import { CodedError, toSeeklabError } from '../../contract/errors.ts';
import type { SweepSummary } from '../../contract/sweep.ts';
import {
  isSweepOver,
  SWEEP_BOUNDS,
  type SweepOrder,
  type SweepState,
} from '../../contract/sweep-run.ts';
import type { Target } from '../../contract/target.ts';
import { planAsks } from '../../sweep/plan/plan-asks.ts';
import { Tally } from '../../sweep/tally.ts';
import { legAs } from './ground-parts.ts';
import { type KeptResults, keepResults } from './kept-results.ts';
import { planEmpty } from './plan-empty.ts';
import { runSweep } from './run-sweep.ts';
import type { SweepBench } from './sweep-bench.ts';
import { summaryOf } from './sweep-summary.ts';
import { type OpenedGround, openGround } from './swept-ground.ts';

/** A sweep that the workbench has, whoever looks at it. */
export interface WindowSweep {
  readonly id: string;
  state(): SweepState;
  readonly results: KeptResults;
  /** Resolves when it goes on no more; never rejects. */
  readonly ended: Promise<void>;
  /** What runs is carried on, nothing is begun. */
  pause(): void;
  resume(): void;
  /** What was done stays. */
  cancel(): void;
}

export interface StartSweepOptions {
  openBench(order: Pick<SweepOrder, 'targets' | 'isWhole'>): Promise<SweepBench>;
  findTarget(name: string): Target;
  /** Something is another than before; `isPhase`: it has begun, ended or stopped. */
  onChange(isPhase: boolean): void;
}

export const newSweepId = () => randomBytes(4).toString('hex');

/** Starts a sweep; what goes wrong stands in its state. @throws CodedError `output_unwritable` */
export async function startSweep(
  order: SweepOrder,
  { openBench, findTarget, onChange }: StartSweepOptions,
): Promise<WindowSweep> {
  const id = newSweepId();
  const results = await keepResults();
  const cancelling = new AbortController();
  const turns = createTurns();
  const startedAtEpochMs = Date.now();
  const budget = budgetOf(order);
  const state = {
    phase: 'opening',
    error: null,
    endedEarly: null,
    endedAtEpochMs: null,
  } as Standing;
  let ground: Pick<OpenedGround, 'videos' | 'targets'> = { videos: [], targets: [] };
  let tally = new Tally(0);
  const put = (change: Partial<Standing>) => {
    Object.assign(state, change);
    onChange(true);
  };

  const carryOut = async (bench: SweepBench) => {
    const { signal } = cancelling;
    const openVideo = (name: string) => bench.openVideo(name, signal);
    const opened = await openGround(order, { openFile: bench.openFile, openVideo, findTarget });
    checkSize(order.plan, opened);
    ground = opened;
    tally = new Tally(opened.asks);
    put({ phase: turns.isOpen ? 'running' : 'paused' });
    const endedEarly = await runSweep({
      bench,
      legs: opened.legs.map(({ manners, ...leg }) => legAs(leg, manners, bench.answerAs)),
      asks: planAsks(opened.plan),
      concurrency: order.concurrency,
      isWhole: order.isWhole,
      budget,
      keepsHeads: true,
      maxFailures: order.maxFailures ?? Number.POSITIVE_INFINITY,
      signal,
      waitTurn: turns.wait,
      onResult(result, checks) {
        tally.add(result, checks);
        onChange(false);
        return results.add(result);
      },
    });
    put({ phase: 'over', endedEarly, endedAtEpochMs: Date.now() });
  };

  const run = async () => {
    try {
      const bench = await openBench(order);
      try {
        await carryOut(bench);
      } finally {
        await bench.close();
      }
    } catch (thrown) {
      const isCancelled = cancelling.signal.aborted;
      const how: Partial<Standing> = isCancelled
        ? { phase: 'over', endedEarly: 'interrupted' }
        : { phase: 'failed', error: toSeeklabError(thrown) };
      put({ ...how, endedAtEpochMs: Date.now() });
    }
  };
  return {
    id,
    results,
    ended: run(),
    state: () => ({
      ...{ id, fileName: null, order, phase: state.phase, error: state.error },
      withoutHeads: results.withoutHeads,
      summary: summaryOf({
        ...{
          plan: order.plan,
          seed: order.seed,
          shard: null,
          ground,
          endedEarly: state.endedEarly,
        },
        ...{ startedAtEpochMs, endedAtEpochMs: state.endedAtEpochMs ?? Date.now() },
        ...{ counts: { ...tally.counts }, checks: tally.checks },
        budget: budget && { name: 'the window', ...budget },
      }),
    }),
    pause() {
      checkNotOver(order, state);
      turns.close();
      if (state.phase === 'running') put({ phase: 'paused' });
    },
    resume() {
      checkNotOver(order, state);
      turns.open();
      if (state.phase === 'paused') put({ phase: 'running' });
    },
    cancel() {
      cancelling.abort();
      turns.open();
    },
  };
}

interface Standing {
  phase: SweepState['phase'];
  error: SweepState['error'];
  endedEarly: SweepSummary['endedEarly'];
  /** Null while it goes on. */
  endedAtEpochMs: number | null;
}

function checkNotOver({ plan }: SweepOrder, state: Standing): void {
  if (isSweepOver(state)) throw new CodedError('sweep_over', { plan });
}

/** @throws CodedError `plan_empty`, `sweep_too_large` */
export function checkSize(plan: string, { asks, legs }: Pick<OpenedGround, 'asks' | 'legs'>): void {
  if (asks > SWEEP_BOUNDS.asks) {
    throw new CodedError('sweep_too_large', { asks, limit: SWEEP_BOUNDS.asks });
  }
  if (asks > 0) return;
  throw planEmpty(
    plan,
    legs.map(({ facts }) => facts),
  );
}

/** Null: the checks' own limits. */
function budgetOf({ limits }: SweepOrder) {
  return Object.keys(limits).length === 0 ? null : { limits };
}

/** Lets those who ask go on while it is open. */
function createTurns() {
  let isOpen = true;
  let waiting: (() => void)[] = [];
  return {
    get isOpen() {
      return isOpen;
    },
    async wait() {
      while (!isOpen) await new Promise<void>((resolve) => waiting.push(resolve));
    },
    close() {
      isOpen = false;
    },
    open() {
      isOpen = true;
      const told = waiting;
      waiting = [];
      for (const tell of told) tell();
    },
  };
}
