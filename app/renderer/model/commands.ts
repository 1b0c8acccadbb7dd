import type { MenuCommand } from '../../contract/desktop.ts';
import { leaveComparison, swapCompared } from './compared-rows.ts';
import { playback } from './playback.ts';
import { comparedStore, inspectorTabs, viewStore, workbenchStore } from './stores.ts';
import { showWholeTimeline, zoomTimeline } from './timeline-zoom.ts';
import type { WorkbenchClient } from './workbench-client.ts';

/** Something that a key or the menu does. */
export interface Command {
  /** As `keyName` writes them; the first is shown in hints. */
  keys: readonly string[];
  label: string;
  group: 'Play' | 'Seek' | 'Inspect' | 'Window';
  /** Goes on while the key is held down. */
  isRepeatable?: boolean;
  menu?: MenuCommand;
  run: () => void;
}

/** A place that a command moves the focus to. */
export type FocusTarget = 'go-to' | 'library-filter';

const themes = ['system', 'dark', 'light'] as const;

/**
 * Everything that has a key, in the order of the keys dialog.
 * @param focus moves the focus, which only the page can do
 */
export function createCommands(
  client: WorkbenchClient,
  focus: (target: FocusTarget) => void,
): readonly Command[] {
  return [
    ...playCommands(client),
    ...seekCommands(client, focus),
    ...inspectCommands(client),
    ...windowCommands(client, focus),
  ];
}

function playCommands(client: WorkbenchClient): Command[] {
  const group = 'Play';
  const toggleSound = () => {
    const { isMuted } = workbenchStore.getState().settings;
    void client.changeSettings({ isMuted: !isMuted });
  };
  return [
    {
      keys: ['Space', 'k'],
      label: 'Play or pause',
      group,
      menu: 'play-pause',
      run: playback.togglePlay,
    },
    { keys: ['j'], label: 'Back 10 s', group, run: () => playback.skip(-10_000) },
    { keys: ['l'], label: 'Forward 10 s', group, run: () => playback.skip(10_000) },
    { keys: ['<'], label: 'Slower', group, run: () => playback.changeRate(-1) },
    { keys: ['>'], label: 'Faster', group, run: () => playback.changeRate(1) },
    { keys: ['m'], label: 'Sound on or off', group, run: toggleSound },
  ];
}

function seekCommands(client: WorkbenchClient, focus: (target: FocusTarget) => void): Command[] {
  const group = 'Seek';
  const repeatable = { group, isRepeatable: true } as const;
  const toggleAccuracy = () => {
    const { seekAccuracy } = workbenchStore.getState().settings;
    const other = seekAccuracy === 'exact' ? 'keyframe' : 'exact';
    void client.changeSettings({ seekAccuracy: other });
  };
  const toggleAssistance = () => {
    const { isAssisted } = workbenchStore.getState().settings;
    void client.changeSettings({ isAssisted: !isAssisted });
  };
  return [
    {
      keys: ['g'],
      label: 'Go to a time, byte or keyframe',
      group,
      menu: 'go-to',
      run: () => focus('go-to'),
    },
    {
      keys: ['Shift+ArrowLeft', '['],
      label: 'Previous keyframe',
      ...repeatable,
      menu: 'previous-keyframe',
      run: () => playback.stepKeyframe(-1),
    },
    {
      keys: ['Shift+ArrowRight', ']'],
      label: 'Next keyframe',
      ...repeatable,
      menu: 'next-keyframe',
      run: () => playback.stepKeyframe(1),
    },
    { keys: [','], label: 'Previous frame', ...repeatable, run: () => playback.stepFrame(-1) },
    { keys: ['.'], label: 'Next frame', ...repeatable, run: () => playback.stepFrame(1) },
    { keys: ['ArrowLeft'], label: 'Back 1 s', ...repeatable, run: () => playback.skip(-1000) },
    { keys: ['ArrowRight'], label: 'Forward 1 s', ...repeatable, run: () => playback.skip(1000) },
    { keys: ['Home'], label: 'First frame', group, run: () => playback.seekEnd('first') },
    { keys: ['End'], label: 'Last frame', group, run: () => playback.seekEnd('last') },
    {
      keys: ['+', '='],
      label: 'Zoom the timeline in',
      ...repeatable,
      run: () => zoomTimeline('in'),
    },
    { keys: ['-'], label: 'Zoom the timeline out', ...repeatable, run: () => zoomTimeline('out') },
    { keys: ['0'], label: 'Whole timeline', group, run: showWholeTimeline },
    { keys: ['r'], label: 'Ask the last seek again', group, run: playback.repeat },
    { keys: ['e'], label: 'Keyframe or exact seeks', group, run: toggleAccuracy },
    { keys: ['a'], label: 'Assistance on or off', group, run: toggleAssistance },
  ];
}

