import { type Field, type Fields, fieldTokens, isReproxyField } from './fields.ts';

/**
 * These end at the connection that they came over, whoever names them or not: RFC 9110 §7.6.1, and
 * §11.7 for what a client and its next proxy tell each other. `Trailer` is none of them (§6.6.2).
 */
const HOP_BY_HOP = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'transfer-encoding',
  'upgrade',
  'http2-settings',
  'proxy-authenticate',
  'proxy-authorization',
]);

/** What `Connection` cannot take away: the framing, and the fields that decide about the answer. */
const END_TO_END = new Set(['content-length', 'host', 'range', 'content-range', 'via']);

/**
 * Does a field of that lower-case name end at the connection that it came over?
 * @param named what the `Connection` fields of its message name, lower case
 */
export function isHopByHop(key: string, named: readonly string[]): boolean {
  return HOP_BY_HOP.has(key) || (named.length > 0 && named.includes(key) && !END_TO_END.has(key));
}

/** The fields that the `Connection` fields of a message name, lower case. */
export function connectionOptions(fields: Fields): readonly string[] {
  return fieldTokens(fields, 'connection');
}

/**
 * The fields that may go on to the next neighbour: without the hop-by-hop ones. The framing is for
 * the writer of the next message to decide, so Content-Length is left out as well.
 */
export function forwardedFields(fields: Fields): Field[] {
  const named = connectionOptions(fields);
  const forwarded: Field[] = [];
  for (const field of fields) {
    if (field.key === 'content-length' || isHopByHop(field.key, named)) continue;
    forwarded.push(field);
  }
  return forwarded;
}

/** RFC 9110 §6.5.1: what frames or routes a message may not come behind it. */
const NO_TRAILERS = new Set(['content-length', 'host', 'trailer', ...HOP_BY_HOP]);

/**
 * The trailer lines that may go on to the next neighbour.
 * @param trailers raw lines with their line ends
 */
export function forwardedTrailers(trailers: string): string {
  if (trailers === '') return '';
  const lines = trailers.split('\r\n').filter((line) => line !== '' && mayFollow(line));
  return lines.map((line) => `${line}\r\n`).join('');
}

function mayFollow(line: string): boolean {
  const key = line.slice(0, line.indexOf(':')).toLowerCase();
  return !NO_TRAILERS.has(key) && !isReproxyField(key);
}
