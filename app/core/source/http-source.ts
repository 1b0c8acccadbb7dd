import { setTimeout as pause } from 'node:timers/promises';
import { CodedError } from '../../contract/errors.ts';
import type { ByteSource } from '../../flv/byte-source.ts';
import { formatRange } from '../../http/byte-range.ts';
import { parseContentRange, parseUnsatisfiedRange } from '../../http/content-range.ts';
import { createFetch, type Fetch } from './fetch.ts';
import type { RightOfWay } from './right-of-way.ts';

/** Without an answer for so long a server counts as out of reach, ms. */
const ANSWER_TIMEOUT_MS = 15_000;

/** A part of which no byte came because the connection broke is asked for again so often. */
const MAX_RETRIES = 4;
const RETRY_PAUSE_MS = 200;

const plainFetch = createFetch();

export interface HttpSourceOptions {
  /** What errors call the file. Default: its URL. */
  name?: string;
  /** `error`: an answer that leads elsewhere is a failure. Default: it is followed. */
  redirect?: 'follow' | 'error';
  /** How long the first answer may take, ms. */
  openTimeoutMs?: number;
  /** How often a read tries again after its connection broke. Default: 4. */
  retries?: number;
  /** How to ask. Default: any address that a name leads to. */
  fetch?: Fetch | undefined;
  /** Ends all reads: they reject. */
  signal?: AbortSignal | undefined;
  /** Reads wait for players, and stop for them. */
  rightOfWay?: RightOfWay | undefined;
}

export interface HttpSource extends ByteSource {
  /** What names this state of the file: its ETag, or else when it was modified last. */
  readonly validator: string | null;
}

interface Asking {
  url: string;
  /** What errors call it. */
  name: string;
  redirect: 'follow' | 'error';
  fetch: Fetch;
  timeoutMs: number;
  signal: AbortSignal | undefined;
  rightOfWay: RightOfWay | undefined;
}

/** What the first answer says of the file; a later answer that says otherwise is refused. */
interface Identity {
  sizeBytes: number;
  etag: string | null;
  lastModified: string | null;
}

/**
 * A file on a web server, read with Range requests (RFC 9110 section 14). Each read asks for just
 * its bytes, uncompressed, and checks that the same file answers; when a connection breaks, the next
 * goes on from the same byte. The server is not trusted: no more is kept than was asked for, and it
 * may be slow but not silent.
 * @throws CodedError `source_unreachable`, `source_no_range`; reads reject with these and
 *   `source_changed`
 */
export async function openHttpSource(
  url: string,
  options: HttpSourceOptions = {},
): Promise<HttpSource> {
  const { redirect = 'follow', openTimeoutMs = ANSWER_TIMEOUT_MS, retries = MAX_RETRIES } = options;
  const { name = url, fetch = plainFetch, signal, rightOfWay } = options;
  const timeoutMs = ANSWER_TIMEOUT_MS;
  const asking = { url, name, redirect, fetch, timeoutMs, signal, rightOfWay };
  const first = await readPart({ ...asking, timeoutMs: openTimeoutMs }, 0, new Uint8Array(1));
  const { identity } = first;
  return {
    sizeBytes: identity.sizeBytes,
    validator: identity.etag ?? identity.lastModified,
    async read(offset, length, into) {
      const wanted = Math.max(0, Math.min(length, identity.sizeBytes - offset));
      const bytes = into?.subarray(0, wanted) ?? new Uint8Array(wanted);
      // A server may send less than it was asked for (RFC 9110 section 15.3.7), or break off.
      for (let filled = 0; filled < wanted; ) {
        const missing = bytes.subarray(filled);
        await rightOfWay?.whenFree(signal);
        const part = await readPersistently(asking, offset + filled, missing, retries);
        checkIdentity(name, identity, part.identity);
        filled += part.length;
      }
      return bytes;
    },
  };
}

async function readPersistently(asking: Asking, offset: number, into: Uint8Array, retries: number) {
  for (let retry = 1; ; retry++) {
    try {
      return await readPart(asking, offset, into);
    } catch (error) {
      if (!(error instanceof BrokenConnection) || retry > retries) throw error;
    }
    await pause(RETRY_PAUSE_MS * retry);
  }
}

/** No byte came, but not because the server did not want to. */
class BrokenConnection extends CodedError {
  constructor(name: string, cause: unknown) {
    super('source_unreachable', { url: name, detail: reasonOf(cause) }, { cause });
  }
}

/** Asks for the bytes from `offset` on that fill `into`, and waits for one answer. */
async function readPart(asking: Asking, offset: number, into: Uint8Array) {
  const patience = createPatience(asking.timeoutMs, asking.signal);
  try {
    return await readAnswer(asking, offset, into, patience);
  } finally {
    patience.end();
  }
}

