import { parseByteCount } from './byte-count.ts';

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

export function formatContentRange({ first, last, total }: ContentRange): string {
  return `bytes ${first}-${last}/${total}`;
}

/** What a 416 says of a file of that size. */
export function formatUnsatisfiedRange(total: number): string {
  return `bytes */${total}`;
}
