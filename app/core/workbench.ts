import { join } from 'node:path';
import type { RpcEvent } from '../contract/rpc.ts';
import { defaultConfiguration, type SystemConfiguration } from '../contract/system.ts';
import { type EmbeddedSystem, startEmbeddedSystem } from './embedded-system.ts';
import { createExchangeStore } from './exchange-store/exchange-store.ts';
import { createCatalog } from './library/catalog.ts';
import { createLibrary } from './library/library.ts';
import { localVideoOpener } from './library/open-local-video.ts';
import { createVideoReader } from './library/read-video.ts';
import { createMogile, type MogileSettings } from './mogile/mogile.ts';
import { type OperationResult, runOperation } from './operation.ts';
import { handlers } from './operations/index.ts';
import { createServedVideos } from './served/served-videos.ts';
import { openSettingsStore } from './settings-store.ts';
import { createRightOfWay } from './source/right-of-way.ts';
import type { WorkbenchParts } from './workbench-parts.ts';

/** Finished exchanges kept in memory; packed, 2,000 with ordinary heads take about 5 MB. */
const EXCHANGES_KEPT = { exchanges: 2000, textBytes: 32_000_000 };

export interface WorkbenchOptions {
  /** Folder for settings; made when missing. */
  dataDir: string;
  /** The folder of the videos that ship. */
  sampleDir: string;
  /** Files and folders of the user, absolute paths. */
  mediaPaths?: readonly string[];
  /** Hosts besides loopback that requests may be for, at every port but the console's. */
  publicHosts?: readonly string[];
  /** Port of the reproxy; 0 (default) lets the system choose. */
  reproxyPort?: number;
  /** Whom the reproxy asks and how it answers, at first; what is absent is as by default. */
  configuration?: Partial<SystemConfiguration>;
  /**
   * A MogileFS domain: the embedded application looks up there what the library does not have, and
   * the reproxy may ask the storage nodes that its trackers name. The samples are left out then,
   * so that their names cannot hide keys.
   */
  mogile?: MogileSettings | undefined;
}

/** All that Seeklab does, without a door. */
export interface Workbench {
  readonly reproxyUrl: string;
  /**
   * Runs an operation by name with untrusted input; never throws.
   * @param signal the answer is not wanted any more
   */
  run(name: string, input: unknown, signal?: AbortSignal): Promise<OperationResult>;
  /** Calls the listener at every change, at once; returns the unsubscribe function. */
  subscribe(listener: (event: RpcEvent) => void): () => void;
  /** The web door's origin: its page may read what the reproxy sends. */
  setConsoleOrigin(origin: string): void;
  close(): Promise<void>;
}

/**
 * Opens the library and starts the embedded system.
 * @throws CodedError `port_in_use`, `path_unusable`, `usage`
 */
export async function createWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const listeners = new Set<(event: RpcEvent) => void>();
  const publish = (event: RpcEvent) => {
    for (const listener of listeners) listener(event);
  };
  let consoleOrigin: string | null = null;

  const settings = await openSettingsStore(join(options.dataDir, 'settings.json'));
  const rightOfWay = createRightOfWay();
  const library = await createLibrary({
    sampleDir: options.mogile ? null : options.sampleDir,
    paths: options.mediaPaths ?? [],
  });
  // The library may change while the system still starts: until then there is nothing to ask.
  let running: EmbeddedSystem | null = null;
  const mogile = options.mogile
    ? createMogile({
        ...options.mogile,
        takenNames: () => new Set(library.entries().map(({ name }) => name)),
        rightOfWay,
        isStorageAllowed: (host, port) => running?.isStorageAllowed(host, port) === true,
        onChange: () => publishAll(),
      })
    : null;
  const served = createServedVideos({
    reproxyUrl: () => running?.reproxyUrl ?? '',
    applicationUrl: () => running?.status().configuration.applicationUrl ?? null,
    rightOfWay,
    onChange: () => publishLibrary(),
  });
  const catalog = createCatalog(library, mogile, served);
  const publishLibrary = () => publish({ event: 'library', data: catalog.entries() });
  library.onChange(publishLibrary);
  const exchanges = createExchangeStore(EXCHANGES_KEPT);
  const system: EmbeddedSystem = await startEmbeddedSystem({
    library,
    mogile,
    reproxyPort: options.reproxyPort ?? 0,
    publicHosts: options.publicHosts ?? [],
    consoleOrigin: () => consoleOrigin,
    configuration: { ...defaultConfiguration, ...options.configuration },
    onExchange(exchange) {
      if (served.isOwnReading(exchange)) return;
      rightOfWay.onExchange(exchange);
      exchanges.put(exchange);
      publish({ event: 'exchanges', data: [exchange] });
    },
  });
  running = system;
  // Why keys cannot be listed is part of the system's state.
  const publishAll = () => {
    publishLibrary();
    publish({ event: 'system', data: system.status() });
  };
  const openers = [
    served.openAdded,
    localVideoOpener(library),
    ...(mogile ? [mogile.openVideo] : []),
    served.openAny,
  ];
  const videos = createVideoReader(openers);
  const parts: WorkbenchParts = { system, catalog, videos, exchanges, settings, publish };

  return {
    reproxyUrl: system.reproxyUrl,
    run: (name, input, signal) => runOperation(handlers, parts, name, input, signal),
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    setConsoleOrigin(origin) {
      consoleOrigin = origin;
    },
    async close() {
      listeners.clear();
      videos.close();
      mogile?.close();
      await system.close();
    },
  };
}
