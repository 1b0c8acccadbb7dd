/**
 * An HTTP server that QA can switch off and on: what the application and the storage share.
 *
 * Threat model: it listens on 127.0.0.1 only, so whoever asks runs on this machine, may be hostile
 * all the same (a web page, another user), and gets nothing but what the handler serves. There are
 * no CORS headers, so no page can read an answer. One connection costs at most one open file: its
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
import { sendError, toCodedError } from './coded-answer.ts';

const HOST = '127.0.0.1';
const HEAD_TIMEOUT_MS = 10_000;
/** Longer than the reproxy keeps idle connections, so that it is never the server who closes first. */
const KEEP_ALIVE_MS = 120_000;

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
 * @param port 0 lets the system choose
 * @throws CodedError `port_in_use`
 */
export async function createListeningPart(
  handle: RequestHandler,
  port: number,
): Promise<ListeningPart> {
  const listener = inTurn(handle);
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
