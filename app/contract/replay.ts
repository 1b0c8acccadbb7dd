import { z } from 'zod';
import { checkCode, checkOutcome } from './check.ts';
import { answeredAs } from './exchange.ts';
import { seekAsked } from './seek.ts';
import { targetName } from './target.ts';

/** Seeks in one replay; beyond that a sweep is the better tool. */
export const MAX_REPLAYED = 200;

const rowNumber = z.number().int().positive();
const videoName = z.string().min(1).max(4096);

/** What is asked for: as rows of the log did, or what stands in a list. */
export const replayAsks = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rows'), numbers: z.array(rowNumber).min(1).max(MAX_REPLAYED) }),
  z.object({
    kind: z.literal('list'),
    videoName,
    asks: z.array(seekAsked).min(1).max(MAX_REPLAYED),
  }),
]);
export type ReplayAsks = z.infer<typeof replayAsks>;

/** Who is asked. `same`: who was asked before, as it answers now. */
export const replayWhom = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('same') }),
  answeredAs.extend({ kind: z.literal('personality') }),
  z.object({ kind: z.literal('target'), name: targetName }),
]);
export type ReplayWhom = z.infer<typeof replayWhom>;

export const replayInput = z.object({
  what: replayAsks,
  whom: replayWhom,
  accuracy: z.enum(['keyframe', 'exact']),
});

/** How a seek went, before or now. */
export const replaySide = z.object({
  /** Its row in the log. */
  number: rowNumber,
  /** Of the checks that said something on both sides; null where none has run. */
  verdict: checkOutcome.nullable(),
  landed: z.object({ timeMs: z.number().nullable(), offset: z.number().int() }).nullable(),
  status: z.number().int().nullable(),
  firstByteMs: z.number().nullable(),
  /** Code of why it failed. */
  error: z.string().nullable(),
});
export type ReplaySide = z.infer<typeof replaySide>;

export const replayItem = z.object({
  videoName: z.string(),
  asked: seekAsked,
  /** Null where it was in a list. */
  before: replaySide.nullable(),
  after: replaySide,
  /** Checks that came to another result; those that said nothing on one side are left out. */
  changed: z.array(z.object({ code: checkCode, before: checkOutcome, after: checkOutcome })),
});
export type ReplayItem = z.infer<typeof replayItem>;

export const replayState = z.object({
  planned: z.number().int(),
  /** Rows that no seek made, or that are gone. */
  leftOut: z.number().int(),
  /** Those that are done, in the order of asking. */
  items: z.array(replayItem),
});
export type ReplayState = z.infer<typeof replayState>;
