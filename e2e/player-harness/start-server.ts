import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, normalize } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { patchPrefix } from '../../app/flv/prefix.ts';
import { createThrottle } from './throttle.ts';

/** How the server answers; change it while it runs. */
export interface ServerBehaviour {
  /** Bytes per second and connection; 0 is unlimited. */
  bytesPerSecond: number;
  /** Injected when start is greater than 0. */
  prefix: Uint8Array;
  /** Added to the asked offset: the bytes of another place come. */
  shiftBytes: number;
  /** Body bytes after which the connection is cut, in requests that `cuts` still counts. */
  cutAfterBytes: number;
  cuts: number;
  /** Say nothing more after so many bytes of the file (below 0: not even the head), until then. */
  hold: { afterBytes: number; until: Promise<void> } | null;
  /** Answer this status with this body instead. */
  refusal: { status: number; body: string } | null;
}

export const wellBehaved: Readonly<ServerBehaviour> = {
  bytesPerSecond: 0,
  prefix: patchPrefix,
  shiftBytes: 0,
  cutAfterBytes: 0,
  cuts: 0,
  hold: null,
  refusal: null,
};

/** A request as it came. */
export interface SeenRequest {
  path: string;
  start: number | null;
  seekId: string | null;
  range: string | null;
}

export interface StartServer {
  readonly origin: string;
  readonly seen: SeenRequest[];
  readonly behaviour: ServerBehaviour;
  /** Bodies that are being sent now. */
  openBodies(): number;
  close(): Promise<void>;
}

/**
 * One small origin for the player's tests: the page at `/`, `/v/NAME?start=N` as a reproxy answers
 * it, `/static/NAME` as a plain server with Range does.
 */
export async function createStartServer(options: {
  pageDir: string;
  mediaDir: string;
}): Promise<StartServer> {
  const seen: SeenRequest[] = [];
  const behaviour: ServerBehaviour = { ...wellBehaved };
  const open = new Set<ServerResponse>();

  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    const url = new URL(request.url ?? '/', 'http://127.0.0.1');
    const path = normalize(decodeURIComponent(url.pathname));
    if (path.startsWith('/v/') || path.startsWith('/static/')) {
      open.add(response);
      response.once('close', () => open.delete(response));
      seen.push(describeRequest(request, url));
      const file = join(options.mediaDir, path.replace(/^\/(v|static)\//, ''));
      await (path.startsWith('/v/')
        ? sendFromStart(url, file, response, behaviour)
        : sendRange(request, file, response, behaviour));
      return;
    }
    response.setHeader('content-type', path.endsWith('.js') ? 'text/javascript' : 'text/html');
    response.end(await readFile(join(options.pageDir, path === '/' ? 'index.html' : path)));
  };
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;

  return {
    origin: `http://127.0.0.1:${port}`,
    seen,
    behaviour,
    openBodies: () => open.size,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function describeRequest(request: IncomingMessage, url: URL): SeenRequest {
  const start = url.searchParams.get('start');
  return {
    path: url.pathname,
    start: start === null ? null : Number(start),
    seekId: url.searchParams.get('seek'),
    range: request.headers.range ?? null,
  };
}

async function sendFromStart(
  url: URL,
  file: string,
  response: ServerResponse,
  behaviour: ServerBehaviour,
): Promise<void> {
  const { size } = await stat(file);
  const start = Number(url.searchParams.get('start') ?? 0);
  const prefix = start > 0 ? behaviour.prefix : new Uint8Array();
  if (behaviour.refusal || (start > 0 && start >= size)) {
    const refusal = behaviour.refusal ?? {
      status: 416,
      body: `start_beyond_end: ${start} of ${size}.`,
    };
    response.writeHead(refusal.status, { 'content-type': 'text/plain' }).end(refusal.body);
    return;
  }
  const from = start > 0 ? start + behaviour.shiftBytes : 0;
  const { hold } = behaviour;
  if (hold && hold.afterBytes < 0) await hold.until;
  response.writeHead(200, { 'content-length': prefix.length + size - from });
  if (prefix.length > 0) response.write(prefix);
  const isCut = behaviour.cuts > 0;
  if (isCut) behaviour.cuts -= 1;
  const end = isCut ? Math.min(size, from + behaviour.cutAfterBytes) : size;
  await send(file, from, end, response, behaviour, !isCut);
  if (isCut) response.destroy();
}

async function sendRange(
  request: IncomingMessage,
  file: string,
  response: ServerResponse,
  behaviour: ServerBehaviour,
): Promise<void> {
  const { size } = await stat(file);
  const from = Number(/^bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  response.writeHead(from > 0 ? 206 : 200, {
    'content-length': size - from,
    'accept-ranges': 'bytes',
    // The bench's page asks it through a slow line, which is another origin.
    'access-control-allow-origin': '*',
    ...(from > 0 && { 'content-range': `bytes ${from}-${size - 1}/${size}` }),
  });
  await send(file, from, size, response, behaviour);
}

async function send(
  file: string,
  from: number,
  end: number,
  response: ServerResponse,
  behaviour: ServerBehaviour,
  isWhole = true,
): Promise<void> {
  if (from >= end) {
    if (isWhole) response.end();
    return;
  }
  const source = () => readWithHold(file, from, end, behaviour.hold);
  await pipeline(source, createThrottle(behaviour.bytesPerSecond), response, { end: isWhole });
}

async function* readWithHold(
  file: string,
  from: number,
  end: number,
  hold: ServerBehaviour['hold'],
): AsyncGenerator<Buffer> {
  const holdAt = Math.min(end, from + Math.max(0, hold?.afterBytes ?? 0));
  const read = (start: number, before: number) =>
    createReadStream(file, { start, end: before - 1, highWaterMark: 64 * 1024 });
  if (holdAt > from) yield* read(from, holdAt);
  await hold?.until;
  if (end > holdAt) yield* read(holdAt, end);
}
