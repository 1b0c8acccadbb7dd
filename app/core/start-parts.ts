import { join } from 'node:path';
import { LOG_BOUNDS } from '../contract/log.ts';
import { defaultConfiguration } from '../contract/system.ts';
import { createKeptStored } from '../origin/stored-file.ts';
import { createChanges } from './changes.ts';
import { startEmbeddedSystem } from './embedded-system.ts';
import { createFaults } from './faults/faults.ts';
import { createCatalog } from './library/catalog.ts';
import { watchFolders } from './library/folder-watch.ts';
import { createLibrary } from './library/library.ts';
import { localVideoOpener } from './library/open-local-video.ts';
import type { VideoOpener } from './library/opened-video.ts';
import { createVideoReader } from './library/read-video.ts';
import { createLog } from './log/log.ts';
import { createMogile } from './mogile/mogile.ts';
import { createPlayerDesk } from './playback/player-desk.ts';
import { createReadingMark } from './served/reading-mark.ts';
import { createServedVideos } from './served/served-videos.ts';
import { createSessions } from './sessions/sessions.ts';
import { openSettingsStore } from './settings-store.ts';
import { createRightOfWay } from './source/right-of-way.ts';
import type { SweepBench, SweptSystem } from './sweeps/sweep-bench.ts';
import { createSweeps } from './sweeps/sweeps.ts';
import { addFirstTargets } from './targets/first-targets.ts';
import { openSavedTargets } from './targets/saved-targets.ts';
import { createTargets } from './targets/targets.ts';
import { createKeptFiles } from './verdicts/kept-files.ts';
import { createVerdicts, type Verdicts } from './verdicts/verdicts.ts';
import type { WorkbenchOptions } from './workbench-options.ts';
import type { WorkbenchParts } from './workbench-parts.ts';

/** What a workbench consists of, running. */
export interface StartedParts extends WorkbenchParts {
  verdicts: Verdicts;
  openFile: VideoOpener;
  /** As the workbench's. */
  pathOf(videoName: string): Promise<string | null>;
  setConsoleOrigin(origin: string): void;
  close(): Promise<void>;
}

/** Opens a system beside the one that is started. */
export type OpenSweepBench = (options: WorkbenchOptions, swept: SweptSystem) => Promise<SweepBench>;

/** Each part is given what stands before it; what they tell of their changes needs none of them. */
export async function startParts(
  options: WorkbenchOptions,
  openSweepBench: OpenSweepBench,
): Promise<StartedParts> {
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
