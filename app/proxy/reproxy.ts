import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { CodedError } from '../contract/errors.ts';
import type { AnsweredAs } from '../contract/exchange.ts';
import { createHostRule } from '../http/own-host.ts';
import { relayedTargetOf } from '../http/relay-url.ts';
import type { RequestHead } from '../http/request-head.ts';
import { parseApplicationBase } from './application/application-base.ts';
import { ReproxyCache } from './application/reproxy-cache.ts';
import { ClientConnection } from './client/client-connection.ts';
import { DeadlineWatch } from './deadline-watch.ts';
import { ExchangeRun } from './exchange/exchange-run.ts';
import type { ExchangeServices } from './exchange/exchange-services.ts';
import { refuseRequest } from './exchange/refuse-request.ts';
import {
  defaultTimeouts,
  type ReproxyConfiguration,
  type ReproxyOptions,
  relayTimeouts,
  type Timeouts,
} from './options.ts';
import { mannersFor } from './personalities/manners-for.ts';
import type { Personality } from './personalities/personality.ts';
import { personalityOf } from './personalities/personality-of.ts';
import { ExchangeJournal } from './record/exchange-journal.ts';
import { Relay } from './relay/relay.ts';
import type { RelayTargets } from './relay/relay-target.ts';
import type { StorageAccess } from './storage/storage-access.ts';
import { UpstreamPool } from './upstream/upstream-pool.ts';
import { allocateYoung } from './young-allocation.ts';

export type { ReproxyConfiguration, ReproxyOptions } from './options.ts';

const HOST = '127.0.0.1';
const BACKLOG = 1024;
const NO_TARGETS: RelayTargets = { isKnown: () => false, find: () => null };

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
  /**
   * Replaces the whole configuration; exchanges under way go on as they began.
   * @throws CodedError `usage` when the application is no http(s) URL; nothing is changed then
   */
  configure(configuration: ReproxyConfiguration): void;
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
  // Before anything listens: this is what the user may have got wrong.
  parseApplicationBase(options.application);
  const server = net.createServer({ noDelay: true });
  const port = await listen(server, options.port ?? 0);

  const watch = new DeadlineWatch();
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const { applicationPool, storagePool } = createPools(options, { watch, timeouts, port });
  const relayPools = createRelayPools(options, watch);
  const via = `seeklab-${randomBytes(6).toString('hex')}`;
  const journal = new ExchangeJournal(options.onExchange, options.watchBody);
  const services: ExchangeServices = {
    journal,
    port,
    via,
    isOwnHost: createHostRule(options.publicHosts ?? []),
    corsOrigin: options.corsOrigin ?? (() => null),
  };
  const targets = options.targets ?? NO_TARGETS;
  const relay = new Relay({
    ...relayPools,
    targets,
    ownPort: port,
    corsOrigin: services.corsOrigin,
  });
  const storage = storageAccess(options, { pool: storagePool, via, ownPort: port });

  const personalityFor = (configuration: ReproxyConfiguration): Personality => {
    const base = parseApplicationBase(configuration.application);
    const application = { base, pool: applicationPool, via, cache: new ReproxyCache() };
    const { personality = 'perlbal-patch', quirks = false } = configuration;
    return personalityOf(personality, quirks, { application, storage });
  };
  let configured: ReproxyConfiguration = options;
  let personality = personalityFor(options);
  let answeredAs = answeredAsIn(options);

  const conductorFor = (
    request: RequestHead,
  ): { conductor: Personality; manners: AnsweredAs | null } => {
    const target = relayedTargetOf(request.target);
    if (target === null || !targets.isKnown(target)) {
      const asked = mannersFor(request, services.corsOrigin());
      if (asked === null) return { conductor: personality, manners: answeredAs };
      const { personality: name, hasQuirks: quirks } = asked;
      const conductor = personalityFor({ ...configured, personality: name, quirks });
      return { conductor, manners: asked };
    }
    return { conductor: relay, manners: targets.find(target)?.expected ?? null };
  };

  const connections = new Set<ClientConnection>();
  server.on('connection', (socket) => {
    const clientAddress = socket.remoteAddress ?? HOST;
    const connection = new ClientConnection({
      socket,
      watch,
      timeouts,
      serve: (request, client) => {
        const { conductor, manners } = conductorFor(request);
        return new ExchangeRun(services, conductor, request, client, clientAddress, manners);
      },
      refuse: (error, rawHead, client) => refuseRequest(services, error, rawHead, client),
      onClose: (client) => connections.delete(client),
    });
    connections.add(connection);
  });

  return {
    url: `http://${HOST}:${port}`,
    port,
    get stats() {
      return {
        exchanges: journal.count,
        clientConnections: connections.size,
        applicationConnections: applicationPool.size,
        storageConnections: storagePool.size,
      };
    },
    configure(configuration) {
      personality = personalityFor(configuration);
      configured = configuration;
      answeredAs = answeredAsIn(configuration);
    },
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const connection of connections) connection.destroy();
      applicationPool.close();
      storagePool.close();
      relayPools.pool.close();
      relayPools.trustingPool.close();
      await closed;
      journal.close();
    },
  };
}

function answeredAsIn({
  personality = 'perlbal-patch',
  quirks = false,
}: ReproxyConfiguration): AnsweredAs {
  return { personality, hasQuirks: quirks && personality === 'perlbal-patch' };
}

function createPools(
  { isStorageAllowed, storageCertificates }: ReproxyOptions,
  { watch, timeouts, port }: { watch: DeadlineWatch; timeouts: Timeouts; port: number },
) {
  const applicationPool = new UpstreamPool({
    watch,
    timeouts,
    certificates: undefined,
    // The user named the application: where its name leads is the user's business, save to us.
    isLocalAddressAllowed: (_address, to) => to !== port,
  });
  const storagePool = new UpstreamPool({
    watch,
    timeouts,
    certificates: storageCertificates,
    isLocalAddressAllowed: (address, to) => to !== port && isStorageAllowed(address, to),
  });
  return { applicationPool, storagePool };
}

/** The user named each target; where a name leads that is not this machine's own is not up to others. */
function createRelayPools({ storageCertificates, timeouts }: ReproxyOptions, watch: DeadlineWatch) {
  const shared = {
    watch,
    timeouts: { ...relayTimeouts, ...timeouts },
    certificates: storageCertificates,
    isLocalAddressAllowed: () => false,
  };
  return {
    pool: new UpstreamPool(shared),
    trustingPool: new UpstreamPool({ ...shared, isAnyCertificateTaken: true }),
  };
}

function storageAccess(
  { fileRoots, isStorageAllowed, areCopies }: ReproxyOptions,
  own: Pick<StorageAccess, 'pool' | 'via' | 'ownPort'>,
): StorageAccess {
  return {
    ...own,
    fileRoots: fileRoots ?? [],
    isAllowed: isStorageAllowed,
    areCopies: areCopies ?? (() => false),
  };
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
