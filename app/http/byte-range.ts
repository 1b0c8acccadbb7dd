/** What a `Range` field with one range asks for (RFC 9110 §14.1.2); `last` is inclusive. */
export type ByteRange =
  | { readonly kind: 'from'; readonly first: number; readonly last: number | null }
  | { readonly kind: 'suffix'; readonly length: number };

/** What a range means for a file of some size; `last` is inclusive. */
export type RangedPart =
  | { readonly kind: 'whole' }
  | { readonly kind: 'part'; readonly first: number; readonly last: number }
  | { readonly kind: 'unsatisfiable' };

const RANGE = /^bytes=[ \t]*(?:([0-9]+)-([0-9]+)?|-([0-9]+))[ \t]*$/i;

/**
 * Reads a `Range` field. Null when it is to be ignored: malformed, another unit, or several
 * ranges (RFC 9110 §14.2 lets a server ignore any Range). Numbers that no file reaches stand for
 * the largest one: they are valid, and mean "beyond the end" (§14.1.2).
 */
export function parseRange(text: string): ByteRange | null {
  const [, first, last, length] = RANGE.exec(text) ?? [];
  if (length !== undefined) return { kind: 'suffix', length: capped(length) };
  if (first === undefined) return null;
  const range = { first: capped(first), last: last === undefined ? null : capped(last) };
  return range.last !== null && range.last < range.first ? null : { kind: 'from', ...range };
}

function capped(digits: string): number {
  return Math.min(Number(digits), Number.MAX_SAFE_INTEGER);
}

/** A range as it stands in a `Range` field. */
export function formatRange(range: ByteRange): string {
  if (range.kind === 'suffix') return `bytes=-${range.length}`;
  return `bytes=${range.first}-${range.last ?? ''}`;
}

/**
 * The bytes of a file that a range means (RFC 9110 §14.1.2). The last bytes of an empty file are the
 * whole of it, as no Content-Range could say "nothing".
 */
export function partOf(range: ByteRange, sizeBytes: number): RangedPart {
  const end = sizeBytes - 1;
  if (range.kind === 'suffix') {
    if (range.length === 0) return { kind: 'unsatisfiable' };
    if (sizeBytes === 0) return { kind: 'whole' };
    return { kind: 'part', first: Math.max(0, sizeBytes - range.length), last: end };
  }
  if (range.first > end) return { kind: 'unsatisfiable' };
  return { kind: 'part', first: range.first, last: Math.min(range.last ?? end, end) };
}
