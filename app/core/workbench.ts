import { join } from 'node:path';
import type {
  OperationInput,
  OperationName,
  OperationOutput,
  OperationProgress,
} from '../contract/operations.ts';
import type { RpcEvent } from '../contract/rpc.ts';
import { defaultConfiguration, type SystemConfiguration } from '../contract/system.ts';
import { createChanges, type Topic } from './changes.ts';
import { startEmbeddedSystem } from './embedded-system.ts';
import { createCatalog } from './library/catalog.ts';
import { createLibrary } from './library/library.ts';
import { localVideoOpener } from './library/open-local-video.ts';
import { createVideoReader } from './library/read-video.ts';
import { createLog, type Log } from './log/log.ts';
import { createMogile, type MogileSettings } from './mogile/mogile.ts';
import { type Asking, callOperation, type OperationResult, runOperation } from './operation.ts';
import { handlers } from './operations/index.ts';
import { createReadingMark } from './served/reading-mark.ts';
import { createServedVideos } from './served/served-videos.ts';
import { openSettingsStore } from './settings-store.ts';
import { createRightOfWay } from './source/right-of-way.ts';
import { createVerdicts, type Verdicts } from './verdicts/verdicts.ts';
import type { WorkbenchParts } from './workbench-parts.ts';

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

/** What changed, and how it is now. */
export type WorkbenchEvent = Extract<RpcEvent, { event: Topic }>;

/** All that Seeklab does, without a door. */
export interface Workbench {
  readonly reproxyUrl: string;
  /** Seeks and exchanges of this run; it tells of its changes itself. */
  readonly log: Pick<Log, 'counts' | 'subscribe' | 'tap'>;
  /** Judges a seek that was made without telling the log of it. */
  judge: Verdicts['judge'];
  /**
   * Does an operation.
   * @throws CodedError as the operation does
   */
  call<N extends OperationName>(
    name: N,
    input: OperationInput<N>,
    asking?: Partial<Asking<OperationProgress<N>>>,
  ): Promise<OperationOutput<N>>;
  /** Does an operation by name with untrusted input; never throws. */
  run(name: string, input: unknown, asking?: Partial<Asking>): Promise<OperationResult>;
  /** Calls the listener at every change, at once; returns the unsubscribe function. */
  subscribe(listener: (event: WorkbenchEvent) => void): () => void;
  /** The web door's origin: its page may read what the reproxy sends. */
  setConsoleOrigin(origin: string): void;
  close(): Promise<void>;
}

const nobodyIsTold = { onProgress: () => undefined };

/**
 * Opens the library and starts the embedded system.
 * @throws CodedError `port_in_use`, `path_unusable`, `usage`
 */
export async function createWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const parts = await startParts(options);
  const { system, settings, catalog, changes, log, verdicts } = parts;
  const eventOf = (event: Topic): WorkbenchEvent => {
    switch (event) {
      case 'library':
        return { event, data: catalog.entries() };
      case 'system':
        return { event, data: system.status() };
      case 'settings':
        return { event, data: settings.get() };
    }
  };
  return {
    reproxyUrl: system.reproxyUrl,
    log,
    judge: verdicts.judge,
    call: (name, input, asking) =>
      callOperation(handlers, parts, name, input, { ...nobodyIsTold, ...asking }),
    run: (name, input, asking) =>
      runOperation(handlers, parts, name, input, { ...nobodyIsTold, ...asking }),
    subscribe: (listener) => changes.subscribe((topic) => listener(eventOf(topic))),
    setConsoleOrigin: parts.setConsoleOrigin,
    close: parts.close,
  };
}

interface StartedParts extends WorkbenchParts {
  verdicts: Verdicts;
  setConsoleOrigin(origin: string): void;
  close(): Promise<void>;
}

/** Each part is given what stands before it; what they tell of their changes needs none of them. */
async function startParts(options: WorkbenchOptions): Promise<StartedParts> {
  const changes = createChanges();
  const rightOfWay = createRightOfWay();
  const mark = createReadingMark();
  const log = createLog();
  const tellLibrary = () => changes.tell('library');
  const settings = await openSettingsStore(join(options.dataDir, 'settings.json'));
  const library = await createLibrary({
    sampleDir: options.mogile ? null : options.sampleDir,
    paths: options.mediaPaths ?? [],
  });
  library.onChange(tellLibrary);
  const onChange = () => {
    tellLibrary();
    // Why keys cannot be listed is part of the system's state.
    changes.tell('system');
  };
  const mogile = options.mogile
    ? createMogile({
        ...options.mogile,
        takenNames: () => new Set(library.entries().map(({ name }) => name)),
        rightOfWay,
        onChange,
      })
    : null;
  let consoleOrigin: string | null = null;
  const verdicts = createVerdicts({
    log,
    open: localVideoOpener(library),
    factsOf: (name) => videos.lastRead(name),
  });
  const system = await startEmbeddedSystem({
    library,
    mogile,
    reproxyPort: options.reproxyPort ?? 0,
    publicHosts: options.publicHosts ?? [],
    consoleOrigin: () => consoleOrigin,
    configuration: { ...defaultConfiguration, ...options.configuration },
    watchBody: verdicts.watchBody,
    onExchange(exchange) {
      if (mark.isOn(exchange)) return;
      rightOfWay.onExchange(exchange);
      log.putExchange(exchange);
    },
  });
  const served = createServedVideos({
    reproxyUrl: system.reproxyUrl,
    mark,
    applicationUrl: () => system.status().configuration.applicationUrl,
    rightOfWay,
    onChange: tellLibrary,
  });
  const videos = createVideoReader([
    served.openAdded,
    localVideoOpener(library),
    ...(mogile ? [mogile.opener(system.isStorageAllowed)] : []),
    served.openAny,
  ]);

  return {
    system,
    catalog: createCatalog(library, mogile, served),
    videos,
    log,
    settings,
    changes,
    verdicts,
    setConsoleOrigin(origin) {
      consoleOrigin = origin;
    },
    async close() {
      changes.close();
      verdicts.close();
      log.close();
      videos.close();
      mogile?.close();
      await system.close();
    },
  };
}
