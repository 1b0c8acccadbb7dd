/** The `start` of a query: `value` as given when it is a byte offset; empty when given without one. */
export type StartParameter =
  | { kind: 'absent' }
  | { kind: 'valid'; value: string }
  | { kind: 'invalid'; value: string };

/**
 * Reads `start` from a query. A byte offset is decimal digits, 0 to 2^53 - 1, once; empty counts as
 * the whole file (contract page, "`FLV-START: 0` or empty").
 * @param query without the `?`
 */
export function readStart(query: string): StartParameter {
  const values = new URLSearchParams(query).getAll('start');
  const [value] = values;
  if (value === undefined) return { kind: 'absent' };
  const isOffset = /^\d*$/.test(value) && Number(value) <= Number.MAX_SAFE_INTEGER;
  if (values.length > 1) return { kind: 'invalid', value: values.join('&start=') };
  return { kind: isOffset ? 'valid' : 'invalid', value };
}
