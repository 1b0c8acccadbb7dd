import { join } from 'node:path';
import { LOG_BOUNDS } from '../contract/log.ts';
import type {
  OperationInput,
  OperationName,
  OperationOutput,
  OperationProgress,
} from '../contract/operations.ts';
import type { RpcEvent } from '../contract/rpc.ts';
import { defaultConfiguration } from '../contract/system.ts';
import { createKeptStored } from '../origin/stored-file.ts';
import { createChanges, type Topic } from './changes.ts';
import { startEmbeddedSystem } from './embedded-system.ts';
import { createFaults } from './faults/faults.ts';
import { createCatalog } from './library/catalog.ts';
import { watchFolders } from './library/folder-watch.ts';
import { createLibrary } from './library/library.ts';
import { localVideoOpener } from './library/open-local-video.ts';
import type { VideoOpener } from './library/opened-video.ts';
import { createVideoReader } from './library/read-video.ts';
import { createLog, type Log } from './log/log.ts';
import { createMogile } from './mogile/mogile.ts';
import { type Asking, callOperation, type OperationResult, runOperation } from './operation.ts';
import { handlers } from './operations/index.ts';
import { createPlayerDesk, type PlayerDesk } from './playback/player-desk.ts';
import { createReadingMark } from './served/reading-mark.ts';
import { createServedVideos } from './served/served-videos.ts';
import { createSessions } from './sessions/sessions.ts';
import { openSettingsStore } from './settings-store.ts';
import { createRightOfWay } from './source/right-of-way.ts';
import {
  type SweepBench,
  type SweptSystem,
  sweepBenchOf,
  sweptConfiguration,
} from './sweeps/sweep-bench.ts';
import { createSweeps } from './sweeps/sweeps.ts';
import { addFirstTargets } from './targets/first-targets.ts';
import { openSavedTargets } from './targets/saved-targets.ts';
import { createTargets } from './targets/targets.ts';
import { createKeptFiles } from './verdicts/kept-files.ts';
import { createVerdicts, type Verdicts } from './verdicts/verdicts.ts';
import type { WorkbenchOptions } from './workbench-options.ts';
import type { WorkbenchParts } from './workbench-parts.ts';

export type { WorkbenchOptions } from './workbench-options.ts';

/** What changed, and how it is now. */
export type WorkbenchEvent = Extract<RpcEvent, { event: Topic }>;

