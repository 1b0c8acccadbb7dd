import { type BodyFraming, responseFraming } from './body-framing.ts';
import { parseByteCount } from './byte-count.ts';
import { findStrayByte, parseFieldLines } from './field-lines.ts';
import { type Fields, fieldValue, hasToken } from './fields.ts';

/** The head of an answer that an application or a storage node gave. */
export interface ResponseHead {
  readonly kind: 'response';
  /** The exact bytes, latin1, blank line included. */
  readonly raw: string;
  readonly status: number;
  readonly reason: string;
  readonly minorVersion: 0 | 1;
  readonly fields: Fields;
  readonly framing: BodyFraming;
  /** Content-Length, also where no body follows (HEAD); null when there is none. */
  readonly contentLength: number | null;
  /** May the connection be used again after the body (RFC 9112 §9.3)? */
  readonly isKeepAlive: boolean;
}

export interface MalformedHead {
  readonly kind: 'malformed';
  readonly detail: string;
}

const STATUS_LINE = /^HTTP\/1\.([01]) ([1-9][0-9]{2})(?: (.*))?$/;

/**
 * Parses a response head (RFC 9112 §4, §5, §6.3).
 * @param raw the whole head as `HeadCollector` gave it
 * @param requestMethod decides whether a body follows
 */
export function parseResponseHead(
  raw: string,
  requestMethod: string,
): ResponseHead | MalformedHead {
  const stray = findStrayByte(raw);
  if (stray !== null) return { kind: 'malformed', detail: stray };
  const lineEnd = raw.indexOf('\r\n');
  const match = STATUS_LINE.exec(raw.slice(0, lineEnd));
  if (match === null) return { kind: 'malformed', detail: 'the status line' };
  const minorVersion = match[1] === '1' ? 1 : 0;
  const status = Number(match[2]);
  const fields = parseFieldLines(raw, lineEnd + 2);
  if (typeof fields === 'string') return { kind: 'malformed', detail: fields };
  const framing = responseFraming(fields, status, minorVersion, requestMethod);
  if (framing.kind === 'fault') return { kind: 'malformed', detail: framing.detail };
  const isKeepAlive =
    framing.kind !== 'until_close' &&
    !hasToken(fields, 'connection', 'close') &&
    (minorVersion === 1 || hasToken(fields, 'connection', 'keep-alive'));
  return {
    kind: 'response',
    raw,
    status,
    reason: match[3] ?? '',
    minorVersion,
    fields,
    framing,
    contentLength: parseByteCount(fieldValue(fields, 'content-length') ?? ''),
    isKeepAlive,
  };
}
