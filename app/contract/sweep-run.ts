import { z } from 'zod';
import { limits } from './budget.ts';
import { checkCode, checkOutcome, verdict } from './check.ts';
import { answeredAs } from './exchange.ts';
import { seekState } from './seek.ts';
import { seeklabError } from './seeklab-error.ts';
import { sweepAsk, sweepSummary } from './sweep.ts';
import { targetName } from './target.ts';

/** What a workbench keeps of sweeps. */
export const SWEEP_BOUNDS = {
  /** Sweeps; the oldest that is over goes first. */
  kept: 8,
  /** On disk, of all that are kept; the oldest that is over goes first. */
  bytes: 1024 * 1024 * 1024,
  /** Of one sweep, with heads and all checks; of what comes later only what is known of one that is well. */
  wholeBytes: 256 * 1024 * 1024,
  /** Asks of one sweep; for more there is the command line. */
  asks: 200_000,
  /** Of a report that is loaded. */
  reportBytes: 512 * 1024 * 1024,
} as const;

/** Results in one page. */
export const MAX_PAGE_RESULTS = 300;
/** Cells of a heat strip. */
export const MAX_STRIP_CELLS = 4000;
/** Bytes in one piece of a report that is loaded, before base64. */
export const REPORT_PIECE_BYTES = 180_000;
/** A plan is no longer. */
export const MAX_PLAN_TEXT = 2000;
/** Seeks under way at a time. */
export const MAX_CONCURRENCY = 64;

/** What to ask of whom. */
export const sweepGround = z.object({
  /** As it is written: `keyframes+edges`. */
  plan: z.string().min(1).max(MAX_PLAN_TEXT),
  seed: z.number().int().nonnegative(),
  /** Names in the library. */
  videos: z.array(z.string().min(1).max(4096)).min(1).max(100),
  /** The embedded reproxy in these manners ... */
  personalities: z.array(answeredAs).max(12),
  /** ... and these targets. */
  targets: z.array(targetName).max(20),
});
export type SweepGround = z.infer<typeof sweepGround>;

/** A sweep as somebody starts it. */
export const sweepOrder = sweepGround.extend({
  concurrency: z.number().int().min(1).max(MAX_CONCURRENCY),
  /** The sweep ends with that many; null: it does not. */
  maxFailures: z.number().int().positive().nullable(),
  /** Is each answer read to its end? */
  isWhole: z.boolean(),
  limits: limits.partial(),
});
export type SweepOrder = z.infer<typeof sweepOrder>;

export const sweepId = z.string().regex(/^[0-9a-f]{8}$/);

/**
 * `opening`: its videos are read. `loading`: its report comes. `failed`: it never began, or broke off: see
 * `error`.
 */
export const sweepPhase = z.enum(['opening', 'loading', 'running', 'paused', 'over', 'failed']);

/** How a sweep stands. */
export const sweepState = z.object({
  id: sweepId,
  /** The file that it was loaded from; null: it ran here. */
  fileName: z.string().nullable(),
  /** Null for one that was loaded. */
  order: sweepOrder.nullable(),
  phase: sweepPhase,
  /** Of what is done by now; its end is that of now while it goes on. */
  summary: sweepSummary,
  /** Results that are kept without heads, because those before them took up their room. */
  withoutHeads: z.number().int(),
  /** Why it failed. */
  error: seeklabError.nullable(),
});
export type SweepState = z.infer<typeof sweepState>;

/** Does nothing more come of it? */
export const isSweepOver = ({ phase }: Pick<SweepState, 'phase'>) =>
  phase === 'over' || phase === 'failed';

/** Which results of a sweep are looked at. */
export const resultFilter = z.object({
  /** Null: all verdicts. */
  verdict: checkOutcome.nullable(),
  /** Places in the summary's `videos` and `targets`; null: all. */
  video: z.number().int().nullable(),
  target: z.number().int().nullable(),
  /** Only those that this check decided. */
  code: checkCode.nullable(),
  /** Only those that were asked for from this byte on and before that one. */
  place: z.object({ from: z.number(), to: z.number() }).nullable(),
});
export type ResultFilter = z.infer<typeof resultFilter>;

export const resultColumn = z.enum([
  'number',
  'video',
  'target',
  'place',
  'verdict',
  'check',
  'firstByte',
]);
export type ResultColumn = z.infer<typeof resultColumn>;

export const resultSort = z.object({ by: resultColumn, isDescending: z.boolean() });
export type ResultSort = z.infer<typeof resultSort>;

/** What a table shows of a result. */
export const resultRow = z.object({
  number: z.number().int(),
  video: z.number().int(),
  target: z.number().int(),
  plan: z.string(),
  ask: sweepAsk,
  fault: z.string().nullable(),
  verdict,
  /** Why it came to that, in a sentence; empty where there is nothing to say. */
  reason: z.string(),
  state: seekState,
  requestedOffset: z.number().int().nullable(),
  landed: z.object({ offset: z.number().int(), timeMs: z.number() }).nullable(),
  status: z.number().int().nullable(),
  firstByteMs: z.number().nullable(),
});
export type ResultRow = z.infer<typeof resultRow>;

export const resultPage = z.object({
  rows: z.array(resultRow),
  /** The place of the first of them among those that fit, and how many fit. */
  from: z.number().int(),
  fitting: z.number().int(),
});
export type ResultPage = z.infer<typeof resultPage>;

/** What came of the asks in one cell of a strip. */
export const stripCell = z.object({
  worst: checkOutcome,
  pass: z.number().int(),
  warn: z.number().int(),
  fail: z.number().int(),
  skip: z.number().int(),
  /** The first of the worst. */
  number: z.number().int(),
});
export type StripCell = z.infer<typeof stripCell>;

/** How long first bytes took: percentiles, and a histogram over a logarithmic scale. */
export const sweepTimes = z.object({
  count: z.number().int(),
  /** Ms; null where nothing was measured. */
  percentiles: z.array(z.object({ percent: z.number(), ms: z.number() })),
  /** From `fromMs` on and before the next one's. */
  bins: z.array(z.object({ fromMs: z.number(), count: z.number().int() })),
});
export type SweepTimes = z.infer<typeof sweepTimes>;

/** How many seeks a sweep would make. */
export const sweepCount = z.object({ asks: z.number().int() });
export type SweepCount = z.infer<typeof sweepCount>;

export const reportFormat = z.enum(['html', 'junit', 'json', 'csv', 'har']);
