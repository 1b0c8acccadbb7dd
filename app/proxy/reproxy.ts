import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { CodedError } from '../contract/errors.ts';
import type { PersonalityName } from '../contract/personality.ts';
import { createHostRule } from '../http/own-host.ts';
import { parseApplicationBase } from './application/application-base.ts';
import { ReproxyCache } from './application/reproxy-cache.ts';
import { ClientConnection } from './client/client-connection.ts';
import { DeadlineWatch } from './deadline-watch.ts';
import { ExchangeRun } from './exchange/exchange-run.ts';
import { refuseRequest } from './exchange/refuse-request.ts';
import type { ReproxyContext } from './exchange/reproxy-context.ts';
import { defaultTimeouts, type ReproxyOptions, type Timeouts } from './options.ts';
import { personalityOf } from './personalities/personality-of.ts';
import { ExchangeDelivery } from './record/exchange-delivery.ts';
import { UpstreamPool } from './upstream/upstream-pool.ts';
import { allocateYoung } from './young-allocation.ts';

export type { ReproxyOptions, Timeouts } from './options.ts';

const HOST = '127.0.0.1';
const BACKLOG = 1024;

/** What can be changed while the reproxy runs; exchanges under way go on as they began. */
export interface ReproxyPatch {
  application?: string;
  personality?: PersonalityName;
  /** See `ReproxyOptions.quirks`. */
  quirks?: boolean;
  timeouts?: Partial<Timeouts>;
}

export interface ReproxyStats {
  /** Exchanges begun since the start. */
  readonly exchanges: number;
  readonly clientConnections: number;
  readonly applicationConnections: number;
  readonly storageConnections: number;
}

export interface Reproxy {
  /** For example `http://127.0.0.1:41234`. */
  readonly url: string;
  readonly port: number;
  readonly stats: ReproxyStats;
  /** @throws CodedError `usage` when the application is no http(s) URL */
  configure(patch: ReproxyPatch): void;
  /** Stops listening and ends all connections; resolves when none is left. */
  close(): Promise<void>;
}

/**
 * Starts a reproxy on 127.0.0.1.
 *
 * The way of a byte: `client/` takes a request off a connection and has `exchange/` answer it. The
 * exchange's personality (`personalities/`) enters one stage after the other: it asks the
 * application (`application/`), reads its instructions, and gets the file (`storage/`). Both talk
 * through `upstream/`, whose connections hand the bytes of a body on as they lie in their buffer,
 * to be written to the client by `client/client-answer.ts`. `wire/` takes heads and bodies out of
 * the bytes of a connection; `record/` writes down what happened.
 *
 * Threat model. Clients are strangers: whatever is not plainly HTTP/1 is refused, and so is what is
 * meant for another host, as a page sends it whose name was made to lead here (DNS rebinding). They cannot
 * speak X-REPROXY-*, and nothing of their request reaches storage but one parsed Range. The
 * application is trusted to choose files, not machines: its URLs are followed to allowed storage
 * only, by an address that is checked as it is connected to, and never back to ourselves. Storage
 * is trusted with nothing: each answer is held against what was asked before a byte of it goes on.
 * @throws CodedError `port_in_use`; `usage` when the application is no http(s) URL
 */
export async function createReproxy(options: ReproxyOptions): Promise<Reproxy> {
  allocateYoung();
  const context = createContext(options);
  const connections = new Set<ClientConnection>();
  const server = net.createServer({ noDelay: true }, (socket) => {
    const clientAddress = socket.remoteAddress ?? HOST;
    const connection = new ClientConnection({
      socket,
      watch: context.watch,
      timeouts: () => context.timeouts,
      serve: (request, client) => new ExchangeRun(context, request, client, clientAddress),
      refuse: (error, rawHead, client) => refuseRequest(context, error, rawHead, client),
      onClose: (client) => connections.delete(client),
    });
    connections.add(connection);
  });
  let manners = {
    personality: options.personality ?? 'perlbal-patch',
    quirks: options.quirks ?? false,
  };
  context.port = await listen(server, options.port ?? 0);

  return {
    url: `http://${HOST}:${context.port}`,
    port: context.port,
    get stats() {
      return {
        exchanges: context.exchangeCount,
        clientConnections: connections.size,
        applicationConnections: context.applicationPool.size,
        storageConnections: context.storagePool.size,
      };
    },
    configure(patch) {
      if (patch.application !== undefined) {
        context.application = parseApplicationBase(patch.application);
        context.cache.clear();
      }
      const { personality = manners.personality, quirks = manners.quirks } = patch;
      manners = { personality, quirks };
      context.personality = personalityOf(personality, quirks);
      if (patch.timeouts !== undefined)
        context.timeouts = { ...context.timeouts, ...patch.timeouts };
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const connection of connections) connection.destroy();
      context.applicationPool.close();
      context.storagePool.close();
      await closed;
      context.delivery?.close();
    },
  };
}

function createContext(options: ReproxyOptions): ReproxyContext {
  const watch = new DeadlineWatch();
  const { isStorageAllowed, onExchange, corsOrigin } = options;
  const pool = { watch, timeouts: () => context.timeouts };
  const context: ReproxyContext = {
    watch,
    applicationPool: new UpstreamPool({
      ...pool,
      certificates: undefined,
      // The user named the application: where its name leads is the user's business, save to us.
      isLocalAddressAllowed: (_address, port) => port !== context.port,
    }),
    storagePool: new UpstreamPool({
      ...pool,
      certificates: options.storageCertificates,
      isLocalAddressAllowed: (address, port) =>
        port !== context.port && isStorageAllowed(address, port),
    }),
    delivery: onExchange === undefined ? null : new ExchangeDelivery(onExchange),
    via: `seeklab-${randomBytes(6).toString('hex')}`,
    cache: new ReproxyCache(),
    fileRoots: options.fileRoots ?? [],
    isStorageAllowed,
    isOwnHost: createHostRule(options.publicHosts ?? []),
    areCopies: options.areCopies ?? (() => false),
    corsOrigin: corsOrigin ?? (() => null),
    port: 0,
    application: parseApplicationBase(options.application),
    personality: personalityOf(options.personality ?? 'perlbal-patch', options.quirks ?? false),
    timeouts: { ...defaultTimeouts, ...options.timeouts },
    exchangeCount: 0,
  };
  return context;
}

function listen(server: net.Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isTaken = error.code === 'EADDRINUSE';
      reject(isTaken ? new CodedError('port_in_use', { port }, { cause: error }) : error);
    });
    server.listen({ host: HOST, port, backlog: BACKLOG }, () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