function inspectCommands(client: WorkbenchClient): Command[] {
  const group = 'Inspect';
  const labels = {
    heads: 'Heads',
    prefix: 'Prefix',
    tags: 'Tags',
    timing: 'Timing',
    checks: 'Checks',
  };
  return [
    {
      keys: ['ArrowUp'],
      label: 'Row above',
      group,
      isRepeatable: true,
      run: () => void client.log.move(-1),
    },
    {
      keys: ['ArrowDown'],
      label: 'Row below',
      group,
      isRepeatable: true,
      run: () => void client.log.move(1),
    },
    ...inspectorTabs.map((tab, i) => ({
      keys: [String(i + 1)],
      label: labels[tab],
      group: 'Inspect' as const,
      run: () => viewStore.setState({ tab, narrowPane: 'inspector' }),
    })),
    {
      keys: ['c'],
      label: 'Compare with another row, or no longer',
      group,
      run: () => {
        if (isComparing()) leaveComparison();
        else void client.compared.move(-1);
      },
    },
    {
      keys: ['Shift+ArrowUp'],
      label: 'Compare with the row above',
      group,
      isRepeatable: true,
      run: () => void client.compared.move(-1),
    },
    {
      keys: ['Shift+ArrowDown'],
      label: 'Compare with the row below',
      group,
      isRepeatable: true,
      run: () => void client.compared.move(1),
    },
    {
      keys: ['x'],
      label: 'Swap the compared rows',
      group,
      run: swapCompared,
    },
    {
      keys: ['Escape'],
      label: 'Leave the comparison, then follow the newest row',
      group,
      run: () => {
        if (isComparing()) leaveComparison();
        else viewStore.setState({ rowNumber: null, exchangeIndex: 0 });
      },
    },
  ];
}

const isComparing = () => comparedStore.getState().rows !== null;

function windowCommands(client: WorkbenchClient, focus: (target: FocusTarget) => void): Command[] {
  const group = 'Window';
  const add = async (choose: (() => Promise<string[]>) | undefined) => {
    const paths = (await choose?.()) ?? [];
    if (paths.length > 0) await client.addPaths(paths);
  };
  const turnTheme = () => {
    const { theme } = workbenchStore.getState().settings;
    const next = themes[(themes.indexOf(theme) + 1) % themes.length];
    if (next) void client.changeSettings({ theme: next });
  };
  const desktop: Command[] = window.desktop
    ? [
        {
          keys: ['o'],
          label: 'Add files',
          group,
          menu: 'open-files',
          run: () => void add(window.desktop?.chooseFiles),
        },
        {
          keys: ['Shift+O'],
          label: 'Add a folder',
          group,
          menu: 'open-folder',
          run: () => void add(window.desktop?.chooseFolder),
        },
      ]
    : [];
  return [
    ...desktop,
    { keys: ['/'], label: 'Find a video', group, run: () => focus('library-filter') },
    {
      keys: ['b'],
      label: 'Show or hide the library',
      group,
      run: () => viewStore.setState(({ isLibraryOpen }) => ({ isLibraryOpen: !isLibraryOpen })),
    },
    { keys: ['t'], label: 'Theme', group, menu: 'toggle-theme', run: turnTheme },
    {
      keys: ['?'],
      label: 'Keys',
      group,
      menu: 'show-keys',
      run: () => viewStore.setState({ isKeysOpen: true }),
    },
  ];
}
