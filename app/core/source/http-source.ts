import { setTimeout as pause } from 'node:timers/promises';
import { CodedError } from '../../contract/errors.ts';
import { formatRange } from '../../http/byte-range.ts';
import { parseContentRange, parseUnsatisfiedRange } from '../../http/content-range.ts';
import {
  type Asking,
  ask,
  checkEncoding,
  checkIdentity,
  type HttpSource,
  type Identity,
  identityOf,
} from './ask-server.ts';
import { createFetch, type Fetch, type Fetched, sizeOf } from './fetch.ts';
import { createPatience, type Patience } from './patience.ts';
import type { RightOfWay } from './right-of-way.ts';
import { BrokenConnection, failureOf } from './source-failure.ts';
import { openWholeSource } from './whole-source.ts';

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
  /** A file that can only be had whole is copied to a temporary file. Default: it is refused. */
  mayCopy?: boolean;
}

/**
 * A file on a web server, read with Range requests (RFC 9110 section 14). Each read asks for just
 * its bytes, uncompressed, and checks that the same file answers; when a connection breaks, the next
 * goes on from the same byte. The server is not trusted: no more is kept than was asked for, and it
 * may be slow but not silent.
 * @throws CodedError `source_unreachable`, `source_no_range`, with `mayCopy` what `openWholeSource`
 *   throws; reads reject with these and `source_changed`
 */
export async function openHttpSource(
  url: string,
  options: HttpSourceOptions = {},
): Promise<HttpSource> {
  const { redirect = 'follow', openTimeoutMs = ANSWER_TIMEOUT_MS, retries = MAX_RETRIES } = options;
  const { name = url, fetch = plainFetch, signal, rightOfWay } = options;
  const timeoutMs = ANSWER_TIMEOUT_MS;
  const closing = new AbortController();
  const asking = {
    ...{ url, name, redirect, fetch, timeoutMs, rightOfWay },
    signal: signal ? AbortSignal.any([signal, closing.signal]) : closing.signal,
  };
  const first = await readPart({ ...asking, timeoutMs: openTimeoutMs }, 0, new Uint8Array(1));
  const { identity } = first;
  if (first.kind === 'whole') {
    if (options.mayCopy) return openWholeSource(asking, identity);
    throw noRange(name, 200, null);
  }
  const { sizeBytes } = first;
  return {
    sizeBytes,
    validator: identity.etag ?? identity.lastModified,
    isCopied: false,
    async read(offset, length, into) {
      const wanted = Math.max(0, Math.min(length, sizeBytes - offset));
      const bytes = into?.subarray(0, wanted) ?? new Uint8Array(wanted);
      // A server may send less than it was asked for (RFC 9110 section 15.3.7), or break off.
      for (let filled = 0; filled < wanted; ) {
        const missing = bytes.subarray(filled);
        await rightOfWay?.whenFree(asking.signal);
        const part = await readPersistently(asking, offset + filled, missing, retries);
        if (part.kind === 'whole') throw noRange(name, 200, null);
        checkIdentity(name, identity, part.identity);
        filled += part.length;
      }
      return bytes;
    },
    close: async () => closing.abort(),
  };
}

/** What came of one request. */
type Answer =
  | { kind: 'part'; length: number; sizeBytes: number; identity: Identity }
  /** The server sends the whole file, whatever part it is asked for; nothing of it was read. */
  | { kind: 'whole'; identity: Identity };

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

/** Asks for the bytes from `offset` on that fill `into`, and waits for one answer. */
async function readPart(asking: Asking, offset: number, into: Uint8Array) {
  const patience = createPatience(asking.timeoutMs, asking.signal);
  try {
    return await readAnswer(asking, offset, into, patience);
  } finally {
    patience.end();
  }
}

async function readAnswer(
  asking: Asking,
  offset: number,
  into: Uint8Array,
  patience: Patience,
): Promise<Answer> {
  const { name, rightOfWay } = asking;
  const wanted = formatRange({ kind: 'from', first: offset, last: offset + into.length - 1 });
  const answer = await ask(asking, wanted, patience.signal);
  const { status } = answer;
  const contentRange = answer.field('content-range');
  const range = parseContentRange(contentRange ?? '');
  const isAsked = status === 206 && range?.first === offset;
  if (!isAsked) answer.cancel();
  if (status === 416 && parseUnsatisfiedRange(contentRange ?? '') === 0) return emptyFile(answer);
  if (status === 200 && contentRange === null) {
    checkEncoding(name, answer);
    const identity = identityOf(answer, sizeOf(answer));
    return identity.sizeBytes === 0 ? emptyFile(answer) : { kind: 'whole', identity };
  }
  if (!isAsked) {
    if (status === 206 || status === 200) throw noRange(name, status, contentRange);
    throw new CodedError('source_unreachable', { url: name, detail: `the answer is ${status}` });
  }
  checkEncoding(name, answer);
  const part = into.subarray(0, Math.min(range.last - offset + 1, into.length));
  const filled = await fillFromBody(name, answer, part, patience, rightOfWay);
  const identity = identityOf(answer, range.total);
  return { kind: 'part', length: filled, sizeBytes: range.total, identity };
}

/** The one file of which no part can be had. */
function emptyFile(answer: Fetched): Answer {
  return { kind: 'part', length: 0, sizeBytes: 0, identity: identityOf(answer, 0) };
}

function noRange(name: string, status: number, contentRange: string | null): CodedError {
  const detail = contentRange === null ? 'no Content-Range' : `Content-Range: ${contentRange}`;
  return new CodedError('source_no_range', { url: name, status, detail });
}

/**
 * @returns how many bytes came, at least one and at most as many as `into` holds; the rest is not
 *   waited for. Fewer when the connection broke or the line is needed by others.
 */
async function fillFromBody(
  name: string,
  { body, cancel }: Fetched,
  into: Uint8Array,
  patience: Patience,
  rightOfWay: RightOfWay | undefined,
): Promise<number> {
  let filled = 0;
  try {
    for await (const bytes of body) {
      patience.renew();
      const chunk = bytes.subarray(0, into.length - filled);
      into.set(chunk, filled);
      filled += chunk.length;
      rightOfWay?.onOwnBytes(chunk.length);
      if (filled === into.length || rightOfWay?.isTaken) break;
    }
    cancel();
    if (filled === 0) throw new Error('the answer was cut short');
  } catch (cause) {
    if (filled === 0 || patience.signal.aborted) throw failureOf(name, cause, patience.signal);
  }
  return filled;
}
