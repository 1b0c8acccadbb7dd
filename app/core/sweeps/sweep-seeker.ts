import { randomBytes } from 'node:crypto';
import { verdictOf } from '../../checks/verdict.ts';
import type { CheckResult, Verdict } from '../../contract/check.ts';
import type { Exchange } from '../../contract/exchange.ts';
import type { Seek } from '../../contract/seek.ts';
import type { SweepAsk } from '../../contract/sweep.ts';
import type { VideoFacts } from '../../contract/video.ts';
import { createVideoClock } from '../../seek/clock/video-clock.ts';
import { createSeeker } from '../../seek/seeker.ts';
import { createVideoAddress } from '../../seek/video-address.ts';
import type { Workbench } from '../workbench.ts';
import { askStart } from './ask-start.ts';
import { fetchPart } from './fetch-part.ts';
import type { FinishedExchanges } from './finished-exchanges.ts';

/** What a sweep needs of the workbench. */
export type SweepBench = Pick<Workbench, 'reproxyUrl' | 'log' | 'judge'>;

/** A seek that was carried out and judged. */
export interface JudgedSeek {
  seek: Seek;
  exchanges: Exchange[];
  checks: CheckResult[];
  verdict: Verdict;
}

/** Carries out the asks of one video at one target, one at a time. */
export interface SweepSeeker {
  /** Null: the sweep was ended meanwhile. */
  carryOut(ask: SweepAsk): Promise<JudgedSeek | null>;
}

export interface SweepSeekerOptions {
  bench: SweepBench;
  exchanges: FinishedExchanges;
  facts: VideoFacts;
  /** Is the start moved back to a keyframe by the manners that are asked for? */
  mayMoveStart: boolean;
  isWhole: boolean;
  signal: AbortSignal;
}

const MARK = 'sweep.';

/** Is that the mark of a seek that some sweep has made? */
export function isSweepSeek(seekId: string): boolean {
  return seekId.startsWith(MARK);
}

export function createSweepSeeker(options: SweepSeekerOptions): SweepSeeker {
  const { bench, exchanges, facts, isWhole, signal } = options;
  const seekerId = `${MARK}${randomBytes(6).toString('hex')}`;
  const clock = createVideoClock(facts);
  const seeker = createSeeker({
    facts,
    seekerId,
    accuracy: 'keyframe',
    isWhole,
    fetchPart,
    streamUrl: createVideoAddress(bench.reproxyUrl, () => ({ facts, clock })),
    mayMoveStart: () => facts.target?.mayMoveStart ?? options.mayMoveStart,
  });
  signal.addEventListener('abort', () => seeker.close(), { once: true });
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
      if (signal.aborted) return null;
      const own = seek.source === null ? [] : await exchanges.of(seek.id);
      const checks = await bench.judge({ seek, exchanges: own });
      return { seek, exchanges: own, checks, verdict: verdictOfSeek(seek, checks) };
    },
  };
}

/** Where nothing could be checked, a failure is still a failure. */
function verdictOfSeek(seek: Seek, checks: readonly CheckResult[]): Verdict {
  const verdict = verdictOf(checks);
  const isMissed = verdict.result === 'skip' && seek.state === 'failed';
  return isMissed ? { result: 'fail', code: null } : verdict;
}
