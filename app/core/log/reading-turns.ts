/** Reading takes this share of the thread while exchanges come in ... */
const SHARE = 0.05;
/** ... after so much of it at once, ms: whoever looks at the log now and then never waits. */
const BURST_MS = 20;
/** So long after an exchange the next one is expected, ms. */
const TRAFFIC_MS = 100;

/** Lets traffic go before readings of the log, which many pages may ask for without a pause. */
export interface ReadingTurns {
  /** Does a small piece of reading, in a turn of the event loop of its own. */
  take<T>(read: () => T): Promise<T>;
  /** An exchange began, ended, or has changed. */
  onTraffic(): void;
  /** What has not had its turn is not done any more. */
  close(): void;
}

/**
 * @param now monotonic clock, ms
 * @param share of the thread while exchanges come in
 */
export function createReadingTurns(
  now: () => number = () => performance.now(),
  share: number = SHARE,
): ReadingTurns {
  const waiting: (() => void)[] = [];
  let stop: (() => void) | null = null;
  let trafficAtMs = Number.NEGATIVE_INFINITY;
  /** What reading may take at once; below zero it has to wait. */
  let leftMs = BURST_MS;
  let countedAtMs = now();

  const takeOne = () => {
    stop = null;
    const sinceMs = now();
    leftMs = Math.min(leftMs + (sinceMs - countedAtMs) * share, BURST_MS);
    waiting.shift()?.();
    countedAtMs = now();
    leftMs -= countedAtMs - sinceMs;
    plan();
  };
  const plan = () => {
    if (stop !== null || waiting.length === 0) return;
    const isBusy = now() - trafficAtMs < TRAFFIC_MS;
    if (isBusy && leftMs < 0) {
      const timer = setTimeout(takeOne, -leftMs / share);
      stop = () => clearTimeout(timer);
    } else {
      leftMs = Math.max(leftMs, 0);
      const immediate = setImmediate(takeOne);
      stop = () => clearImmediate(immediate);
    }
  };

  return {
    take: (read) =>
      new Promise((resolve, reject) => {
        waiting.push(() => {
          try {
            resolve(read());
          } catch (thrown) {
            reject(thrown);
          }
        });
        plan();
      }),
    onTraffic() {
      trafficAtMs = now();
    },
    close() {
      stop?.();
      waiting.length = 0;
    },
  };
}
