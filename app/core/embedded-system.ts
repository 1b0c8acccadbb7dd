import type { Exchange } from '../contract/exchange.ts';
import type {
  SystemConfiguration,
  SystemConfigurationPatch,
  SystemStatus,
} from '../contract/system.ts';
import { videoPath } from '../http/video-path.ts';
import { createApplication, type VideoRequest } from '../origin/application.ts';
import { withPace } from '../origin/pace.ts';
import { createStorage } from '../origin/storage.ts';
import type { OpenStored } from '../origin/stored-file.ts';
import type { Timeouts } from '../proxy/options.ts';
import type { WatchBody } from '../proxy/record/body-watch.ts';
import type { RelayTargets } from '../proxy/relay/relay-target.ts';
import { createReproxy } from '../proxy/reproxy.ts';
import { parseAllowedStorage, type StorageRule } from './allowed-storage.ts';
import type { Faults } from './faults/faults.ts';
import type { Library } from './library/library.ts';
import type { Mogile } from './mogile/mogile.ts';
import { version } from './version.ts';

export interface EmbeddedSystemOptions {
  library: Library;
  /** Where the application finds what the library does not have; null: nowhere. */
  mogile: Mogile | null;
  /** What application and storage do wrong on purpose. */
  faults: Faults;
  /** Port of the reproxy; 0 lets the system choose. */
  reproxyPort: number;
  /** Hosts besides loopback that requests may be for. */
  publicHosts: readonly string[];
  /** The console's exact origin once it is known: the only one that gets CORS headers. */
  consoleOrigin: () => string | null;
  /** How storage opens its files; default: for each answer anew. */
  openStored?: OpenStored | undefined;
  /** Does the pace hold for others than our own player, too? */
  isEverybodyPaced: boolean;
  configuration: SystemConfiguration;
  /** How long the reproxy waits; absent: as by default. */
  timeouts?: Partial<Timeouts> | undefined;
  targets: RelayTargets;
  onExchange: (exchange: Exchange) => void;
  /** Who looks at the bodies that clients get. */
  watchBody: WatchBody;
}

export interface EmbeddedSystem {
  readonly reproxyUrl: string;
  readonly reproxyPort: number;
  /** May that storage be asked: ours, the user's, or a node that a tracker has named? */
  isStorageAllowed: StorageRule;
  status(): SystemStatus;
  switchPart(part: EmbeddedPart, isUp: boolean): Promise<void>;
  /** Call when other faults are on than before; settles when the parts are as those say. */
  followFaults(): Promise<void>;
  /**
   * Changes some of the configuration, or nothing; exchanges under way go on as they began.
   * @throws CodedError `usage` for addresses that are none
   */
  configure(patch: SystemConfigurationPatch): void;
  close(): Promise<void>;
}

type EmbeddedPart = 'application' | 'storage';

/**
 * Starts the three HTTP parts on 127.0.0.1: storage, application, and the reproxy in front.
 * @throws CodedError `port_in_use`, `usage`; parts that had started are closed again
 */
export async function startEmbeddedSystem(options: EmbeddedSystemOptions): Promise<EmbeddedSystem> {
  const { library, mogile, faults, publicHosts } = options;
  const opened: { close(): Promise<void> }[] = [];
  const keep = <T extends { close(): Promise<void> }>(part: T): T => {
    opened.unshift(part);
    return part;
  };
  const close = async () => {
    await Promise.all(opened.map((part) => part.close()));
  };

  let { configuration } = options;
  let isAllowedByUser = parseAllowedStorage(configuration.storageAllow);

  /** Our own player gets the pace; what others ask for is not held back. */
  const pacedFor = ({ origin }: VideoRequest, url: string) => {
    const isPlayer = origin !== null && origin === options.consoleOrigin();
    const isOurs = isPlayer || options.isEverybodyPaced;
    return isOurs && configuration.pace ? withPace(url, configuration.pace) : url;
  };

  try {
    const storage = keep(
      await createStorage({
        publicHosts,
        resolve: (name) => library.resolve(name),
        open: options.openStored,
        faultsFor: faults.decider('storage'),
      }),
    );
    const application = keep(
      await createApplication({
        publicHosts,
        faultsFor: faults.decider('application'),
        storageUrls: async (name, request) => {
          if (await library.resolve(name))
            return [pacedFor(request, storage.url + videoPath(name))];
          return mogile?.storageUrls(name, request) ?? [];
        },
      }),
    );
    const isStorageAllowed: StorageRule = (host, port) =>
      (host === '127.0.0.1' && port === storage.port) ||
      isAllowedByUser(host, port) ||
      mogile?.isNamedNode(host, port) === true;
    const parts = { application, storage };
    const peers = { application: peerOf(application), storage: peerOf(storage) };
    /** As the user wants them, who may switch one off besides. */
    const isWanted = { application: true, storage: true };
    const settle = async (name: EmbeddedPart) => {
      const isUp = isWanted[name] && !faults.isDown(name);
      await (isUp ? parts[name].start() : parts[name].stop());
    };
    const followFaults = async () => {
      await Promise.all([settle('application'), settle('storage')]);
    };
    await followFaults();
    const reproxy = keep(
      await createReproxy({
        port: options.reproxyPort,
        publicHosts,
        application: configuration.applicationUrl ?? application.url,
        personality: configuration.personality,
        quirks: configuration.hasQuirks,
        isStorageAllowed,
        areCopies: (url, other) => mogile?.areCopies(url, other) === true,
        corsOrigin: options.consoleOrigin,
        watchBody: options.watchBody,
        ...(options.timeouts && { timeouts: options.timeouts }),
        targets: options.targets,
        onExchange(exchange) {
          const shown = faults.addTo(exchange, peers);
          options.onExchange(mogile?.withTrackerHops(shown) ?? shown);
        },
      }),
    );

    return {
      reproxyUrl: reproxy.url,
      reproxyPort: reproxy.port,
      isStorageAllowed,
      status: () => ({
        version,
        reproxy: { url: reproxy.url, isUp: true, isEmbedded: true },
        application:
          configuration.applicationUrl === null
            ? { url: application.url, isUp: application.isUp, isEmbedded: true }
            : { url: configuration.applicationUrl, isUp: true, isEmbedded: false },
        storage: { url: storage.url, isUp: storage.isUp, isEmbedded: true },
        mogile: mogile?.status() ?? null,
        configuration,
        platform: process.platform,
      }),
      async switchPart(name, isUp) {
        isWanted[name] = isUp;
        await settle(name);
      },
      followFaults,
      configure(patch) {
        const {
          applicationUrl = configuration.applicationUrl,
          storageAllow = configuration.storageAllow,
          personality = configuration.personality,
          hasQuirks = configuration.hasQuirks,
          pace = configuration.pace,
        } = patch;
        const rule = parseAllowedStorage(storageAllow);
        reproxy.configure({
          application: applicationUrl ?? application.url,
          personality,
          quirks: hasQuirks,
        });
        configuration = { applicationUrl, storageAllow, personality, hasQuirks, pace };
        isAllowedByUser = rule;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

const peerOf = ({ url }: { url: string }) => url.replace('http://', '');
