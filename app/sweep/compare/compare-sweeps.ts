import { badnessOf } from '../../checks/verdict.ts';
import type { Verdict } from '../../contract/check.ts';
import type { SweepResult, SweepSummary, SweepTarget } from '../../contract/sweep.ts';
import { rankTest } from './rank-test.ts';

/** A report: its summary, and its results when they are wanted. */
export interface ComparedReport {
  summary: SweepSummary;
  results(): AsyncIterable<SweepResult>;
}

/** What one came to, and before. */
export interface Compared {
  result: SweepResult;
  before: Verdict;
}

/** Times of one video at one target, before and after. */
export interface TimesCompared {
  video: string;
  target: string;
  beforeMs: number;
  afterMs: number;
  pValue: number;
  isSlower: boolean;
}

/** What has changed between two sweeps. */
export interface SweepDifference {
  worse: number;
  better: number;
  same: number;
  /** Asks that only one of them has. */
  onlyBefore: number;
  onlyAfter: number;
  /** The first of those that are worse. */
  worst: Compared[];
  /** Those that failed before and still do: they count as the same. */
  stillFailing: number;
  still: Compared[];
  /** Failures among those that only the later one has. */
  failingOnlyAfter: number;
  /** Until the first byte; of what landed in both. */
  times: TimesCompared[];
}

const WORST_KEPT = 20;
const STILL_KEPT = 20;
/** So unlikely by chance, so much of the time, by so much and so many ms: less is noise, or nobody's concern. */
const SLOWER = { pValue: 0.001, superiority: 0.65, ratio: 1.2, byMs: 1 };
const FEWEST = 10;

interface Known {
  verdict: Verdict;
  firstByteMs: number | null;
}

/** What an earlier sweep came to, by video, target and ask. */
export type Remembered = ReadonlyMap<string, Known>;

interface Times {
  video: string;
  target: string;
  before: number[];
  after: number[];
}

/** Compares the same asks of the same videos and targets, by their names. */
export async function compareSweeps(
  before: ComparedReport,
  after: ComparedReport,
): Promise<SweepDifference> {
  return compareWith(await remember(before), after);
}

/** Keeps of a report what a comparison needs: its file may be another one afterwards. */
export async function remember({ summary, results }: ComparedReport): Promise<Remembered> {
  const known = new Map<string, Known>();
  for await (const result of results()) {
    const { verdict, seek } = result;
    known.set(keyOf(result, summary), { verdict, firstByteMs: seek.firstByteMs });
  }
  return known;
}

/** Compares with an earlier sweep that is remembered. */
export async function compareWith(
  before: Remembered,
  after: ComparedReport,
): Promise<SweepDifference> {
  const known = new Map(before);
  const difference: SweepDifference = {
    ...{ worse: 0, better: 0, same: 0, onlyBefore: 0, onlyAfter: 0 },
    ...{ worst: [], stillFailing: 0, still: [], failingOnlyAfter: 0, times: [] },
  };
  const times = new Map<string, Times>();
  for await (const result of after.results()) {
    const key = keyOf(result, after.summary);
    const was = known.get(key);
    known.delete(key);
    if (was === undefined) {
      difference.onlyAfter += 1;
      if (result.verdict.result === 'fail') difference.failingOnlyAfter += 1;
    } else note(difference, times, { result, was, summary: after.summary });
  }
  difference.onlyBefore = known.size;
  difference.times = [...times.values()].map(compareTimes);
  return difference;
}

/** Did a seek come to something worse, or the times get longer? */
export function isWorse({ worse, times }: SweepDifference): boolean {
  return worse > 0 || times.some(({ isSlower }) => isSlower);
}

function note(
  difference: SweepDifference,
  times: Map<string, Times>,
  { result, was, summary }: { result: SweepResult; was: Known; summary: SweepSummary },
): void {
  if (result.verdict.result === 'fail' && was.verdict.result === 'fail') {
    difference.stillFailing += 1;
    if (difference.still.length < STILL_KEPT)
      difference.still.push({ result, before: was.verdict });
  }
  const change = badnessOf(result.verdict.result) - badnessOf(was.verdict.result);
  const isBad = result.verdict.result === 'fail' || result.verdict.result === 'warn';
  if (change > 0 && isBad) {
    difference.worse += 1;
    if (difference.worst.length < WORST_KEPT)
      difference.worst.push({ result, before: was.verdict });
  } else if (change < 0) difference.better += 1;
  else difference.same += 1;
  const { firstByteMs } = result.seek;
  if (firstByteMs === null || was.firstByteMs === null) return;
  const { video, target } = namesOf(result, summary);
  const key = JSON.stringify([video, target]);
  const group = times.get(key) ?? { video, target, before: [], after: [] };
  group.before.push(was.firstByteMs);
  group.after.push(firstByteMs);
  times.set(key, group);
}

function compareTimes({ video, target, before, after }: Times): TimesCompared {
  const { pValue, superiority } = rankTest(before, after);
  const [beforeMs, afterMs] = [median(before), median(after)];
  const isSlower =
    before.length >= FEWEST &&
    pValue < SLOWER.pValue &&
    superiority >= SLOWER.superiority &&
    afterMs >= beforeMs * SLOWER.ratio &&
    afterMs - beforeMs >= SLOWER.byMs;
  return { video, target, beforeMs, afterMs, pValue, isSlower };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? upper)) / 2;
}

/** Which asks are the same: a plan may ask for one more than once, so the part of the plan counts too. */
function keyOf(result: SweepResult, summary: SweepSummary): string {
  const { video, target } = namesOf(result, summary);
  return JSON.stringify([video, target, result.plan, result.ask, result.fault]);
}

function namesOf({ video, target }: SweepResult, { videos, targets }: SweepSummary) {
  return { video: videos[video]?.name ?? '', target: comparedName(targets[target]) };
}

/** One build of a server beside another: the address may be another, the name is not. */
export function comparedName(target: SweepTarget | undefined): string {
  return target?.name ?? `embedded as ${target?.personality ?? 'it is'}`;
}
