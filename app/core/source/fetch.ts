import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { parseByteCount } from '../../http/byte-count.ts';
import { isRedirection } from '../../http/redirection.ts';
import { AddressRefusedError } from '../../proxy/upstream/guarded-lookup.ts';

/** As much of the global `fetch` as sources need. */
export type Fetch = (
  url: string,
  init: {
    headers: Record<string, string>;
    /** `manual`: an answer that leads elsewhere is taken as it is. */
    redirect: 'follow' | 'error' | 'manual';
    signal: AbortSignal;
  },
) => Promise<Fetched>;

/** An answer, its body still to be read. */
export interface Fetched {
  readonly status: number;
  /** The value of a field by its name in lower case, several lines joined; null without any. */
  field(name: string): string | null;
  /** The body as it comes; throws when the connection breaks. */
  readonly body: AsyncIterable<Uint8Array>;
  /** Whoever does not read to the end says so: a whole answer leaves its connection for the next. */
  cancel(): void;
}

/** How many bytes the head of an answer says that its body has; null where it does not. */
export function sizeOf({ field }: Fetched): number | null {
  return parseByteCount(field('content-length') ?? '');
}

/** Does it lead elsewhere (RFC 9110, section 15.4)? */
export function leadsElsewhere({ status, field }: Fetched): boolean {
  return isRedirection(status) && field('location') !== null;
}

/** More than the relay takes of a target's head: what it passes on is taken here. */
const MAX_HEAD_BYTES = 128 * 1024;

/** Redirections followed for one answer (Fetch standard, "HTTP-redirect fetch"). */
const MAX_REDIRECTS = 20;

/**
 * A `fetch` made from `node:http`. The global one takes no lookup, and of some hundred reads that
 * are given up it goes on with one (seen with Node 20.20: the abort of its signal does not arrive).
 * Its first use, if only of a `Response`, takes as much processor time as three starts of node,
 * most of it for compiling its parser. No content coding is undone.
 * @param lookupFor the lookup for a port: it may refuse where a name leads, and what it hands over is
 *   what is connected to. Default: the system's.
 */
export function createFetch(lookupFor?: (port: number) => LookupFunction): Fetch {
  return async (address, { headers, redirect, signal }) => {
    let url = new URL(address);
    for (let followed = 0; ; followed++) {
      const options = { headers, signal, ...(lookupFor && { lookup: lookupFor(portOf(url)) }) };
      const answer = await ask(url, options);
      const leadsTo = redirectionOf(answer, url);
      if (leadsTo === null || redirect === 'manual') return toFetched(answer);
      answer.destroy();
      if (redirect === 'error') throw new Error(`the answer ${answer.statusCode} leads elsewhere`);
      if (followed === MAX_REDIRECTS) throw new Error(`more than ${MAX_REDIRECTS} redirections`);
      url = leadsTo;
    }
  };
}

function portOf(url: URL): number {
  return Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
}

/**
 * Node's own `signal` is handed on to the connection, which is kept for other requests: aborted after the
 * answer, it ends theirs, or, in the moment when nobody hears of the connection's errors, the program.
 */
function ask(
  url: URL,
  { signal, ...given }: http.RequestOptions & { signal: AbortSignal },
): Promise<http.IncomingMessage> {
  const options = { maxHeaderSize: MAX_HEAD_BYTES, ...given };
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = (url.protocol === 'https:' ? https : http).get(url, options, resolve);
    const abort = () => {
      reject(signal.reason);
      request.destroy();
    };
    signal.addEventListener('abort', abort);
    request.on('close', () => signal.removeEventListener('abort', abort));
    request.on('error', (error) => {
      if (signal.aborted) return;
      // A connection that was kept, and that the server closed meanwhile (RFC 9112 section 9.3.1).
      if (request.reusedSocket && 'code' in error && error.code === 'ECONNRESET') {
        resolve(ask(url, { ...options, signal, agent: false }));
        return;
      }
      const isRefused = error instanceof AddressRefusedError;
      reject(isRefused ? error : new TypeError('no answer', { cause: error }));
    });
  });
}

/** @returns null when the answer is to be taken as it is */
function redirectionOf({ statusCode, headers }: http.IncomingMessage, from: URL): URL | null {
  const status = statusCode ?? 0;
  if (!isRedirection(status) || headers.location === undefined) return null;
  const to = new URL(headers.location, from);
  if (to.protocol === 'http:' || to.protocol === 'https:') return to;
  throw new Error(`the answer ${status} leads to ${to.protocol}`);
}

function toFetched(answer: http.IncomingMessage): Fetched {
  return {
    status: answer.statusCode ?? 0,
    field: (name) => answer.headersDistinct[name]?.join(', ') ?? null,
    body: answer.iterator({ destroyOnReturn: false }),
    cancel: () => void (answer.complete ? answer.resume() : answer.destroy()),
  };
}
