import type { Exchange } from '../../contract/exchange.ts';
import { fromHex } from '../../flv/hex.ts';

/** Bytes of a body that were written down. */
export interface KnownRun {
  /** In the body, from its first byte on. */
  offset: number;
  bytes: Uint8Array;
}

/** Where two bodies differ, as far as both are known. */
export interface BodyDifference {
  /** Bytes at places that are known of both. */
  comparedBytes: number;
  /** Null when all of them are the same. */
  first: { offset: number; seen: readonly [number, number] } | null;
}

/** What is known of the body that an exchange's client got. */
export function knownRuns({ prefixHex, bodyStartHex, tags }: Exchange): KnownRun[] {
  const fronts = [prefixHex, bodyStartHex].map((hex) => ({ offset: 0, hex }));
  return [...fronts, ...tags].flatMap(({ offset, hex }) => {
    const bytes = hex === null ? null : fromHex(hex);
    return bytes === null || bytes.length === 0 ? [] : [{ offset, bytes }];
  });
}

/** The same bytes counted from another place; what lies before it is left out. */
export function runsFrom(runs: readonly KnownRun[], start: number): KnownRun[] {
  return runs.flatMap(({ offset, bytes }) => {
    const kept = bytes.subarray(Math.max(start - offset, 0));
    return kept.length === 0 ? [] : [{ offset: Math.max(offset - start, 0), bytes: kept }];
  });
}

/** Holds two bodies against each other at every place that is known of both. */
export function compareBodies(
  first: readonly KnownRun[],
  second: readonly KnownRun[],
): BodyDifference {
  const known = new Map<number, number>();
  for (const { offset, bytes } of first) {
    for (const [i, byte] of bytes.entries()) known.set(offset + i, byte);
  }
  const seen = new Set<number>();
  let difference: BodyDifference['first'] = null;
  for (const { offset, bytes } of second) {
    for (const [i, byte] of bytes.entries()) {
      const at = offset + i;
      const other = known.get(at);
      if (other === undefined) continue;
      seen.add(at);
      if (other !== byte && at < (difference?.offset ?? Number.POSITIVE_INFINITY)) {
        difference = { offset: at, seen: [other, byte] };
      }
    }
  }
  return { comparedBytes: seen.size, first: difference };
}
