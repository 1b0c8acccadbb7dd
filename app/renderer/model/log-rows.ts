import type { Exchange } from '../../contract/exchange.ts';
import type { Seek } from '../../contract/seek.ts';
import type { LogFilter } from './stores.ts';

/** One row of the seek log: a seek of this page, or a request that somebody else made. */
export type LogRow =
  | { kind: 'seek'; id: string; atEpochMs: number; seek: Seek; exchanges: readonly Exchange[] }
  | { kind: 'stray'; id: string; atEpochMs: number; exchanges: readonly [Exchange] };

/**
 * Matches seeks to exchanges by seek id and orders all by time. Exchanges that no seek of this
 * page asked for become rows of their own.
 */
export function logRows(seeks: readonly Seek[], exchanges: readonly Exchange[]): LogRow[] {
  const bySeek = new Map<string, Exchange[]>();
  for (const seek of seeks) bySeek.set(seek.id, []);
  const rows: LogRow[] = [];
  for (const exchange of exchanges) {
    const own = exchange.seekId === null ? undefined : bySeek.get(exchange.seekId);
    if (own) own.push(exchange);
    else rows.push(strayRow(exchange));
  }
  for (const seek of seeks) {
    const own = bySeek.get(seek.id) ?? [];
    rows.push({ kind: 'seek', id: seek.id, atEpochMs: seek.askedAtEpochMs, seek, exchanges: own });
  }
  return rows.sort((a, b) => a.atEpochMs - b.atEpochMs);
}

const strayRow = (exchange: Exchange): LogRow => ({
  kind: 'stray',
  id: `exchange-${exchange.id}`,
  atEpochMs: exchange.startedAtEpochMs,
  exchanges: [exchange],
});

/** Did something in this row go wrong? A seek that a later one replaced did not. */
export function hasProblem(row: LogRow): boolean {
  if (row.kind === 'seek' && row.seek.state === 'failed') return true;
  if (row.kind === 'seek' && row.seek.state === 'superseded') return false;
  return row.exchanges.some(
    ({ outcome, hops }) =>
      outcome === 'failed' || outcome === 'cut' || (hops[0]?.status ?? 200) >= 400,
  );
}

/** In how many videos the rows' seeks are. */
export function countVideos(rows: readonly LogRow[]): number {
  return new Set(rows.flatMap((row) => (row.kind === 'seek' ? [row.seek.videoName] : []))).size;
}

const LONG_OFFSET = 1_000_000_000;
const LONG_TIME_MS = 3_600_000;

/** Is there an offset of ten digits or more, or a time with hours? */
export function hasLongNumbers(rows: readonly LogRow[]): boolean {
  return rows.some((row) => {
    if (row.kind === 'stray') return false;
    const { requestedOffset, landed, played } = row.seek;
    const timeMs = Math.max(landed?.timeMs ?? 0, played?.timeMs ?? 0);
    return (requestedOffset ?? 0) >= LONG_OFFSET || timeMs >= LONG_TIME_MS;
  });
}

export function isShown(row: LogRow, filter: LogFilter): boolean {
  switch (filter) {
    case 'all':
      return true;
    case 'seeks':
      return row.kind === 'seek';
    case 'stray':
      return row.kind === 'stray';
    case 'problems':
      return hasProblem(row);
  }
}

/** The row to inspect: the chosen one while it is there, otherwise the newest. */
export function chosenRow(rows: readonly LogRow[], rowId: string | null): LogRow | null {
  const chosen = rowId === null ? undefined : rows.find((row) => row.id === rowId);
  return chosen ?? rows.at(-1) ?? null;
}
