import type { Exchange } from '../contract/exchange.ts';
import type { SystemStatus } from '../contract/system.ts';
import { createApplication } from '../origin/application.ts';
import { createStorage } from '../origin/storage.ts';
import { videoPath } from '../origin/video-path.ts';
import { createReproxy } from '../proxy/reproxy.ts';
import type { StorageRule } from './allowed-storage.ts';
import type { Library } from './library/library.ts';
import type { Mogile } from './mogile/mogile.ts';
import { version } from './version.ts';

export interface EmbeddedSystemOptions {
  library: Library;
  /** Where the application finds what the library does not have; null: nowhere. */
  mogile: Mogile | null;
  /** Port of the reproxy; 0 lets the system choose. */
  reproxyPort: number;
  /** The console's exact origin once it is known: the only one that gets CORS headers. */
  consoleOrigin: () => string | null;
  /** The user's own application; absent: the embedded one is asked. */
  applicationUrl?: string | undefined;
  /** Storage that may be asked besides the embedded one. */
  isStorageAllowed: StorageRule;
  onExchange: (exchange: Exchange) => void;
}

export interface EmbeddedSystem {
  readonly reproxyUrl: string;
  status(): SystemStatus;
  switchPart(part: 'application' | 'storage', isUp: boolean): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts the three HTTP parts on 127.0.0.1: storage, application, and the reproxy in front.
 * @throws CodedError `port_in_use`; parts that had started are closed again
 */
export async function startEmbeddedSystem(options: EmbeddedSystemOptions): Promise<EmbeddedSystem> {
  const { library, mogile } = options;
  const opened: { close(): Promise<void> }[] = [];
  const keep = <T extends { close(): Promise<void> }>(part: T): T => {
    opened.unshift(part);
    return part;
  };
  const close = async () => {
    await Promise.all(opened.map((part) => part.close()));
  };

  try {
    const storage = keep(await createStorage({ resolve: (name) => library.resolve(name) }));
    const application = keep(
      await createApplication({
        storageUrls: async (name, request) => {
          if (await library.resolve(name)) return [storage.url + videoPath(name)];
          return mogile?.storageUrls(name, request) ?? [];
        },
      }),
    );
    const reproxy = keep(
      await createReproxy({
        port: options.reproxyPort,
        application: options.applicationUrl ?? application.url,
        isStorageAllowed: (host, port) =>
          (host === '127.0.0.1' && port === storage.port) ||
          options.isStorageAllowed(host, port) ||
          mogile?.isNamedNode(host, port) === true,
        corsOrigin: options.consoleOrigin,
        onExchange: (exchange) => options.onExchange(mogile?.withTrackerHops(exchange) ?? exchange),
      }),
    );

    return {
      reproxyUrl: reproxy.url,
      status: () => ({
        version,
        reproxy: { url: reproxy.url, isUp: true, isEmbedded: true },
        application:
          options.applicationUrl === undefined
            ? { url: application.url, isUp: application.isUp, isEmbedded: true }
            : { url: options.applicationUrl, isUp: true, isEmbedded: false },
        storage: { url: storage.url, isUp: storage.isUp, isEmbedded: true },
        mogile: mogile?.status() ?? null,
        platform: process.platform,
      }),
      async switchPart(name, isUp) {
        const part = name === 'application' ? application : storage;
        await (isUp ? part.start() : part.stop());
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