async function readAnswer(asking: Asking, offset: number, into: Uint8Array, patience: Patience) {
  const { name, rightOfWay } = asking;
  const wanted = formatRange({ kind: 'from', first: offset, last: offset + into.length - 1 });
  const response = await ask(asking, wanted, patience.signal);
  const { status, headers } = response;
  const identity = {
    sizeBytes: 0,
    etag: headers.get('etag'),
    lastModified: headers.get('last-modified'),
  };
  // The one file of which no part can be had: an empty one.
  const contentRange = headers.get('content-range') ?? '';
  if (status === 416 && parseUnsatisfiedRange(contentRange) === 0) {
    await response.body?.cancel();
    return { length: 0, identity };
  }
  const range = parseContentRange(contentRange);
  if (status !== 206 || range?.first !== offset) {
    await response.body?.cancel();
    if (status === 206 || status === 200) {
      const detail = contentRange === '' ? 'no Content-Range' : `Content-Range: ${contentRange}`;
      throw new CodedError('source_no_range', { url: name, status, detail });
    }
    throw new CodedError('source_unreachable', { url: name, detail: `the answer is ${status}` });
  }
  const encoding = headers.get('content-encoding') ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    await response.body?.cancel();
    const detail = `it sends Content-Encoding: ${encoding}, though none was asked for: those are not the bytes of the file`;
    throw new CodedError('source_unreachable', { url: name, detail });
  }
  const part = into.subarray(0, Math.min(range.last - offset + 1, into.length));
  const filled = await fillFromBody(name, response, part, patience, rightOfWay);
  return { length: filled, identity: { ...identity, sizeBytes: range.total } };
}

async function ask(
  { url, name, redirect, fetch }: Asking,
  range: string,
  signal: AbortSignal,
): Promise<Response> {
  try {
    return await fetch(url, {
      headers: { Range: range, 'Accept-Encoding': 'identity' },
      redirect,
      signal,
    });
  } catch (cause) {
    throw failureOf(name, cause, signal);
  }
}

/** A server that says nothing is not asked again: that would take as long each time. */
function failureOf(name: string, cause: unknown, signal: AbortSignal): CodedError {
  if (!signal.aborted && !isMalformed(cause)) return new BrokenConnection(name, cause);
  const detail = reasonOf(signal.aborted ? signal.reason : cause);
  return new CodedError('source_unreachable', { url: name, detail }, { cause });
}

/**
 * @returns how many bytes came, at least one and at most as many as `into` holds; the rest is not
 *   waited for. Fewer when the connection broke or the line is needed by others.
 */
async function fillFromBody(
  name: string,
  response: Response,
  into: Uint8Array,
  patience: Patience,
  rightOfWay: RightOfWay | undefined,
): Promise<number> {
  const reader = response.body?.getReader();
  let filled = 0;
  try {
    while (reader !== undefined && filled < into.length) {
      const { done, value } = await reader.read();
      if (done) break;
      patience.renew();
      const chunk = value.subarray(0, into.length - filled);
      into.set(chunk, filled);
      filled += chunk.length;
      rightOfWay?.onOwnBytes(chunk.length);
      if (rightOfWay?.isTaken) break;
    }
    await reader?.cancel();
    if (filled === 0) throw new Error('the answer was cut short');
  } catch (cause) {
    if (filled === 0 || patience.signal.aborted) throw failureOf(name, cause, patience.signal);
  }
  return filled;
}

/**
 * Ends a request when nothing came for too long, or when all reading ends; a large part over a slow
 * line may take its time.
 */
interface Patience {
  readonly signal: AbortSignal;
  renew(): void;
  end(): void;
}

function createPatience(timeoutMs: number, ending: AbortSignal | undefined): Patience {
  const controller = new AbortController();
  const abort = () => controller.abort(ending?.reason);
  if (ending?.aborted) abort();
  ending?.addEventListener('abort', abort);
  const timer = setTimeout(
    () => controller.abort(new Error(`nothing came for ${timeoutMs / 1000} s`)),
    timeoutMs,
  );
  return {
    signal: controller.signal,
    renew: () => timer.refresh(),
    end() {
      clearTimeout(timer);
      ending?.removeEventListener('abort', abort);
    },
  };
}

function checkIdentity(name: string, first: Identity, now: Identity): void {
  if (now.sizeBytes !== first.sizeBytes) {
    const detail = `${first.sizeBytes} bytes at first, then ${now.sizeBytes}`;
    throw new CodedError('source_changed', { url: name, detail });
  }
  if (now.etag !== first.etag || now.lastModified !== first.lastModified) {
    throw new CodedError('source_changed', {
      url: name,
      detail: 'its ETag or Last-Modified is another',
    });
  }
}

/** `fetch` says only that there is no answer; the reason is in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (isMalformed(error)) return malformation(cause);
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : error.message;
}

/** Codes of llhttp, the parser of `node:http`; asking again would not help. */
function isMalformed(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : null;
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('HPE_');
}

/** What llhttp says in its own words is the place where it gave up, not what is wrong there. */
function malformation(cause: unknown): string {
  const { code, message } = cause as Error & { code: string };
  const reasons: Record<string, string> = {
    HPE_INVALID_HEADER_TOKEN:
      'a line that ends in a bare LF, or a character that has no place in a field',
    HPE_CR_EXPECTED: 'a line that ends in a bare LF',
    HPE_LF_EXPECTED: 'a bare CR',
    HPE_INVALID_CONTENT_LENGTH: 'a Content-Length that is no number',
    HPE_UNEXPECTED_CONTENT_LENGTH: 'Content-Length beside Transfer-Encoding, or twice',
    HPE_INVALID_CONSTANT: 'a first line that is no status line',
  };
  return `the head of its answer is no HTTP: ${reasons[code] ?? message}`;
}
