import type { LogRow } from '../../contract/log.ts';

/** In how many videos the rows' seeks are. */
export function countVideos(rows: readonly LogRow[]): number {
  return new Set(rows.flatMap((row) => (row.kind === 'seek' ? [row.seek.videoName] : []))).size;
}

const LONG_OFFSET = 1_000_000_000;
const LONG_TIME_MS = 3_600_000;

/** Is there an offset of ten digits or more, or a time with hours? */
export function hasLongNumbers(rows: readonly LogRow[]): boolean {
  return rows.some((row) => {
    if (row.kind === 'request') return false;
    const { requestedOffset, landed, played } = row.seek;
    const timeMs = Math.max(landed?.timeMs ?? 0, played?.timeMs ?? 0);
    return (requestedOffset ?? 0) >= LONG_OFFSET || timeMs >= LONG_TIME_MS;
  });
}