/** All that Seeklab does, without a door. */
export interface Workbench {
  readonly reproxyUrl: string;
  /** Seeks and exchanges of this run; it tells of its changes itself. */
  readonly log: Pick<Log, 'counts' | 'pinned' | 'subscribe' | 'tap'>;
  /** Judges a seek that was made without telling the log of it. */
  judge: Verdicts['judge'];
  /** Where a video of the library lies on this machine; null where it does not, or has no name that is text. */
  pathOf(videoName: string): Promise<string | null>;
  readonly playerDesk: Pick<PlayerDesk, 'expect'>;
  /** Opens the file that the answers of a video are held against, where it is on this machine. */
  openFile: VideoOpener;
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
 * @throws CodedError `port_in_use`, `path_unusable`, `usage`, `fault_*`, `session_unknown`, `session_in_use`
 */
export async function createWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const parts = await startParts(options);
  const { system, settings, faults, catalog, changes, log, targets, verdicts, sessions, sweeps } =
    parts;
  const eventOf = (event: Topic): WorkbenchEvent => {
    switch (event) {
      case 'library':
        return { event, data: catalog.entries() };
      case 'targets':
        return { event, data: targets.list() };
      case 'system':
        return { event, data: system.status() };
      case 'faults':
        return { event, data: faults.list() };
      case 'settings':
        return { event, data: settings.get() };
      case 'session':
        return { event, data: sessions.status() };
      case 'sweeps':
        return { event, data: sweeps.list() };
    }
  };
  return {
    reproxyUrl: system.reproxyUrl,
    log,
    judge: verdicts.judge,
    playerDesk: parts.playerDesk,
    openFile: parts.openFile,
    pathOf: parts.pathOf,
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
  openFile: VideoOpener;
  pathOf: Workbench['pathOf'];
  setConsoleOrigin(origin: string): void;
  close(): Promise<void>;
}

/** Each part is given what stands before it; what they tell of their changes needs none of them. */
async function startParts(options: WorkbenchOptions): Promise<StartedParts> {
  const changes = createChanges();
  const rightOfWay = createRightOfWay();
  const mark = createReadingMark();
  const isForSweep = options.isForSweep ?? false;
  const log = createLog(LOG_BOUNDS, !isForSweep);
  const playerDesk = createPlayerDesk(log);
  const tellLibrary = () => changes.tell('library');
  const sessions = createSessions({
    root: join(options.dataDir, 'sessions'),
    log,
    onChange: () => changes.tell('session'),
  });
  const settings = await openSettingsStore(join(options.dataDir, 'settings.json'));
  const faults = createFaults({
    hasTrackers: options.mogile !== undefined,
    onChange: () => changes.tell('faults'),
  });
  for (const text of options.faults ?? []) faults.add(text);
  const library =
    options.sharedLibrary ??
    (await createLibrary({
      sampleDir: options.mogile ? null : options.sampleDir,
      paths: options.mediaPaths ?? [],
      ...(options.onAdded && { onAdded: options.onAdded }),
    }));
  const stopHearing = library.onChange(tellLibrary);
  const onChange = () => {
    tellLibrary();
    // Why keys cannot be listed is part of the system's state.
    changes.tell('system');
  };
  const mogile = options.mogile
    ? createMogile({
        ...options.mogile,
        faultsFor: faults.decider('tracker'),
        takenNames: () => new Set(library.entries().map(({ name }) => name)),
        rightOfWay,
        onChange,
      })
    : null;
  let consoleOrigin: string | null = null;
  let relayAt: { url: string; port: number } | null = null;
  const openLocal = localVideoOpener(library);
  const targets = createTargets({
    libraryNames: () => library.entries().map(({ name }) => name),
    ownPort: () => relayAt?.port ?? null,
    reproxyUrl: () => relayAt?.url ?? '',
    mark,
    rightOfWay,
    openLocal,
    onChange() {
      changes.tell('targets');
      tellLibrary();
    },
  });
  const savedTargets = openSavedTargets(join(options.dataDir, 'targets.json'));
  const openFile: VideoOpener = async (name) => (await targets.openOnDisk(name)) ?? openLocal(name);
  const kept = isForSweep ? createKeptFiles(openFile) : null;
  const keptStored = isForSweep ? createKeptStored() : null;
  const verdicts = createVerdicts({
    log,
    judgesLogged: !isForSweep,
    open: kept?.open ?? openFile,
    factsOf: (target) => videos.lastRead(target),
    factsNamed: (name) => videos.lastNamed(name),
    isTarget: targets.isKnown,
    startUnitOf: (name) => targets.find(name)?.pattern.startUnit ?? null,
    watchesAll: options.judgesAll ?? false,
  });
  // Before anything can be asked: rows of now stand behind those of then.
  if (options.session) await sessions.begin(options.session);
  const system = await startEmbeddedSystem({
    library,
    mogile,
    faults,
    reproxyPort: options.reproxyPort ?? 0,
    publicHosts: options.publicHosts ?? [],
    consoleOrigin: () => consoleOrigin,
    openStored: keptStored?.open,
    isEverybodyPaced: isForSweep,
    configuration: { ...defaultConfiguration, ...options.configuration },
    timeouts: options.timeouts,
    targets,
    watchBody: verdicts.watchBody,
    onExchange(exchange) {
      if (mark.isOn(exchange)) return;
      rightOfWay.onExchange(exchange);
      log.putExchange(exchange);
    },
  }).catch(async (error: unknown) => {
    await sessions.close();
    throw error;
  });
  relayAt = { url: system.reproxyUrl, port: system.reproxyPort };
  try {
    await addFirstTargets(targets, savedTargets, options.targets ?? []);
  } catch (error) {
    await sessions.close();
    await system.close();
    throw error;
  }
  const served = createServedVideos({
    reproxyUrl: system.reproxyUrl,
    mark,
    applicationUrl: () => system.status().configuration.applicationUrl,
    rightOfWay,
    onChange: tellLibrary,
  });
  const videos = createVideoReader([
    targets.open,
    served.openAdded,
    openLocal,
    ...(mogile ? [mogile.opener(system.isStorageAllowed)] : []),
    served.openAny,
  ]);
  const stopWatching = watchFolders({ library, isHeard: changes.isHeard });
  const sweeps = createSweeps({
    openBench: (order) =>
      openSweepBench(
        { ...options, faults: faults.list().map(({ text }) => text), sharedLibrary: library },
        {
          system: system.status(),
          targets: order.targets.map(targets.inputOf),
          isWhole: order.isWhole,
        },
      ),
    findTarget: targets.listed,
    known: { openFile, openVideo: (name, signal) => videos.read(name, {}, signal) },
    onChange: () => changes.tell('sweeps'),
  });

  return {
    system,
    faults,
    catalog: createCatalog(library, mogile, served, targets),
    videos,
    targets,
    savedTargets,
    log,
    settings,
    sessions,
    sweeps,
    changes,
    verdicts,
    playerDesk,
    openFile,
    async pathOf(videoName) {
      const path = (await library.resolve(videoName))?.path;
      return typeof path === 'string' ? path : null;
    },
    consoleOrigin: () => consoleOrigin,
    setConsoleOrigin(origin) {
      consoleOrigin = origin;
    },
    async close() {
      stopWatching();
      stopHearing();
      changes.close();
      await sweeps.close();
      // Before what still runs is cut: that is no fault of any server.
      await sessions.close();
      verdicts.close();
      playerDesk.close();
      log.close();
      videos.close();
      mogile?.close();
      await system.close();
      await kept?.close();
      await keptStored?.close();
    },
  };
}

/** A system beside the one that the window shows, in the same state. */
async function openSweepBench(
  { session: _none, targets: _others, reproxyPort: _taken, ...same }: WorkbenchOptions,
  swept: SweptSystem,
): Promise<SweepBench> {
  const configuration = sweptConfiguration(swept);
  return sweepBenchOf(await createWorkbench({ ...same, configuration, isForSweep: true }), swept);
}
