import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { DelayedError, type Job, WaitingError, Worker } from 'bullmq';
import { CodedError, toSeeklabError } from '../../contract/errors.ts';
import {
  type QueuedSweep,
  queuedSweep,
  type ShardJob,
  shardJob,
  type WorkerNews,
} from '../../contract/queue.ts';
import type { SweepCounts, SweepResult, SweepSummary } from '../../contract/sweep.ts';
import type { OpenedRedis } from './open-redis.ts';
import { createResultPacker } from './result-lines.ts';
import {
  descriptionKey,
  KEY_PREFIX,
  LEASE_SECONDS,
  MAX_NEWS,
  newsKey,
  QUEUE_NAME,
} from './sweep-keys.ts';
import { withinPatience } from './within.ts';

/** A worker that was killed is found out after that time. */
const LOCK_MS = 10_000;
const LOOK_FOR_KILLED_MS = 5000;
/** A shard whose workers end over it is told by whoever asked, not by the engine. */
const MANY = 1000;
/** How long a shard that this worker cannot do lies still, and how long the worker does: others may have it. */
const GIVEN_BACK_MS = 1000;
const REST_MS = 5000;
const TELL_EVERY_MS = 500;
const WAIT_FOR_ASKER_MS = 100;

/** A shard under way. */
export interface ShardTask {
  sweep: string;
  description: QueuedSweep;
  shard: number;
  /** Aborted: nobody wants it any more, or the worker ends. */
  signal: AbortSignal;
  onResult(result: SweepResult): Promise<void> | void;
  onCounts(counts: SweepCounts): void;
}

export interface WorkerEndOptions {
  redis: OpenedRedis;
  /** What it is called by others. */
  name: string;
  /**
   * Does a shard.
   * @returns its summary
   * @throws CodedError for one that others may be able to do
   */
  work(task: ShardTask): Promise<SweepSummary>;
  onEnd(task: Pick<ShardTask, 'shard' | 'description'>, how: 'done' | 'dropped' | CodedError): void;
}

/** The end of the queue where shards are taken out. */
export interface WorkerEnd {
  /** Gives back the shard under way, and takes no other. */
  close(): Promise<void>;
}

export function openWorkerEnd(options: WorkerEndOptions): WorkerEnd {
  const ending = new AbortController();
  const worker: Worker = new Worker(
    QUEUE_NAME,
    async (job, token) => {
      const how = await takeShard(job, options, ending.signal);
      if (how === 'over') return;
      if (how === 'ending') {
        await job.moveToWait(token);
        throw new WaitingError();
      }
      await job.moveToDelayed(Date.now() + GIVEN_BACK_MS, token);
      void rest(worker, ending.signal);
      throw new DelayedError();
    },
    {
      connection: options.redis.client,
      prefix: KEY_PREFIX,
      skipVersionCheck: true,
      lockDuration: LOCK_MS,
      stalledInterval: LOOK_FOR_KILLED_MS,
      maxStalledCount: MANY,
      removeOnComplete: { count: 0 },
      removeOnFail: { count: 0 },
    },
  );
  // A Redis that is away is told by its connection.
  worker.on('error', () => undefined);
  return {
    async close() {
      ending.abort();
      await withinPatience(worker.close());
    },
  };
}

async function rest(worker: Worker, signal: AbortSignal): Promise<void> {
  await worker.pause(true).catch(() => 'Redis is away, and gives it nothing');
  await delay(REST_MS, undefined, { signal }).catch(() => 'it ends');
  if (!signal.aborted) await worker.resume();
}

