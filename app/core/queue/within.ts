import { setTimeout as delay } from 'node:timers/promises';

/** How long a Redis that is away may hold up the end, ms. */
const PATIENCE_MS = 3000;

/** Waits for what is done at the end, but not for a Redis that is away: what stays there goes with its lease. */
export async function withinPatience(work: Promise<unknown>): Promise<void> {
  const done = new AbortController();
  const late = delay(PATIENCE_MS, undefined, { signal: done.signal }).catch(() => 'it is done');
  await Promise.race([work.catch(() => 'it is away'), late]);
  done.abort();
}
