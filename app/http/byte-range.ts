/** The part of a file to send; `whole` when Range is absent, malformed, or asks for several parts. */
export type RangeAnswer =
  | { kind: 'whole' }
  | { kind: 'part'; start: number; length: number }
  | { kind: 'unsatisfiable' };

const SINGLE_RANGE = /^bytes=[ \t]*(\d*)-(\d*)[ \t]*$/i;

/**
 * Reads a Range header (RFC 9110, sections 14.1.2 and 14.2). A range that is malformed, in another
 * unit or in several parts is ignored, as that section allows: the answer is the whole file.
 * @param header its value; undefined when absent
 */
export function readRange(header: string | undefined, sizeBytes: number): RangeAnswer {
  const [, first = '', last = ''] = header?.match(SINGLE_RANGE) ?? [];
  if (first === '' && last === '') return { kind: 'whole' };
  if (first === '') return suffixRange(Number(last), sizeBytes);

  // Digits beyond 2^53 lose precision, but compare right against any size a file can have.
  const start = Number(first);
  const end = last === '' ? Number.POSITIVE_INFINITY : Number(last);
  if (end < start) return { kind: 'whole' };
  if (start >= sizeBytes) return { kind: 'unsatisfiable' };
  return { kind: 'part', start, length: Math.min(end + 1, sizeBytes) - start };
}

/** The last bytes of a file; of an empty one, the whole, as no Content-Range could say "nothing". */
function suffixRange(suffixLength: number, sizeBytes: number): RangeAnswer {
  if (suffixLength === 0) return { kind: 'unsatisfiable' };
  if (sizeBytes === 0) return { kind: 'whole' };
  const length = Math.min(suffixLength, sizeBytes);
  return { kind: 'part', start: sizeBytes - length, length };
}
