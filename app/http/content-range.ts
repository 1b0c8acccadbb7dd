import { parseByteCount } from './body-framing.ts';

/** `Content-Range` of a 206: first and last byte (inclusive) and the size of the whole file. */
export interface ContentRange {
  readonly first: number;
  readonly last: number;
  readonly total: number;
}

const SATISFIED = /^bytes ([0-9]+)-([0-9]+)\/([0-9]+)$/i;
const UNSATISFIED = /^bytes \*\/([0-9]+)$/i;

/** Reads the `Content-Range` of a 206 (RFC 9110 §14.4); null if it is not one, or has no total. */
export function parseContentRange(text: string): ContentRange | null {
  const match = SATISFIED.exec(text);
  if (match === null) return null;
  const first = parseByteCount(match[1] ?? '');
  const last = parseByteCount(match[2] ?? '');
  const total = parseByteCount(match[3] ?? '');
  if (first === null || last === null || total === null) return null;
  return first <= last && last < total ? { first, last, total } : null;
}

/** The file size that the `Content-Range` of a 416 tells (RFC 9110 §15.5.17); null if it tells none. */
export function parseUnsatisfiedRange(text: string): number | null {
  return parseByteCount(UNSATISFIED.exec(text)?.[1] ?? '');
}

/** What a `Range` field with one range asks for (RFC 9110 §14.1.2). */
export type ByteRange =
  | { readonly kind: 'from'; readonly first: number; readonly last: number | null }
  | { readonly kind: 'suffix'; readonly length: number };

const RANGE = /^bytes=[ \t]*(?:([0-9]+)-([0-9]+)?|-([0-9]+))[ \t]*$/i;

/**
 * Reads a `Range` field. Null when it is to be ignored: malformed, another unit, or several
 * ranges (RFC 9110 §14.2 lets a server ignore any Range).
 */
export function parseRange(text: string): ByteRange | null {
  const match = RANGE.exec(text);
  if (match === null) return null;
  if (match[3] !== undefined) {
    const length = parseByteCount(match[3]);
    return length === null ? null : { kind: 'suffix', length };
  }
  const first = parseByteCount(match[1] ?? '');
  const last = match[2] === undefined ? null : parseByteCount(match[2]);
  if (first === null || (match[2] !== undefined && last === null)) return null;
  return last !== null && last < first ? null : { kind: 'from', first, last };
}

/** A range as it stands in a `Range` field. */
export function formatRange(range: ByteRange): string {
  if (range.kind === 'suffix') return `bytes=-${range.length}`;
  return `bytes=${range.first}-${range.last ?? ''}`;
}
