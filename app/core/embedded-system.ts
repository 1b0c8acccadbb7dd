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
import type { WatchBody } from '../proxy/record/body-watch.ts';
import type { RelayTargets } from '../proxy/relay/relay-target.ts';
import { createReproxy } from '../proxy/reproxy.ts';
import { parseAllowedStorage, type StorageRule } from './allowed-storage.ts';
import type { Library } from './library/library.ts';
import type { Mogile } from './mogile/mogile.ts';
import { version } from './version.ts';

export interface EmbeddedSystemOptions {
  library: Library;
  /** Where the application finds what the library does not have; null: nowhere. */
  mogile: Mogile | null;
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
  switchPart(part: 'application' | 'storage', isUp: boolean): Promise<void>;
  /**
   * Changes some of the configuration, or nothing; exchanges under way go on as they began.
   * @throws CodedError `usage` for addresses that are none
   */
  configure(patch: SystemConfigurationPatch): void;
  close(): Promise<void>;
}

/**
 * Starts the three HTTP parts on 127.0.0.1: storage, application, and the reproxy in front.
 * @throws CodedError `port_in_use`, `usage`; parts that had started are closed again
 */
export async function startEmbeddedSystem(options: EmbeddedSystemOptions): Promise<EmbeddedSystem> {
  const { library, mogile, publicHosts } = options;
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
      }),
    );
    const application = keep(
      await createApplication({
        publicHosts,
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
        targets: options.targets,
        onExchange: (exchange) => options.onExchange(mogile?.withTrackerHops(exchange) ?? exchange),
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
        const part = name === 'application' ? application : storage;
        await (isUp ? part.start() : part.stop());
      },
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
