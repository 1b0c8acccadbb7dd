import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** Where the stand-in application sends whoever asks for a video. */
export interface ApplicationOptions {
  storagePort: number;
  /** Of a storage that misbehaves, see misbehaving-storage.ts. */
  badPort?: number;
  /** A port on which nobody listens. */
  deadPort?: number;
}

export interface Application {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Stands for the web application behind a reproxying front end. `GET /v/NAME.flv?start=N` is
 * answered with an empty 200, `X-REPROXY-URL` and, where `start` is given, even empty,
 * `X-REPROXY-FLV-START`; with `X-Want-Accel` in the request also with nginx's X-Accel-Redirect.
 *
 * What it answers can be changed in the query:
 * - `bad=MODE`: the URL is of the storage that misbehaves in this way
 * - `first=dead,404,…`: URLs before it, of a dead port or of a way to misbehave
 * - `main=no`: these only; `url=URL`: this one instead; `nourl=1`: none
 * - `esize=N`, `cache=TEXT`: X-REPROXY-EXPECTED-SIZE, X-REPROXY-CACHE-FOR
 * - `status=N`: its status; `clen=N`: a body of that many bytes; `noct=1`: no Content-Type
 * - `more=1`: validators, caching, cookies, Accept-Ranges and a field of its own
 */
export async function startApplication(
  options: ApplicationOptions,
  port = 0,
): Promise<Application> {
  const server = createServer((request, response) => answer(options, request, response));
  // No connection of a proxy ends because this one would.
  server.keepAliveTimeout = 60_000;
  server.maxRequestsPerSocket = 0;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP server');
  return {
    port: address.port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function answer(
  options: ApplicationOptions,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  request.resume();
  const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s);
  const name = /^\/v\/([A-Za-z0-9_.-]+\.flv)$/.exec(path)?.[1];
  if (name === undefined) {
    response.writeHead(404, { 'Content-Type': 'text/plain', 'Content-Length': 10 });
    response.end('not here\n\n');
    return;
  }
  const switches = new URLSearchParams(query);
  const status = Number(switches.get('status') ?? 200);
  const bodyLength = Number(switches.get('clen') ?? 0);
  response.writeHead(status, {
    ...fieldsFor(name, switches, options),
    ...(request.headers['x-want-accel'] ? accelField(name, switches) : {}),
    ...(status === 204 ? {} : { 'Content-Length': bodyLength }),
  });
  response.end(bodyLength > 0 && request.method !== 'HEAD' ? 'A'.repeat(bodyLength) : undefined);
}

type Fields = Record<string, string | string[]>;

function fieldsFor(name: string, switches: URLSearchParams, options: ApplicationOptions): Fields {
  const fields: Fields = switches.has('noct') ? {} : { 'Content-Type': 'video/x-flv' };
  if (!switches.has('nourl')) fields['X-REPROXY-URL'] = urlsFor(name, switches, options).join(' ');
  const copied = {
    start: 'X-REPROXY-FLV-START',
    esize: 'X-REPROXY-EXPECTED-SIZE',
    cache: 'X-REPROXY-CACHE-FOR',
  };
  for (const [key, field] of Object.entries(copied)) {
    const value = switches.get(key);
    if (value !== null) fields[field] = value;
  }
  return switches.has('more') ? { ...fields, ...moreFields } : fields;
}

const moreFields: Fields = {
  ETag: '"app-etag"',
  'Last-Modified': 'Fri, 13 Apr 2007 21:58:13 GMT',
  'Cache-Control': 'private, max-age=60',
  'Set-Cookie': ['a=1', 'b=2'],
  'Accept-Ranges': 'bytes',
  'X-Own': 'app',
};

function urlsFor(
  name: string,
  switches: URLSearchParams,
  { storagePort, badPort = 0, deadPort = 1 }: ApplicationOptions,
): string[] {
  const misbehaving = (mode: string) => `http://127.0.0.1:${badPort}/${mode}/${name}`;
  const dead = `http://127.0.0.1:${deadPort}/${name}`;
  const before = (switches.get('first') ?? '').split(',').filter(Boolean);
  const urls = before.map((mode) => (mode === 'dead' ? dead : misbehaving(mode)));
  const own = switches.get('url');
  const mode = switches.get('bad');
  if (own !== null) urls.push(own);
  else if (mode !== null) urls.push(misbehaving(mode));
  else if (switches.get('main') !== 'no') urls.push(`http://127.0.0.1:${storagePort}/${name}`);
  return urls;
}

/** nginx has one place to go, below its locations for the good and the bad storage. */
function accelField(name: string, switches: URLSearchParams): Fields {
  const mode = switches.get('bad');
  const folder = mode === null ? '/store' : `/bad/${mode}`;
  const start = encodeURIComponent(switches.get('start') ?? '');
  return { 'X-Accel-Redirect': `${folder}/${name}?start=${start}` };
}
