import { randomBytes } from 'node:crypto';
import { setMaxListeners } from 'node:events';
import type { Budget } from '../../contract/budget.ts';
import type { CheckResult } from '../../contract/check.ts';
import type { SweepResult, SweepSummary } from '../../contract/sweep.ts';
import type { VideoFacts } from '../../contract/video.ts';
import { faultsText } from '../../faults/fault-text.ts';
import type { NumberedAsk } from '../../sweep/plan/plan-asks.ts';
import { isNobodyThere } from '../../sweep/tally.ts';
import { createPlayedSeeker, type Playback } from '../playback/played-seeker.ts';
import { type FinishedExchanges, gatherExchanges } from '../seeks/finished-exchanges.ts';
import {
  createJudgedSeeker,
  type JudgedSeek,
  type JudgedSeeker,
  type JudgedSeekerOptions,
  type SeekBench,
} from '../seeks/judged-seeker.ts';
import { createInOrder, type InOrder } from './in-order.ts';

/** When so many came to nothing because nobody was there, and none to anything, the rest will, too. */
const UNREACHABLE_AFTER = 10;

/** Pictures of seeks that are not well; further ones would make the largest part of a report. */
const PICTURES_KEPT = 500;

/** A video as one of the targets has it. */
export interface SweepLeg {
  video: number;
  target: number;
  facts: VideoFacts;
  mayMoveStart: boolean;
  /** Called before the first of its asks, when none of another leg is under way. */
  prepare?(): Promise<unknown>;
}

export interface RunSweepOptions {
  bench: SeekBench;
  legs: readonly SweepLeg[];
  /** Leg by leg, in ascending order of their numbers. */
  asks: Iterable<NumberedAsk>;
  concurrency: number;
  isWhole: boolean;
  /** Null: the checks' own severities and limits. */
  budget?: Budget | null;
  keepsHeads: boolean;
  /** Who plays what is sought; null: nobody does. */
  playback?: Playback | null;
  /** The sweep ends with that many. */
  maxFailures: number;
  signal: AbortSignal;
  /** Awaited before each ask: what runs is carried on meanwhile, nothing is begun. */
  waitTurn?(): Promise<void>;
  /** In the order of the numbers, one after the other; `checks` are all of them. */
  onResult(result: SweepResult, checks: readonly CheckResult[]): void | Promise<void>;
}

/**
 * Carries out the asks of a plan, several at a time.
 * @returns why it ended before the plan did; null: it did not
 */
export async function runSweep(options: RunSweepOptions): Promise<SweepSummary['endedEarly']> {
  const ending = new AbortController();
  // Each lane listens, and each ask of a text for `start`.
  setMaxListeners(0, ending.signal);
  const interrupt = () => ending.abort();
  options.signal.addEventListener('abort', interrupt);
  if (options.signal.aborted) interrupt();
  const mark = `sweep.${randomBytes(6).toString('hex')}.`;
  const exchanges = gatherExchanges(options.bench.log, (id) => id.startsWith(mark));
  const state: RunState = {
    options,
    exchanges,
    mark,
    seekers: 0,
    ending,
    why: null,
    failures: 0,
    pictures: 0,
    lost: 0,
    reached: 0,
  };
  const output = createInOrder<Done>(({ result, checks }) => {
    note(state, result);
    return options.onResult(result, checks);
  });
  try {
    await runLegs(state, output);
    await output.settled();
  } finally {
    ending.abort();
    options.signal.removeEventListener('abort', interrupt);
    exchanges.close();
  }
  return options.signal.aborted ? 'interrupted' : state.why;
}

interface RunState {
  options: RunSweepOptions;
  exchanges: FinishedExchanges;
  /** What the ids of its seeks begin with. */
  mark: string;
  seekers: number;
  ending: AbortController;
  why: SweepSummary['endedEarly'];
  failures: number;
  pictures: number;
  /** Of those where nobody was there, and of the others. */
  lost: number;
  reached: number;
}

interface Done {
  result: SweepResult;
  checks: readonly CheckResult[];
}

/** What a result means for those that are still to come: what runs is carried on, nothing is begun. */
function note(state: RunState, result: SweepResult): void {
  const { seek, verdict } = result;
  if (result.picture !== undefined) state.pictures += 1;
  if (state.pictures > PICTURES_KEPT) delete result.picture;
  if (verdict.result === 'fail') state.failures += 1;
  if (isNobodyThere(seek)) state.lost += 1;
  else state.reached += 1;
  if (state.failures >= state.options.maxFailures) state.why ??= 'max_failures';
  if (state.reached === 0 && state.lost >= UNREACHABLE_AFTER) state.why ??= 'unreachable';
  if (state.options.playback?.players.areGivenUp) state.why ??= 'no_player';
}

async function runLegs(state: RunState, output: InOrder<Done>): Promise<void> {
  const { options, ending } = state;
  const asks = options.asks[Symbol.iterator]();
  let next = asks.next();
  const isOver = () => next.done === true || ending.signal.aborted || state.why !== null;
  while (!isOver()) {
    const { video, target } = next.value;
    const leg = options.legs.find((each) => each.video === video && each.target === target);
    if (leg === undefined) throw new RangeError('an ask of a leg that is not there');
    await leg.prepare?.();
    const isSame = () => next.value?.video === video && next.value?.target === target;
    const lane = async () => {
      const seeker = seekerOf(state, leg);
      while (!isOver() && isSame()) {
        await options.waitTurn?.();
        const ticket = await output.ticket();
        if (isOver() || !isSame()) {
          output.put(ticket, null);
          break;
        }
        const ask: NumberedAsk = next.value;
        next = asks.next();
        output.put(ticket, await carryOut(seeker, ask, options));
      }
    };
    await Promise.all(Array.from({ length: options.concurrency }, lane));
  }
}

function seekerOf(state: RunState, { facts, mayMoveStart }: SweepLeg): JudgedSeeker {
  const { bench, isWhole, budget = null, playback = null } = state.options;
  const { exchanges, ending } = state;
  state.seekers += 1;
  const options: JudgedSeekerOptions = {
    ...{ bench, exchanges, facts, mayMoveStart, isWhole, budget },
    seekerId: `${state.mark}${state.seekers}`,
    accuracy: 'keyframe',
    signal: ending.signal,
  };
  return playback ? createPlayedSeeker({ ...options, ...playback }) : createJudgedSeeker(options);
}

async function carryOut(
  seeker: JudgedSeeker,
  ask: NumberedAsk,
  options: RunSweepOptions,
): Promise<Done | null> {
  const judged = await seeker.carryOut(ask.ask);
  if (judged === null) return null;
  return { result: resultOf(ask, judged, options.keepsHeads), checks: judged.checks };
}

/** Of one that is well, little is kept. */
function resultOf(ask: NumberedAsk, judged: JudgedSeek, keepsHeads: boolean): SweepResult {
  const { seek, verdict, checks, exchanges, picture } = judged;
  const isWell = verdict.result === 'pass' || verdict.result === 'skip';
  const saying = checks.filter(({ result }) => result !== 'pass' && result !== 'skip');
  return {
    ...ask,
    fault: faultsText(exchanges),
    seek,
    verdict,
    checks: isWell ? saying : checks,
    exchanges: isWell && !keepsHeads ? [] : exchanges,
    ...(isWell || picture === undefined ? {} : { picture }),
  };
}
