import { type SeeklabError, toSeeklabError } from '../../contract/errors.ts';
import type { Seek, SeekAsked } from '../../contract/seek.ts';
import type { Settings } from '../../contract/settings.ts';
import type { SystemConfigurationPatch } from '../../contract/system.ts';
import type { LibraryEntry } from '../../contract/video.ts';
import { formatCount } from '../../seek/format.ts';
import { type AskedOtherwise, askAgain } from './ask-again.ts';
import { watchTarget } from './changed-target.ts';
import { createLogClearing, type LogClearing } from './clear-log.ts';
import { type ComparedRows, createComparedRows } from './compared-rows.ts';
import { createConnection } from './connection.ts';
import { type ExportedFile, type ExportFormat, exportRows } from './export-rows.ts';
import { createFaultClient, type FaultClient } from './fault-client.ts';
import { createKeptView, type KeptView } from './kept-view.ts';
import { isRemovable, removeVideos, tellAdded } from './library-changes.ts';
import { watchLogStatistics } from './log-statistics.ts';
import { createLogView, type LogView } from './log-view.ts';
import { createMarking, type Marking } from './marking.ts';
import { tell, tellError } from './notices.ts';
import { createVideoOpening } from './open-video.ts';
import { whenQuiet } from './quiet.ts';
import { watchReplacement } from './replaced-video.ts';
import { createReplay, type Replay } from './replay.ts';
import { createSeekReporter } from './seek-reporter.ts';
import { createSelection, type Selection } from './selection.ts';
import { createSessionClient, type SessionClient } from './session-client.ts';
import { playbackStore, workbenchStore } from './stores.ts';
import { createSweepClient, type SweepClient } from './sweep-client.ts';
import { loadState, takeNews } from './take-news.ts';
import { createTargetClient, type TargetClient } from './target-client.ts';

/** What the page can ask of the workbench; results arrive in `workbenchStore`. */
export interface WorkbenchClient extends LogClearing {
  /** @param asked where to start; without it at the first frame */
  openVideo(name: string, asked?: SeekAsked | null): Promise<void>;
  /**
   * Adds what may be a path or a name, as a path where there is one.
   * @returns whether it was added
   */
  addPathOrName(text: string): Promise<boolean>;
  /** Adds files and folders by absolute path; opens the first when one file was given. */
  addPaths(paths: readonly string[]): Promise<boolean>;
  /** Adds a video by its name, or address, at the user's own application, or its key; opens it. */
  addServed(name: string): Promise<boolean>;
  /** Takes videos of this machine out of the library, and offers to take them back. */
  removeVideos(names: readonly string[]): Promise<void>;
  /** Has the MogileFS keys listed that begin so, also those beyond what is listed. */
  findKeys(prefix: string): Promise<void>;
  /** Looks up the sizes of entries; what cannot be found out stays unknown. */
  lookUpSizes(names: readonly string[]): Promise<void>;
  switchPart(part: 'application' | 'storage', isUp: boolean): Promise<void>;
  /** @returns why it was refused; null when it holds */
  configure(patch: SystemConfigurationPatch): Promise<SeeklabError | null>;
  changeSettings(patch: Partial<Settings>): Promise<void>;
  readonly targets: TargetClient;
  readonly faults: FaultClient;
  readonly sessions: SessionClient;
  readonly sweeps: SweepClient;
  /** What the page sees of the log. */
  readonly log: LogView;
  /** Where the window is, for the next start. */
  readonly view: KeptView;
  /** Two of its rows side by side. */
  readonly compared: ComparedRows;
  /**
   * Asks for the place of a seek once more, answered in other manners or by another server, and compares both.
   * The picture stays, and nobody else is answered otherwise.
   */
  askAgain(seek: Seek, whom: AskedOtherwise): Promise<void>;
  /**
   * Makes a report of rows of the log, read whole and anew.
   * @param numbers MARK_BOUNDS.atOnce at most; those that are gone are passed over
   */
  exportRows(numbers: readonly number[], format: ExportFormat): Promise<ExportedFile>;
  /** Several of its rows at once. */
  readonly selection: Selection;
  /** What is written on them. */
  readonly marking: Marking;
  /** Seeks that are made again. */
  readonly replay: Replay;
  /** Reads the open video on where reading was broken off. */
  readAgain(): Promise<void>;
  retry(): void;
  close(): void;
}

