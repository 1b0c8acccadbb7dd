import type { Exchange } from '../../../contract/exchange.ts';
import type { LogEntry } from '../../../contract/log.ts';
import type { VideoFacts } from '../../../contract/video.ts';
import { fromHex } from '../../../flv/hex.ts';
import { nginxPrefix, patchPrefix, prefixLength, specPrefix } from '../../../flv/prefix.ts';
import { isTargetOf } from '../../../http/stream-url.ts';

/** The injected bytes of a row, as each side recorded them. */
export interface PrefixSources {
  bytes: Uint8Array;
  /** How many there are: only the first ones of many are recorded. */
  count: number;
  /** Who recorded `bytes`. */
  source: 'page' | 'reproxy';
  /** Do the page and the reproxy agree? Null when only one of them knows. */
  isAgreed: boolean | null;
}

/** Finds the injected bytes; null when there are none. */
export function prefixOf(row: LogEntry, exchange: Exchange | null): PrefixSources | null {
  const received = row.kind === 'seek' ? row.seek.prefixHex : null;
  const sent = exchange?.prefixHex ?? null;
  // The page looks at 13 bytes; a personality may inject more.
  const isAgreed = received === null || sent === null ? null : sent.startsWith(received);
  const bytes = fromHex((isAgreed ? sent : (received ?? sent)) ?? '');
  if (bytes === null || bytes.length === 0) return null;
  const isOfReproxy = isAgreed ?? received === null;
  const count = isOfReproxy ? (exchange?.prefixBytes ?? 0) : bytes.length;
  return { bytes, count, source: received === null ? 'reproxy' : 'page', isAgreed };
}

/** A well-known prefix to compare with. */
export interface KnownPrefix {
  name: string;
  bytes: Uint8Array;
}

/**
 * The prefixes to compare with.
 * @param facts of the row's video; null when it is not the open one
 */
export function knownPrefixes(facts: VideoFacts | null): KnownPrefix[] {
  const own = facts === null ? null : fromHex(facts.headHex);
  const hasOwn = own !== null && own.length >= prefixLength;
  const flags = facts?.header?.flags;
  return [
    { name: 'Perlbal’s patch', bytes: patchPrefix },
    { name: 'nginx', bytes: nginxPrefix },
    ...(flags === undefined ? [] : [{ name: 'FLV specification', bytes: specPrefix(flags) }]),
    ...(hasOwn ? [{ name: 'The file’s own', bytes: own.subarray(0, prefixLength) }] : []),
  ];
}

/** Facts of the video that a row is about, when it is the open one. */
export function factsOfRow(row: LogEntry, open: VideoFacts | null): VideoFacts | null {
  if (open === null) return null;
  if (row.kind === 'seek') return row.seek.videoName === open.name ? open : null;
  return isTargetOf(row.exchanges[0].target, open.address) ? open : null;
}
