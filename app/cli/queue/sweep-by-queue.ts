import { randomBytes } from 'node:crypto';
import { CodedError } from '../../contract/errors.ts';
import type { QueuedSweep, WorkerNews } from '../../contract/queue.ts';
import type { SweepCounts, SweepResult, SweepSummary } from '../../contract/sweep.ts';
import { type AskerEnd, openAskerEnd } from '../../core/queue/asker-end.ts';
import { type OpenedRedis, openRedis } from '../../core/queue/open-redis.ts';
import { openShardPieces, type ShardPieces } from '../../core/queue/shard-pieces.ts';
import { mergeResults, mergeSummaries } from '../../sweep/merge-reports.ts';
import { createSweepNotices, type SweepNotices } from './sweep-notices.ts';

/** What a Redis forgot is put in again. */
const PUT_AGAIN_MS = 10_000;
const LOST_AFTER_MINUTES = 5;
/** So many workers may end over a shard; one that is killed is no fault of it. */
const MAX_BEGUN = 5;

export interface SharedOut {
  endedEarly: SweepSummary['endedEarly'];
  /** Null: of no shard anything came. */
  merged: SweepSummary | null;
  /** Of whole shards, in the order of their numbers. */
  results(): AsyncGenerator<SweepResult>;
  close(): Promise<void>;
}

export interface SharingOut {
  address: string;
  description: QueuedSweep;
  planned: number;
  maxFailures: number;
  signal: AbortSignal;
  onCounts(counts: SweepCounts): void;
}

/**
 * Puts the shards of a sweep into a queue and gathers what workers send.
 * @throws CodedError `queue_*`, `shard_failed`, `shard_ends_workers`
 */
export async function sweepByQueue(options: SharingOut): Promise<SharedOut> {
  const { address, description, signal } = options;
  const notices = createSweepNotices();
  const lost = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const pieces = await openShardPieces();
  const redis = await openRedis(address, {
    onLost(shown) {
      notices.lost(shown);
      timer ??= setTimeout(() => lost.abort(), LOST_AFTER_MINUTES * 60_000);
    },
    onBack() {
      notices.back();
      clearTimeout(timer);
      timer = undefined;
    },
  }).catch(async (error: unknown) => {
    notices.end();
    await pieces.close();
    throw error;
  });
  const sweep = randomBytes(12).toString('hex');
  const end = openAskerEnd(redis, sweep, description);
  const gathering = new Gathering(options, pieces, notices);
  try {
    const ending = AbortSignal.any([signal, lost.signal]);
    const endedEarly = await gather(gathering, end, ending);
    if (lost.signal.aborted) throw lostFor(redis);
    return outcomeOf(pieces, signal.aborted ? 'interrupted' : endedEarly);
  } catch (error) {
    await pieces.close();
    throw error;
  } finally {
    clearTimeout(timer);
    notices.end();
    await end.withdraw(gathering.pending());
    await end.close();
    await redis.close();
  }
}

const lostFor = ({ shown }: OpenedRedis) =>
  new CodedError('queue_lost', { address: shown, minutes: LOST_AFTER_MINUTES });

function outcomeOf(pieces: ShardPieces, endedEarly: SweepSummary['endedEarly']): SharedOut {
  const shards = pieces.whole();
  return {
    endedEarly,
    merged: shards.length === 0 ? null : mergeSummaries(shards),
    results: () => mergeResults(shards.map((shard) => shard.results())),
    close: () => pieces.close(),
  };
}

async function gather(
  gathering: Gathering,
  end: AskerEnd,
  ending: AbortSignal,
): Promise<SweepSummary['endedEarly']> {
  const orEnd = untilAborted(ending);
  let putAtMs = Number.NEGATIVE_INFINITY;
  while (!ending.aborted) {
    const pending = gathering.pending();
    if (pending.length === 0) return null;
    if (performance.now() - putAtMs >= PUT_AGAIN_MS) {
      await orEnd(end.put(pending));
      putAtMs = performance.now();
    }
    for (const news of (await orEnd(end.news())) ?? []) await gathering.hear(news);
    const why = gathering.whyEnd();
    if (why !== null) return why;
  }
  return null;
}

