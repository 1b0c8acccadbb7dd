import http from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { Readable } from 'node:stream';
import { AddressRefusedError } from '../../proxy/upstream/guarded-lookup.ts';

/** As much of the global `fetch` as sources need. */
export type Fetch = (
  url: string,
  init: {
    headers: Record<string, string>;
    redirect: 'follow' | 'error';
    signal: AbortSignal;
  },
) => Promise<Response>;

/** Statuses whose answers have no body (Fetch standard, "null body status"). */
const BODYLESS = new Set([204, 205, 304]);

/**
 * A `fetch` for addresses that strangers choose: names are resolved by a lookup that may refuse where
 * they lead, and what it hands over is what is connected to. (The global one takes no lookup.)
 * Redirections are never followed, and no content coding is undone.
 * @param lookupFor the lookup for a port
 */
export function createGuardedFetch(lookupFor: (port: number) => LookupFunction): Fetch {
  return (address, { headers, signal }) =>
    new Promise((resolve, reject) => {
      const url = new URL(address);
      const isTls = url.protocol === 'https:';
      const port = Number(url.port) || (isTls ? 443 : 80);
      const options = { headers, signal, lookup: lookupFor(port) };
      const request = (isTls ? https : http).get(url, options, (answer) => {
        const status = answer.statusCode ?? 0;
        if (status >= 300 && status < 400 && answer.headers.location !== undefined) {
          answer.destroy();
          reject(new Error(`the answer ${status} leads elsewhere`));
          return;
        }
        resolve(toResponse(answer, status));
      });
      request.on('error', (error) =>
        reject(
          error instanceof AddressRefusedError
            ? error
            : new TypeError('no answer', { cause: error }),
        ),
      );
    });
}

function toResponse(answer: http.IncomingMessage, status: number): Response {
  const headers = new Headers();
  for (let i = 0; i + 1 < answer.rawHeaders.length; i += 2) {
    headers.append(answer.rawHeaders[i] ?? '', answer.rawHeaders[i + 1] ?? '');
  }
  const body = BODYLESS.has(status) ? null : (Readable.toWeb(answer) as ReadableStream<Uint8Array>);
  return new Response(body, { status, headers });
}
