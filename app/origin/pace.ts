/**
 * How fast storage sends one answer, as the address says that asks for it. The parameters have the
 * names of nginx's directives for that.
 */
import type { Pace } from '../contract/system.ts';

const BURST = 'limit_rate_after';
const RATE = 'limit_rate';

/** The address that asks for it; another than that of the file alone. */
export function withPace(url: string, { burstBytes, bytesPerSecond }: Pace): string {
  return `${url}?${BURST}=${burstBytes}&${RATE}=${bytesPerSecond}`;
}

/**
 * Reads it from a query; null when there is none, or it is no pace: then nothing is held back.
 * @param query without the `?`
 */
export function readPace(query: string): Pace | null {
  if (!query.includes(RATE)) return null;
  const params = new URLSearchParams(query);
  const burstBytes = countIn(params.get(BURST) ?? '0');
  const bytesPerSecond = countIn(params.get(RATE) ?? '');
  if (burstBytes === null || bytesPerSecond === null || bytesPerSecond === 0) return null;
  return { burstBytes, bytesPerSecond };
}

function countIn(text: string): number | null {
  const count = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  return Number.isSafeInteger(count) ? count : null;
}

/**
 * How long after the first byte the next one may go out, ms.
 * @param sentBytes of this answer so far
 */
export function dueMs({ burstBytes, bytesPerSecond }: Pace, sentBytes: number): number {
  return (Math.max(0, sentBytes - burstBytes) / bytesPerSecond) * 1000;
}
