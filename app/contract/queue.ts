import { z } from 'zod';
import { usedBudget } from './budget.ts';
import { answeredAs } from './exchange.ts';
import { seeklabError } from './seeklab-error.ts';
import { sweepCounts, sweepSummary } from './sweep.ts';
import { pace } from './system.ts';
import { targetInput } from './target.ts';

/** What lies in the queue of one sweep besides its results. */
export const MAX_DESCRIPTION_BYTES = 1_000_000;
/** Of the results that a worker sends at once, packed. */
export const MAX_PIECE_CHARACTERS = 16_000_000;
/** Shards of one sweep: a worker that is killed loses one of them. */
export const MAX_QUEUED_SHARDS = 256;

const sweepId = z.string().regex(/^[0-9a-f]{24}$/);
const shardNumber = z.number().int().min(1).max(MAX_QUEUED_SHARDS);

export const queuedVideo = z.object({
  /** In the library, or at the targets. */
  name: z.string().min(1).max(1024),
  sizeBytes: z.number().int(),
  /** SHA-256 of its bytes, hex; null for one that only the target has. */
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
});
export type QueuedVideo = z.infer<typeof queuedVideo>;

/** Whom a sweep asks. Of a target nothing is in it that might be a secret. */
export const queuedAsked = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('personalities'), all: z.array(answeredAs).min(1).max(100) }),
  z.object({
    kind: z.literal('targets'),
    inputs: z
      .array(targetInput.omit({ fields: true }))
      .min(1)
      .max(100),
  }),
]);

/** A sweep as its workers are told of it. */
export const queuedSweep = z.object({
  /** Of the Seeklab that asks: another one may judge otherwise. */
  version: z.string(),
  plan: z.string(),
  seed: z.number().int(),
  shards: shardNumber,
  concurrency: z.number().int().min(1).max(64),
  isWhole: z.boolean(),
  keepsHeads: z.boolean(),
  /** Null: as many as there are. */
  maxFailures: z.number().int().nullable(),
  budget: usedBudget.nullable(),
  pace: pace.nullable(),
  videos: z.array(queuedVideo).min(1).max(1000),
  asked: queuedAsked,
});
export type QueuedSweep = z.infer<typeof queuedSweep>;

/** One shard of a sweep, as it lies in the queue. */
export const shardJob = z.object({ sweep: sweepId, shard: shardNumber });
export type ShardJob = z.infer<typeof shardJob>;

/** One try at a shard; a worker that takes it again makes another. */
const attempt = { shard: shardNumber, attempt: z.string().regex(/^[0-9a-f]{16}$/) };
const worker = z.string().max(300);

/** What workers tell whoever asked. */
export const workerNews = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('began'), ...attempt, worker }),
  z.object({ kind: z.literal('progress'), ...attempt, counts: sweepCounts }),
  /** Results in the order of their numbers: lines of JSON, packed with gzip, base64. */
  z.object({ kind: z.literal('results'), ...attempt, lines: z.string().max(MAX_PIECE_CHARACTERS) }),
  z.object({
    kind: z.literal('done'),
    ...attempt,
    summary: sweepSummary,
    /** How many pieces of results came before. */
    pieces: z.number().int(),
  }),
  /** Given back: it ends, or cannot do it and says why. */
  z.object({
    kind: z.literal('gave-back'),
    ...attempt,
    worker,
    why: seeklabError.nullable(),
  }),
  z.object({ kind: z.literal('failed'), ...attempt, worker, error: seeklabError }),
]);
export type WorkerNews = z.infer<typeof workerNews>;
