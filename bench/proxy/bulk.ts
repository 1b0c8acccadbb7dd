import { download } from '../lib/fast-client.ts';
import type { Measurable } from '../lib/measurable.ts';
import { cpuSeconds } from '../lib/process-stats.ts';

export interface BulkResult {
  megabytesPerSecond: number;
  cpuSecondsPerGigabyte: number;
}

/**
 * Seeks in `large.flv` and reads all that comes, as fast as it comes.
 * @param start offset of the seeks
 * @param atOnce how many at the same time
 * @param times how often, one group after the other
 */
export async function measureBulk(
  target: Measurable,
  { start, atOnce, times }: { start: number; atOnce: number; times: number },
): Promise<BulkResult> {
  const cpuBefore = cpuSeconds(target.pid);
  const address = `${target.folder}large.flv?start=${start}`;
  const startedMs = performance.now();
  let bytes = 0;
  for (let time = 0; time < times; time += 1) {
    const downloads = await Promise.all(
      Array.from({ length: atOnce }, () => download(target.port, address)),
    );
    for (const { bodyBytes } of downloads) bytes += bodyBytes;
  }
  const seconds = (performance.now() - startedMs) / 1000;
  return {
    megabytesPerSecond: bytes / 1e6 / seconds,
    cpuSecondsPerGigabyte: (cpuSeconds(target.pid) - cpuBefore) / (bytes / 1e9),
  };
}