/** Connects the stores to the workbench, and again after each loss of the connection. */
export function createWorkbenchClient(openSocket: () => WebSocket): WorkbenchClient {
  const connection = createConnection({
    openSocket,
    onState(state) {
      workbenchStore.setState({ connection: state });
      if (state.phase !== 'open') return;
      seeks.resume(runningSeeks());
      log.reset();
      compared.reset();
      loadState(connection);
      void opening.resume();
    },
    onEvent: (event) => takeNews(event, { log, compared, connection }),
  });

  /** For each adding under way: what is not its own, known before or added by another one since. */
  const adding = new Set<Set<string>>();
  const log = createLogView(connection, whenQuiet);
  const compared = createComparedRows(connection, whenQuiet);
  const seeks = createSeekReporter(connection, whenQuiet);
  const stopReporting = playbackStore.subscribe((state, before) => {
    if (state.seeks === before.seeks) return;
    for (const [id, seek] of state.seeks) if (before.seeks.get(id) !== seek) seeks.put(seek);
  });
  const view = createKeptView(connection);
  const stopCounting = watchLogStatistics(connection, whenQuiet);
  const stopWatching = watchReplacement(connection);
  const opening = createVideoOpening(connection);
  const openVideo: WorkbenchClient['openVideo'] = opening.open;
  const stopWatchingTarget = watchTarget(openVideo);

  const addPaths = async (paths: readonly string[]) => {
    const before = new Set(workbenchStore.getState().library?.map((entry) => entry.name));
    adding.add(before);
    try {
      for (const path of paths) {
        workbenchStore.setState({ library: await connection.call('library.add', { path }) });
      }
    } finally {
      adding.delete(before);
    }
    const added = (workbenchStore.getState().library ?? []).filter(({ name }) => !before.has(name));
    for (const others of adding) for (const { name } of added) others.add(name);
    const opened = added.length > 0 ? added : knownAs(paths);
    if (opened.length === 1 && opened[0]) await openVideo(opened[0].name);
    await tellAdded(connection, paths, added.length);
  };
  const addServed = async (name: string) => {
    const library = await connection.call('library.add-served', { name });
    workbenchStore.setState({ library });
    const last = library.at(-1);
    // What was given may be an address: then the new one stands last.
    const added =
      last?.origin === 'application'
        ? last
        : (library.find((entry) => entry.name === name) ?? last);
    if (added) await openVideo(added.name);
  };

  return {
    openVideo,
    addPaths: (paths) => addPaths(paths).then(() => true, refused),
    addServed: (name) => addServed(name).then(() => true, refused),
    addPathOrName: (text) =>
      addPaths([text])
        .catch(async (thrown) => {
          // Keys may begin with a slash too.
          if (toSeeklabError(thrown).code !== 'path_unusable') throw thrown;
          await addServed(text).catch(() => {
            throw thrown;
          });
        })
        .then(() => true, refused),
    removeVideos: (names) => removeVideos(connection, names).catch(tellError),
    findKeys: (prefix) =>
      connection
        .call('library.find-keys', { prefix })
        .then(({ count, isWhole }) => tell(describeFound(prefix, count, isWhole)))
        .catch(tellError),
    async lookUpSizes(names) {
      const known = await connection.call('library.sizes', { names: [...names] }).catch(() => []);
      const byName = new Map(known.map((entry) => [entry.name, entry]));
      workbenchStore.setState(({ library }) => ({
        library: library?.map((entry) => byName.get(entry.name) ?? entry) ?? null,
      }));
    },
    switchPart: (part, isUp) =>
      connection
        .call('system.switch-part', { part, isUp })
        .then((system) => workbenchStore.setState({ system }))
        .catch(tellError),
    configure: (patch) =>
      connection.call('system.configure', patch).then(
        (system) => {
          workbenchStore.setState({ system });
          return null;
        },
        (thrown) => toSeeklabError(thrown),
      ),
    async changeSettings(patch) {
      // Shown at once: a switch that waits for a round trip feels broken.
      workbenchStore.setState(({ settings }) => ({ settings: { ...settings, ...patch } }));
      await connection.call('settings.set', patch).catch(async (thrown) => {
        tellError(thrown);
        // Not saved is not changed: what holds is shown again. A lost connection loads it anew.
        const settings = await connection.call('settings.get', {}).catch(() => null);
        if (settings) workbenchStore.setState({ settings });
      });
    },
    targets: createTargetClient(connection),
    faults: createFaultClient(connection),
    sessions: createSessionClient(connection),
    sweeps: createSweepClient(connection, openVideo),
    log,
    view,
    compared,
    askAgain: async (seek, whom) => {
      try {
        await askAgain(seek, whom, {
          openVideo: (name) => connection.call('video.open', { name }),
          onBegun: (id) => compared.awaitSeek(id),
          onSeek: (each) => seeks.put(each),
        });
      } catch (thrown) {
        tellError(thrown);
      }
    },
    exportRows: (numbers, format) =>
      exportRows(numbers, format, (number) => connection.call('log.get', { number })),
    ...createLogClearing(connection),
    selection: createSelection(connection),
    marking: createMarking(connection),
    replay: createReplay(connection),
    readAgain: opening.resume,
    retry: () => connection.retry(),
    close() {
      stopReporting();
      stopCounting();
      stopWatching();
      view.close();
      stopWatchingTarget();
      log.close();
      connection.close();
    },
  };
}

/** The one video that a path names which was there already. */
function knownAs([path = '', ...others]: readonly string[]): LibraryEntry[] {
  const fileName = path.split(/[/\\]/).at(-1);
  if (others.length > 0) return [];
  const all = workbenchStore.getState().library ?? [];
  return all.filter(
    ({ name, origin }) => isRemovable(origin) && name.split('/').at(-1) === fileName,
  );
}

function refused(thrown: unknown): false {
  tellError(thrown);
  return false;
}

function describeFound(prefix: string, count: number, isWhole: boolean): string {
  const begin = `with “${prefix}”`;
  if (count === 0) return `No key begins ${begin}.`;
  if (!isWhole) return `The first ${formatCount(count)} keys that begin ${begin} are listed.`;
  return count === 1 ? `1 key begins ${begin}.` : `${formatCount(count)} keys begin ${begin}.`;
}

function* runningSeeks(): Iterable<Seek> {
  for (const seek of playbackStore.getState().seeks.values()) {
    if (seek.state === 'running') yield seek;
  }
}
