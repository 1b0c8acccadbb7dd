/**
 * An HTTP server that QA can switch off and on: what the application and the storage share.
 *
 * Threat model: it listens on 127.0.0.1 only, so whoever asks runs on this machine, may be hostile
 * all the same (a web page, another user), and gets nothing but what the handler serves. There are
 * no CORS headers, so no page of another site can read an answer; nor can one whose name its owner
 * lets lead here, because a request for a name that is none of ours is refused (`http/own-host.ts`). One connection costs at most one open file: its
 * requests are handled one after the other, however many are pipelined.
 */
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { Socket } from 'node:net';
import { CodedError } from '../contract/errors.ts';
import { createHostRule, type HostRule } from '../http/own-host.ts';
import { sendError, toCodedError } from './coded-answer.ts';

const HOST = '127.0.0.1';
const HEAD_TIMEOUT_MS = 10_000;
/** What the reproxy takes of a client (32 kB), and what it adds. Node's own limit is 16 kB. */
const MAX_HEAD_BYTES = 40 * 1024;
/** Longer than the reproxy keeps idle connections, so that it is never the server who closes first. */
const KEEP_ALIVE_MS = 120_000;

export interface ListeningOptions {
  /** 0 (default) lets the system choose. */
  port?: number | undefined;
  /** Hosts besides loopback that requests may be for; see `createHostRule`. */
  publicHosts?: readonly string[] | undefined;
}

/** Answers one request; settles when the answer is handed over. */
export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

export interface ListeningPart {
  /** `http://127.0.0.1:PORT`; the same while the part is down. */
  readonly url: string;
  readonly port: number;
  readonly isUp: boolean;
  /**
   * Listens again on the same port; does nothing when up.
   * @throws CodedError `port_in_use` when somebody else has taken the port meanwhile
   */
  start(): Promise<void>;
  /** Closes the listening socket and all connections; keeps the port number. */
  stop(): Promise<void>;
  /** Stops for good. */
  close(): Promise<void>;
}

/**
 * Starts a part.
 * @throws CodedError `port_in_use`
 */
export async function createListeningPart(
  handle: RequestHandler,
  { port = 0, publicHosts = [] }: ListeningOptions = {},
): Promise<ListeningPart> {
  const listener = inTurn(forOurHosts(createHostRule(publicHosts), handle));
  let server: Server | null = await listen(listener, port);
  const ownPort = portOf(server);
  let isClosed = false;
  let lastSwitch: Promise<void> = Promise.resolve();

  // Switches run one after the other: the last call decides, whatever the calls before it did.
  const switchTo = (change: () => Promise<void>) => {
    const next = lastSwitch.then(change);
    lastSwitch = next.catch(() => undefined);
    return next;
  };
  const stop = () =>
    switchTo(async () => {
      const stopped = server;
      server = null;
      if (stopped) await shut(stopped);
    });

  return {
    url: `http://${HOST}:${ownPort}`,
    port: ownPort,
    get isUp() {
      return server !== null;
    },
    start: () =>
      switchTo(async () => {
        if (isClosed) throw new CodedError('internal', { detail: 'a closed part was started' });
        server ??= await listen(listener, ownPort);
      }),
    stop,
    close() {
      isClosed = true;
      return stop();
    },
  };
}

function listen(listener: RequestListener, port: number): Promise<Server> {
  const server = createServer(
    {
      maxHeaderSize: MAX_HEAD_BYTES,
      headersTimeout: HEAD_TIMEOUT_MS,
      requestTimeout: HEAD_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
    },
    listener,
  );
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) =>
      reject(
        cause.code === 'EADDRINUSE' ? new CodedError('port_in_use', { port }, { cause }) : cause,
      ),
    );
    // Node drops fields beyond 2,000 without a word: a head is short or it is refused.
    server.maxHeadersCount = 0;
    server.listen(port, HOST, () => resolve(server));
  });
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') {
    throw new CodedError('internal', { detail: 'the server has no TCP port' });
  }
  return address.port;
}

function shut(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Refuses requests for hosts that are not ours, whatever else they want. */
function forOurHosts(isOurs: HostRule, handle: RequestHandler): RequestHandler {
  return async (request, response) => {
    const stranger = hostsOf(request).find((host) => !isOurs(host));
    if (stranger === undefined) await handle(request, response);
    else sendError(response, new CodedError('host_not_ours', { host: stranger.slice(0, 200) }));
  };
}

/** Every host that a request names: one that names two may be read in two ways. */
function hostsOf({ rawHeaders, url = '' }: IncomingMessage): string[] {
  const hosts = rawHeaders.filter(
    (_, at) => at % 2 === 1 && /^host$/i.test(rawHeaders[at - 1] ?? ''),
  );
  const [, authority] = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(url) ?? [];
  return authority === undefined ? hosts : [...hosts, authority];
}

/** Handles the requests of one connection one after the other, and answers for handlers that fail. */
function inTurn(handle: RequestHandler): RequestListener {
  const lastOf = new WeakMap<Socket, Promise<void>>();
  return (request, response) => {
    // A body is of no use to these parts; unread, it would block the next request.
    request.resume();
    const { socket } = request;
    const turn = async () => {
      if (socket.destroyed) return;
      try {
        await handle(request, response);
      } catch (error) {
        sendError(response, toCodedError(error));
      }
    };
    const last = lastOf.get(socket);
    lastOf.set(socket, last ? last.then(turn) : turn());
  };
}
