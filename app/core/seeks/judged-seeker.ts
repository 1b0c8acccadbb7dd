import { verdictOf } from '../../checks/verdict.ts';
import type { Budget } from '../../contract/budget.ts';
import type { CheckResult, Verdict } from '../../contract/check.ts';
import type { Exchange } from '../../contract/exchange.ts';
import type { Seek } from '../../contract/seek.ts';
import type { SweepAsk } from '../../contract/sweep.ts';
import type { VideoFacts } from '../../contract/video.ts';
import { createVideoClock } from '../../seek/clock/video-clock.ts';
import type { SeekAccuracy } from '../../seek/plan/seek-plan.ts';
import { createSeeker } from '../../seek/seeker.ts';
import { createVideoAddress } from '../../seek/video-address.ts';
import { limitsOf, regrade } from '../../sweep/budget.ts';
import type { Log } from '../log/log.ts';
import type { Verdicts } from '../verdicts/verdicts.ts';
import { askStart } from './ask-start.ts';
import { fetchPart } from './fetch-part.ts';
import type { FinishedExchanges } from './finished-exchanges.ts';

/** What a seek without a window needs of the workbench. */
export interface SeekBench {
  readonly reproxyUrl: string;
  readonly log: Pick<Log, 'tap'>;
  judge: Verdicts['judge'];
}

/** A seek that was carried out and judged. */
export interface JudgedSeek {
  seek: Seek;
  exchanges: Exchange[];
  checks: CheckResult[];
  verdict: Verdict;
  /** What was on screen when it ended, as a data URI; absent where nothing was. */
  picture?: string;
}

/** Seeks in one video at one target, one ask at a time. */
export interface JudgedSeeker {
  /** Null: it was ended meanwhile. */
  carryOut(ask: SweepAsk): Promise<JudgedSeek | null>;
}

export interface JudgedSeekerOptions {
  bench: SeekBench;
  /** Of seeks whose ids begin with the seeker's. */
  exchanges: FinishedExchanges;
  /** Unlike that of any other seeker of this run. */
  seekerId: string;
  accuracy: SeekAccuracy;
  facts: VideoFacts;
  /** Is the start moved back to a keyframe by the manners that are asked for? */
  mayMoveStart: boolean;
  isWhole: boolean;
  /** Null: the checks' own severities and limits. */
  budget?: Budget | null;
  signal: AbortSignal;
}

/** Makes whoever seeks without a player: what `seeklab seek`, a sweep and a program on Node do alike. */
export function createJudgedSeeker(options: JudgedSeekerOptions): JudgedSeeker {
  const { bench, facts, seekerId, accuracy, isWhole, signal } = options;
  const clock = createVideoClock(facts);
  const seeker = createSeeker({
    facts,
    seekerId,
    accuracy,
    isWhole,
    fetchPart,
    streamUrl: createVideoAddress(bench.reproxyUrl, () => ({ facts, clock })),
    mayMoveStart: () => facts.target?.mayMoveStart ?? options.mayMoveStart,
  });
  signal.addEventListener('abort', () => seeker.close(), { once: true });
  const judged = createJudging(options);
  let starts = 0;
  const seekOf = (ask: SweepAsk): Promise<Seek> => {
    if (ask.kind !== 'start') return seeker.seek(ask);
    starts += 1;
    const seekId = `${seekerId}.start-${starts}`;
    const { text } = ask;
    const { reproxyUrl } = bench;
    return askStart({ facts, reproxyUrl, seekId, text, isWhole, fetchPart, signal });
  };
  return {
    async carryOut(ask) {
      if (signal.aborted) return null;
      const seek = await seekOf(ask);
      return signal.aborted ? null : judged(seek);
    },
  };
}

/** Judges seeks that are over, by whomever they were made. */
export function createJudging({
  bench,
  exchanges,
  budget = null,
}: Pick<JudgedSeekerOptions, 'bench' | 'exchanges' | 'budget'>): (
  seek: Seek,
) => Promise<JudgedSeek> {
  const limits = limitsOf(budget);
  return async (seek) => {
    const own = seek.source === null ? [] : await exchanges.of(seek.id);
    const judged = await bench.judge({ seek, exchanges: own }, limits);
    const checks = regrade(judged, budget);
    return { seek, exchanges: own, verdict: verdictOfSeek(seek, checks), checks };
  };
}

/** Where nothing could be checked, a failure is still a failure. */
function verdictOfSeek(seek: Seek, checks: readonly CheckResult[]): Verdict {
  const verdict = verdictOf(checks);
  const isMissed = verdict.result === 'skip' && seek.state === 'failed';
  return isMissed ? { result: 'fail', code: null } : verdict;
}