/** @returns `over`: nothing more is to be done with it; `ending`: it is to wait for another worker at once */
async function takeShard(
  job: Job,
  options: WorkerEndOptions,
  ending: AbortSignal,
): Promise<'over' | 'ending' | 'cannot'> {
  const read = shardJob.safeParse(job.data);
  const description = read.success ? await descriptionOf(options.redis, read.data) : null;
  if (!read.success || description === null) return 'over';
  const { sweep, shard } = read.data;
  const attempt = { shard, attempt: randomBytes(8).toString('hex') };
  const news = createTeller(options.redis, sweep, attempt);
  const { signal, close } = watchShard(options.redis, sweep, ending, news);
  const told = { shard, description };
  try {
    await news.tell({ kind: 'began', ...attempt, worker: options.name });
    const packer = createResultPacker((lines) =>
      news.tellWhenRead({ kind: 'results', ...attempt, lines }, signal),
    );
    const summary = await options.work({
      ...{ sweep, description, shard, signal },
      onResult: (result) => packer.add(result),
      onCounts: news.noteCounts,
    });
    signal.throwIfAborted();
    const pieces = await packer.end();
    await news.tell({ kind: 'done', ...attempt, summary, pieces });
    options.onEnd(told, 'done');
    return 'over';
  } catch (error) {
    if (signal.aborted) {
      options.onEnd(told, 'dropped');
      if (!ending.aborted) return 'over';
      await news.tell({ kind: 'gave-back', ...attempt, worker: options.name, why: null });
      return 'ending';
    }
    const coded = error instanceof CodedError ? error : new CodedError(toSeeklabError(error));
    options.onEnd(told, coded);
    const isUnfit = coded.code !== 'internal';
    const who = { ...attempt, worker: options.name };
    await news.tell(
      isUnfit
        ? { kind: 'gave-back', ...who, why: coded.toJSON() }
        : { kind: 'failed', ...who, error: coded.toJSON() },
    );
    return isUnfit ? 'cannot' : 'over';
  } finally {
    close();
  }
}

/** Null: nobody wants it any more, or not as we understand it. */
async function descriptionOf({ client }: OpenedRedis, { sweep }: ShardJob) {
  const text = await client.get(descriptionKey(sweep));
  if (text === null) return null;
  return queuedSweep.safeParse(JSON.parse(text)).data ?? null;
}

/** Tells whoever asked; what an asker that is gone does not read goes with its lease. */
function createTeller(
  { client }: OpenedRedis,
  sweep: string,
  attempt: { shard: number; attempt: string },
) {
  const key = newsKey(sweep);
  let counts: SweepCounts | null = null;
  const tell = async (news: WorkerNews) => {
    await client
      .multi()
      .xadd(key, '*', 'm', JSON.stringify(news))
      .expire(key, LEASE_SECONDS)
      .exec();
  };
  return {
    tell,
    /** Waits for an asker that is slow: what lies in Redis has a bound. */
    async tellWhenRead(news: WorkerNews, signal: AbortSignal) {
      while (!signal.aborted && (await client.xlen(key)) >= MAX_NEWS) {
        await delay(WAIT_FOR_ASKER_MS, undefined, { signal }).catch(() => 'it ends');
      }
      signal.throwIfAborted();
      await tell(news);
    },
    noteCounts(now: SweepCounts) {
      counts = { ...now };
    },
    async tellCounts() {
      if (counts === null) return;
      const told = counts;
      counts = null;
      await tell({ kind: 'progress', ...attempt, counts: told });
    },
  };
}

/** Tells how far it is, and looks whether anybody still wants it. */
function watchShard(
  { client }: OpenedRedis,
  sweep: string,
  ending: AbortSignal,
  news: ReturnType<typeof createTeller>,
) {
  const unwanted = new AbortController();
  const end = () => unwanted.abort();
  ending.addEventListener('abort', end);
  if (ending.aborted) end();
  let isLooking = false;
  const look = async () => {
    if (isLooking) return;
    isLooking = true;
    try {
      if ((await client.exists(descriptionKey(sweep))) === 0) end();
      else await news.tellCounts();
    } finally {
      isLooking = false;
    }
  };
  // Where Redis is away, the next look comes when it is back.
  const timer = setInterval(() => void look().catch(() => undefined), TELL_EVERY_MS);
  return {
    signal: unwanted.signal,
    close() {
      clearInterval(timer);
      ending.removeEventListener('abort', end);
    },
  };
}
