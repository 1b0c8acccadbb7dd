import { parseByteCount } from '../../http/byte-count.ts';
import { type Fields, fieldValue, fieldValues } from '../../http/fields.ts';
import type { ResponseHead } from '../../http/response-head.ts';

/** What of the application's answer reaches the client when the body comes from elsewhere. */
export type ApplicationAnswer = Pick<ResponseHead, 'status' | 'reason' | 'fields'>;

/** What the application tells the reproxy to send instead of its own body. */
export interface ReproxyInstructions {
  /** X-REPROXY-URL as written, in the order to try; null when the field is absent. */
  readonly urls: readonly string[] | null;
  /** X-REPROXY-FILE; null when absent. */
  readonly file: string | null;
  /** X-REPROXY-FLV-START as sent; null when absent. */
  readonly startHeader: string | null;
  /** The offset in it, bytes; 0 for absent, empty and 0; null when it is no offset. */
  readonly start: number | null;
  /** X-REPROXY-EXPECTED-SIZE as sent; null when absent or empty. */
  readonly expectedSize: string | null;
  /** X-REPROXY-CACHE-FOR as sent; null when absent. */
  readonly cacheFor: string | null;
}

/** Reads the X-REPROXY-* fields; null when there is nothing to reproxy. */
export function readInstructions(fields: Fields): ReproxyInstructions | null {
  const urls = fieldValues(fields, 'x-reproxy-url');
  const file = fieldValue(fields, 'x-reproxy-file') ?? null;
  if (urls.length === 0 && file === null) return null;
  const starts = fieldValues(fields, 'x-reproxy-flv-start');
  const startHeader = starts.length === 0 ? null : starts.join(', ');
  return {
    urls: urls.length === 0 ? null : splitLists(urls),
    file,
    startHeader,
    start: parseStart(startHeader),
    expectedSize: fieldValue(fields, 'x-reproxy-expected-size') || null,
    cacheFor: fieldValue(fields, 'x-reproxy-cache-for') ?? null,
  };
}

/** The members of lists that are separated by white space. */
function splitLists(lists: readonly string[]): string[] {
  const members: string[] = [];
  for (const list of lists) {
    for (const member of list.replaceAll('\t', ' ').split(' ')) {
      if (member !== '') members.push(member);
    }
  }
  return members;
}

/** A byte offset in decimal digits; 0 when there is none; null when it is something else. */
export function parseStart(text: string | null): number | null {
  return text === null || text === '' ? 0 : parseByteCount(text);
}
