import { type Field, type Fields, fieldTokens } from './fields.ts';

/** RFC 9110 §7.6.1: these speak of one connection and end at it, whoever names them or not. */
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
 * The fields that may go on to the next neighbour: without the hop-by-hop ones and without those
 * that `Connection` names. The framing is for the writer of the next message to decide, so
 * Content-Length is left out as well.
 */
export function forwardedFields(fields: Fields): Field[] {
  const named = fieldTokens(fields, 'connection');
  const forwarded: Field[] = [];
  for (const field of fields) {
    const { key } = field;
    if (HOP_BY_HOP.has(key) || key === 'content-length') continue;
    if (named.length > 0 && named.includes(key) && !END_TO_END.has(key)) continue;
    forwarded.push(field);
  }
  return forwarded;
}

/**
 * Is it one of the fields that application and reproxy talk in? Also in the spelling with
 * underscores, which CGI makes the same variable of.
 */
export function isReproxyField(key: string): boolean {
  return key.startsWith('x') && key.replaceAll('_', '-').startsWith('x-reproxy-');
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
