import { CodedError } from '../../contract/errors.ts';

/** The pairs of a tracker's `OK`, decoded; they come in any order. */
export type TrackerValues = ReadonlyMap<string, string>;

/** What goes into X-REPROXY-URL as it is: an absolute URL without white space or control bytes. */
const USABLE_URL = /^https?:\/\/[\x21-\x7e]+$/;

/**
 * Reads `paths`, `path1`, `path2` ...: URLs in the tracker's order.
 * @throws CodedError `mogile_no_copy`, `tracker_bad_answer`
 */
export function readPaths(values: TrackerValues, peer: string, key: string): string[] {
  const count = readNumber(values, 'paths', peer);
  if (count === 0) throw new CodedError('mogile_no_copy', { key });
  return readList(values, 'path', count, peer).map((url) => {
    if (USABLE_URL.test(url)) return url;
    throw badAnswer(peer, `${JSON.stringify(url.slice(0, 200))} is no http:// or https:// URL`);
  });
}

/**
 * Reads `key_count`, `key_1`, `key_2` ... and `next_after`.
 * @throws CodedError `tracker_bad_answer`
 */
export function readKeys(
  values: TrackerValues,
  peer: string,
  limit: number,
): { keys: string[]; nextAfter: string | null } {
  const keys = readList(values, 'key_', readNumber(values, 'key_count', peer), peer);
  const isLast = keys.length < limit;
  return { keys, nextAfter: isLast ? null : (values.get('next_after') ?? keys.at(-1) ?? null) };
}

/**
 * Reads a whole number.
 * @throws CodedError `tracker_bad_answer`
 */
export function readNumber(values: TrackerValues, name: string, peer: string): number {
  const text = values.get(name);
  const value = Number(text);
  if (text !== undefined && /^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
  throw badAnswer(peer, `${name} is ${JSON.stringify(text ?? null)}, expected a whole number`);
}

function readList(values: TrackerValues, prefix: string, count: number, peer: string): string[] {
  // A count beyond the pairs that came is found before a list of that length is made.
  if (count > values.size)
    throw badAnswer(peer, `it promises ${count} of ${prefix}N, but has fewer`);
  return Array.from({ length: count }, (_, n) => {
    const value = values.get(`${prefix}${n + 1}`);
    if (value === undefined) throw badAnswer(peer, `${prefix}${n + 1} of ${count} is missing`);
    return value;
  });
}

function badAnswer(peer: string, detail: string): CodedError {
  return new CodedError('tracker_bad_answer', { peer, detail });
}
