import { Queue } from 'bullmq';
import { type QueuedSweep, type WorkerNews, workerNews } from '../../contract/queue.ts';
import type { OpenedRedis } from './open-redis.ts';
import {
  descriptionKey,
  jobIdOf,
  KEY_PREFIX,
  LEASE_SECONDS,
  newsKey,
  QUEUE_NAME,
} from './sweep-keys.ts';
import { withinPatience } from './within.ts';

/** News read at a time. */
const READ_AT_ONCE = 32;
const WAIT_MS = 1000;

/** The end of the queue where shards are put in and news come out. */
export interface AskerEnd {
  /**
   * Says that the sweep is still wanted, and puts in those shards that are not there: all of them at first,
   * and later what a Redis forgot that was killed before it had written.
   */
  put(shards: readonly number[]): Promise<void>;
  /** What workers told since; empty after a while without any. */
  news(): Promise<WorkerNews[]>;
  /** Takes the sweep out: shards that wait are gone, workers that are at one end it. */
  withdraw(shards: readonly number[]): Promise<void>;
  close(): Promise<void>;
}

/** @param sweep its id, unlike any other */
export function openAskerEnd(
  redis: OpenedRedis,
  sweep: string,
  description: QueuedSweep,
): AskerEnd {
  const { client } = redis;
  const queue = new Queue(QUEUE_NAME, {
    connection: client,
    prefix: KEY_PREFIX,
    skipVersionCheck: true,
  });
  queue.on('error', () => undefined);
  // A reading that waits holds up all other commands of its connection.
  const reader = client.duplicate();
  reader.on('error', () => undefined);
  const told = JSON.stringify(description);
  let lastId = '0';
  return {
    async put(shards) {
      await client.set(descriptionKey(sweep), told, 'EX', LEASE_SECONDS);
      await client.expire(newsKey(sweep), LEASE_SECONDS);
      await queue.addBulk(
        shards.map((shard) => ({
          name: 'shard',
          data: { sweep, shard },
          opts: { jobId: jobIdOf(sweep, shard), removeOnComplete: true, removeOnFail: true },
        })),
      );
    },
    async news() {
      const key = newsKey(sweep);
      const read = await reader.xread(
        'COUNT',
        READ_AT_ONCE,
        'BLOCK',
        WAIT_MS,
        'STREAMS',
        key,
        lastId,
      );
      const entries = read?.[0]?.[1] ?? [];
      const ids = entries.map(([id]) => id);
      const last = ids.at(-1);
      if (last === undefined) return [];
      lastId = last;
      await client.xdel(key, ...ids);
      return entries.flatMap(([, [, text = '']]) => readNews(text));
    },
    async withdraw(shards) {
      const takeOut = async () => {
        await client.del(descriptionKey(sweep));
        await Promise.all(shards.map((shard) => queue.remove(jobIdOf(sweep, shard))));
        await client.del(newsKey(sweep));
      };
      await withinPatience(takeOut());
    },
    async close() {
      reader.disconnect();
      await withinPatience(queue.close());
    },
  };
}

/** What is no news of ours is none. */
function readNews(text: string): WorkerNews[] {
  try {
    const { success, data } = workerNews.safeParse(JSON.parse(text));
    return success ? [data] : [];
  } catch {
    return [];
  }
}
