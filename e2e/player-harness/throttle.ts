import { Transform } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';

/** How often a throttled stream lets bytes through. */
const TICK_MS = 10;

/**
 * Lets bytes through at a steady rate, a little every 10 ms.
 * @param bytesPerSecond 0 is unlimited
 */
export function createThrottle(bytesPerSecond: number): Transform {
  const portion = Math.max(1, Math.round((bytesPerSecond * TICK_MS) / 1000));
  const startedAt = performance.now();
  let sent = 0;
  return new Transform({
    async transform(chunk: Buffer, _encoding, done) {
      if (bytesPerSecond === 0) {
        done(null, chunk);
        return;
      }
      for (let at = 0; at < chunk.length; at += portion) {
        const dueMs = (sent / bytesPerSecond) * 1000 - (performance.now() - startedAt);
        if (dueMs > 0) await wait(dueMs);
        const part = chunk.subarray(at, at + portion);
        sent += part.length;
        this.push(part);
      }
      done();
    },
  });
}