/** What waits for a Redis that is away does not hold up the end. */
function untilAborted(signal: AbortSignal) {
  const aborted = new Promise<null>((resolve) => {
    signal.addEventListener('abort', () => resolve(null), { once: true });
  });
  return <T>(work: Promise<T>): Promise<T | null> => {
    work.catch(() => undefined);
    return Promise.race([work, aborted]);
  };
}

/** What has come so far. */
class Gathering {
  readonly #options: SharingOut;
  readonly #pieces: ShardPieces;
  readonly #notices: SweepNotices;
  readonly #begun = new Map<number, number>();
  /** Of tries that go on, by shard: another one takes its place. */
  readonly #running = new Map<number, { attempt: string; counts: SweepCounts | null }>();
  #why: SweepSummary['endedEarly'] = null;

  constructor(options: SharingOut, pieces: ShardPieces, notices: SweepNotices) {
    this.#options = options;
    this.#pieces = pieces;
    this.#notices = notices;
  }

  pending(): number[] {
    const all = Array.from({ length: this.#options.description.shards }, (_, i) => i + 1);
    return all.filter((shard) => !this.#pieces.isThere(shard));
  }

  whyEnd(): SweepSummary['endedEarly'] {
    return this.#why;
  }

  async hear(news: WorkerNews): Promise<void> {
    const { shard, attempt } = news;
    if (this.#pieces.isThere(shard)) return;
    switch (news.kind) {
      case 'began':
        return this.#began(shard, attempt);
      case 'progress':
        if (this.#running.get(shard)?.attempt !== attempt) return;
        this.#running.set(shard, { attempt, counts: news.counts });
        return this.#show();
      case 'results':
        return this.#pieces.add(attempt, news.lines);
      case 'done':
        return this.#done(news);
      case 'gave-back':
        this.#pieces.forget(attempt);
        this.#running.delete(shard);
        this.#begun.set(shard, (this.#begun.get(shard) ?? 1) - 1);
        if (news.why !== null) this.#notices.gaveBack(news.worker, news.why);
        return this.#show();
      case 'failed': {
        const { worker, error } = news;
        const detail = `${error.code}: ${error.message}`;
        throw new CodedError('shard_failed', { ...this.#of(shard), worker, detail });
      }
    }
  }

  #began(shard: number, attempt: string): void {
    const before = this.#running.get(shard);
    if (before) this.#pieces.forget(before.attempt);
    this.#running.set(shard, { attempt, counts: null });
    const times = (this.#begun.get(shard) ?? 0) + 1;
    this.#begun.set(shard, times);
    this.#notices.taken();
    if (times > MAX_BEGUN) {
      throw new CodedError('shard_ends_workers', { ...this.#of(shard), times: MAX_BEGUN });
    }
    this.#show();
  }

  #done({ shard, attempt, summary, pieces }: Extract<WorkerNews, { kind: 'done' }>): void {
    if (!this.#pieces.accept(shard, attempt, summary, pieces)) return;
    this.#running.delete(shard);
    this.#why ??= summary.endedEarly;
    if (this.#counts().fail >= this.#options.maxFailures) this.#why ??= 'max_failures';
    this.#show();
  }

  #of(shard: number) {
    return { shard, total: this.#options.description.shards };
  }

  #show(): void {
    this.#options.onCounts(this.#counts());
  }

  #counts(): SweepCounts {
    const sum = { planned: this.#options.planned, done: 0, pass: 0, warn: 0, fail: 0, skip: 0 };
    const whole = this.#pieces.whole().map(({ summary }) => summary.counts);
    const running = [...this.#running.values()].flatMap(({ counts }) => counts ?? []);
    for (const counts of [...whole, ...running]) {
      for (const key of ['done', 'pass', 'warn', 'fail', 'skip'] as const) sum[key] += counts[key];
    }
    return sum;
  }
}
