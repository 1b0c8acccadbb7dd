import { type CommandId, type CommandText, commandTexts } from '../../contract/commands.ts';
import { leaveComparison, swapCompared } from './compared-rows.ts';
import { leaveFullScreen, toggleFullScreen } from './full-screen.ts';
import { revealVideo } from './library-changes.ts';
import { hasMarks, noLoop } from './loop.ts';
import { tellError } from './notices.ts';
import { playback } from './playback.ts';
import { actedOn, clearSelection } from './selection.ts';
import { saveSnapshot } from './snapshot.ts';
import {
  comparedStore,
  type InspectorTab,
  playbackStore,
  viewStore,
  workbenchStore,
} from './stores.ts';
import { sweepStore } from './sweep-store.ts';
import { showWholeTimeline, zoomTimeline } from './timeline-zoom.ts';
import type { WorkbenchClient } from './workbench-client.ts';

/** Something that a key, the palette or the desktop's menu does. */
export interface Command extends CommandText {
  id: CommandId;
  run: () => void;
}

/** A place that a command moves the focus to. */
export type FocusTarget = 'go-to' | 'library-filter' | 'log-filter';

type Focus = (target: FocusTarget) => void;
type Runs = Partial<Record<CommandId, () => void>>;

const themes = ['system', 'dark', 'light'] as const;

/**
 * What each command of the one table does, in its order.
 * @param focus moves the focus, which only the page can do
 */
export function createCommands(client: WorkbenchClient, focus: Focus): readonly Command[] {
  const runs = {
    ...playRuns(client),
    ...seekRuns(client, focus),
    ...inspectRuns(client),
    ...logRuns(client, focus),
    ...windowRuns(client, focus),
  } satisfies Record<CommandId, () => void>;
  return commandTexts
    .filter(({ isDesktopOnly }) => !isDesktopOnly || window.desktop)
    .map((text) => ({ ...text, run: runs[text.id] }));
}

function playRuns(client: WorkbenchClient) {
  return {
    'play-pause': playback.togglePlay,
    'loop-in': () => playback.markLoop('in'),
    'loop-out': () => playback.markLoop('out'),
    'loop-off': () => playbackStore.setState({ loop: noLoop }),
    snapshot: () => void saveSnapshot().catch(tellError),
    'full-screen': toggleFullScreen,
    'back-10': () => playback.skip(-10_000),
    'forward-10': () => playback.skip(10_000),
    slower: () => playback.changeRate(-1),
    faster: () => playback.changeRate(1),
    sound: () => {
      const { isMuted } = workbenchStore.getState().settings;
      void client.changeSettings({ isMuted: !isMuted });
    },
  } satisfies Runs;
}

function seekRuns(client: WorkbenchClient, focus: Focus) {
  return {
    'go-to': () => focus('go-to'),
    'previous-keyframe': () => playback.stepKeyframe(-1),
    'next-keyframe': () => playback.stepKeyframe(1),
    'previous-frame': () => playback.stepFrame(-1),
    'next-frame': () => playback.stepFrame(1),
    'back-1': () => playback.skip(-1000),
    'forward-1': () => playback.skip(1000),
    'first-frame': () => playback.seekEnd('first'),
    'last-frame': () => playback.seekEnd('last'),
    'zoom-in': () => zoomTimeline('in'),
    'zoom-out': () => zoomTimeline('out'),
    'zoom-whole': showWholeTimeline,
    'ask-again': playback.repeat,
    accuracy: () => {
      const { seekAccuracy } = workbenchStore.getState().settings;
      const other = seekAccuracy === 'exact' ? 'keyframe' : 'exact';
      void client.changeSettings({ seekAccuracy: other });
    },
    assistance: () => {
      const { isAssisted } = workbenchStore.getState().settings;
      void client.changeSettings({ isAssisted: !isAssisted });
    },
  } satisfies Runs;
}

function inspectRuns(client: WorkbenchClient) {
  const moveRow = (step: 1 | -1) => {
    if (viewStore.getState().isSweepsOpen) void client.sweeps.move(step);
    else void client.log.move(step);
  };
  const showTab = (tab: InspectorTab) => () => viewStore.setState({ tab, narrowPane: 'inspector' });
  return {
    'row-above': () => moveRow(-1),
    'row-below': () => moveRow(1),
    heads: showTab('heads'),
    prefix: showTab('prefix'),
    tags: showTab('tags'),
    timing: showTab('timing'),
    checks: showTab('checks'),
    compare: () => {
      const [first, second, ...others] = actedOn();
      if (isComparing()) leaveComparison();
      else if (first !== undefined && second !== undefined && others.length === 0) {
        client.compared.compare(first, second);
      } else void client.compared.move(-1);
    },
    'compare-above': () => void client.compared.move(-1),
    'compare-below': () => void client.compared.move(1),
    swap: swapCompared,
    sweeps: toggleSweeps,
    back: () => {
      if (viewStore.getState().isPictureLarge) leaveFullScreen();
      else if (isComparing()) leaveComparison();
      else if (sweepStore.getState().recorded) void client.sweeps.choose(null, null);
      else if (viewStore.getState().selected.size > 0) clearSelection();
      else if (hasMarks(playbackStore.getState().loop)) playbackStore.setState({ loop: noLoop });
      else viewStore.setState({ rowNumber: null, exchangeIndex: 0 });
    },
  } satisfies Runs;
}

function toggleSweeps(): void {
  viewStore.setState(({ isSweepsOpen, narrowPane }) => {
    const isInSight = isSweepsOpen && narrowPane === 'log';
    return { isSweepsOpen: !isInSight, narrowPane: 'log' };
  });
}

const isComparing = () => comparedStore.getState().rows !== null;

function logRuns({ selection, marking, clearLog, undoClear }: WorkbenchClient, focus: Focus) {
  return {
    'filter-log': () => focus('log-filter'),
    'select-above': () => void selection.extend(-1),
    'select-below': () => void selection.extend(1),
    'select-row': selection.toggleChosen,
    'select-all': () => void selection.selectAll(),
    note: marking.openNote,
    'mark-ok': () => void marking.toggleMark('ok'),
    'mark-bug': () => void marking.toggleMark('bug'),
    pin: () => void marking.togglePin(),
    colour: () => void marking.nextColour(),
    replay: () => viewStore.setState({ replayedRows: actedOn() }),
    'clear-log': () => void clearLog(),
    'undo-clear': () => void undoClear(),
  } satisfies Runs;
}

function windowRuns(client: WorkbenchClient, focus: Focus) {
  const add = async (choose: (() => Promise<string[]>) | undefined) => {
    const paths = (await choose?.()) ?? [];
    if (paths.length > 0) await client.addPaths(paths);
  };
  return {
    'find-video': () => focus('library-filter'),
    library: () => viewStore.setState(({ isLibraryOpen }) => ({ isLibraryOpen: !isLibraryOpen })),
    theme: () => {
      const { theme } = workbenchStore.getState().settings;
      const next = themes[(themes.indexOf(theme) + 1) % themes.length];
      if (next) void client.changeSettings({ theme: next });
    },
    'open-files': () => void add(window.desktop?.chooseFiles),
    'open-folder': () => void add(window.desktop?.chooseFolder),
    reveal: () => {
      const { video } = playbackStore.getState();
      if ('name' in video) void revealVideo(video.name);
    },
    settings: () => viewStore.setState({ isSettingsOpen: true }),
    sessions: () => viewStore.setState({ isSessionsOpen: true }),
    palette: () => viewStore.setState({ isPaletteOpen: true }),
    'show-keys': () => viewStore.setState({ isKeysOpen: true }),
  } satisfies Runs;
}
