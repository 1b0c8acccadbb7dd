import { z } from 'zod';
import { usedBudget } from './budget.ts';
import { checkCode, checkResult, verdict } from './check.ts';
import { exchange } from './exchange.ts';
import { rowMarks } from './marks.ts';
import { seek, seekAsked } from './seek.ts';

/** A value of `start` is cut at no fewer characters; a plan makes none that is longer. */
export const MAX_START_TEXT = 200;

/**
 * One ask of a plan: a place as a user names it, or the very text that `start=` is given, which may
 * be no number at all; null: the address without `start`.
 */
export const sweepAsk = z.discriminatedUnion('kind', [
  ...seekAsked.options,
  z.object({ kind: z.literal('start'), text: z.string().max(MAX_START_TEXT).nullable() }),
]);
export type SweepAsk = z.infer<typeof sweepAsk>;

/** Whom a sweep asks: the embedded reproxy as a personality, or a target. */
export const sweepTarget = z.object({
  /** Null: the embedded reproxy. */
  name: z.string().nullable(),
  /** The address pattern, its secrets masked; null for the embedded reproxy. */
  pattern: z.string().nullable(),
  /** What its answers are held against; null: not known. */
  personality: z.string().nullable(),
});
export type SweepTarget = z.infer<typeof sweepTarget>;

export const sweepVideo = z.object({
  name: z.string(),
  sizeBytes: z.number().int(),
  durationMs: z.number().nullable(),
  keyframes: z.number().int(),
});
export type SweepVideo = z.infer<typeof sweepVideo>;

/** What came of one ask. */
export const sweepResult = z.object({
  /** 1, 2, 3 ... its place in the whole plan: the same in each shard and on each machine. */
  number: z.number().int(),
  /** Places in the summary's `videos` and `targets`. */
  video: z.number().int(),
  target: z.number().int(),
  /** The part of the plan that made it, as it was written: `keyframes`, `random:50`. */
  plan: z.string(),
  ask: sweepAsk,
  /** The fault that the embedded servers showed on purpose, as it was written; null: none. */
  fault: z.string().nullable(),
  /** `asked` of one whose ask is a text for \`start\`: the offset that it names, 0 where it names none. */
  seek,
  /** Of the checks; a seek that failed where no check could say anything is a failure without a code. */
  verdict,
  /** All checks of one that is not well; of the others those only that say more than pass or skip. */
  checks: z.array(checkResult),
  /** With heads; empty for one that is well, unless all heads were to be kept. */
  exchanges: z.array(exchange),
  /** The picture that was shown: `data:image/png;base64,…`; absent where none was taken. */
  picture: z.string().startsWith('data:image/png;base64,').optional(),
  /** What somebody wrote on the row of the log; absent where nobody did, and in sweeps. */
  marks: rowMarks.optional(),
});
export type SweepResult = z.infer<typeof sweepResult>;

/** The plan of seeks that somebody made in the window. */
export const BY_HAND = 'by hand';

export const sweepCounts = z.object({
  /** Asks of the plan, or of this shard of it. */
  planned: z.number().int(),
  done: z.number().int(),
  pass: z.number().int(),
  warn: z.number().int(),
  fail: z.number().int(),
  skip: z.number().int(),
});
export type SweepCounts = z.infer<typeof sweepCounts>;

/** A sweep without its results. */
export const sweepSummary = z.object({
  format: z.literal('seeklab-sweep'),
  formatVersion: z.literal(1),
  /** Of the Seeklab that made it. */
  version: z.string(),
  startedAtEpochMs: z.number(),
  endedAtEpochMs: z.number(),
  /** As it was written: `keyframes+edges`. */
  plan: z.string(),
  seed: z.number().int(),
  shard: z.object({ index: z.number().int(), total: z.number().int() }).nullable(),
  /** By which it was judged; absent: by the checks' own severities and limits. */
  budget: usedBudget.optional(),
  videos: z.array(sweepVideo),
  targets: z.array(sweepTarget),
  counts: sweepCounts,
  /** How often each check came to each result. */
  checks: z.array(
    z.object({
      code: checkCode,
      pass: z.number().int(),
      warn: z.number().int(),
      fail: z.number().int(),
      skip: z.number().int(),
    }),
  ),
  /** Why there are fewer results than were planned; null: all were done. */
  endedEarly: z.enum(['interrupted', 'max_failures', 'unreachable', 'no_player']).nullable(),
});
export type SweepSummary = z.infer<typeof sweepSummary>;

/** The JSON report: the summary, then its results in the order of their numbers. */
export const sweepReport = sweepSummary.extend({ results: z.array(sweepResult) });
