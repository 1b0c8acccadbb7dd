/** What a command is called and which keys it has; what it does is the page's (`renderer/model/commands.ts`). */
export interface CommandText {
  id: string;
  label: string;
  /**
   * As `keyName` writes them; the first is shown in hints. `Mod` is Ctrl, or Command on a Mac: such keys
   * work within fields too.
   */
  keys: readonly string[];
  group: CommandGroup;
  /** Goes on while the key is held down. */
  isRepeatable?: boolean;
  /** Needs the system's dialogs, which a browser lacks. */
  isDesktopOnly?: boolean;
  /** Its keys are given to no other command: they leave what is open. */
  isFixed?: boolean;
}

export const commandGroups = ['Play', 'Seek', 'Inspect', 'Log', 'Window', 'File', 'Help'] as const;
export type CommandGroup = (typeof commandGroups)[number];

/** Everything that has a key, in the order of the keys dialog, the palette and the desktop's menus. */
const table = [
  { id: 'play-pause', label: 'Play or pause', keys: ['Space', 'k'], group: 'Play' },
  { id: 'back-10', label: 'Back 10 s', keys: ['j'], group: 'Play' },
  { id: 'forward-10', label: 'Forward 10 s', keys: ['l'], group: 'Play' },
  { id: 'slower', label: 'Slower', keys: ['<'], group: 'Play' },
  { id: 'faster', label: 'Faster', keys: ['>'], group: 'Play' },
  { id: 'sound', label: 'Sound on or off', keys: ['m'], group: 'Play' },
  { id: 'loop-in', label: 'Loop begins here', keys: ['[', 'i'], group: 'Play' },
  { id: 'loop-out', label: 'Loop ends here', keys: [']', 'Shift+I'], group: 'Play' },
  { id: 'loop-off', label: 'No loop', keys: ['\\'], group: 'Play' },
  { id: 'snapshot', label: 'Save the picture', keys: ['s'], group: 'Play' },
  { id: 'full-screen', label: 'Full screen', keys: ['f'], group: 'Play' },
  {
    id: 'go-to',
    label: 'Go to a time, byte or keyframe',
    keys: ['g', 'Mod+G'],
    group: 'Seek',
  },
  {
    id: 'previous-keyframe',
    label: 'Previous keyframe',
    keys: ['Alt+ArrowLeft', 'Shift+ArrowLeft'],
    group: 'Seek',
    isRepeatable: true,
  },
  {
    id: 'next-keyframe',
    label: 'Next keyframe',
    keys: ['Alt+ArrowRight', 'Shift+ArrowRight'],
    group: 'Seek',
    isRepeatable: true,
  },
  {
    id: 'previous-frame',
    label: 'Previous frame',
    keys: [','],
    group: 'Seek',
    isRepeatable: true,
  },
  { id: 'next-frame', label: 'Next frame', keys: ['.'], group: 'Seek', isRepeatable: true },
  { id: 'back-1', label: 'Back 1 s', keys: ['ArrowLeft'], group: 'Seek', isRepeatable: true },
  {
    id: 'forward-1',
    label: 'Forward 1 s',
    keys: ['ArrowRight'],
    group: 'Seek',
    isRepeatable: true,
  },
  { id: 'first-frame', label: 'First frame', keys: ['Home'], group: 'Seek' },
  { id: 'last-frame', label: 'Last frame', keys: ['End'], group: 'Seek' },
  {
    id: 'zoom-in',
    label: 'Zoom the timeline in',
    keys: ['+', '='],
    group: 'Seek',
    isRepeatable: true,
  },
  {
    id: 'zoom-out',
    label: 'Zoom the timeline out',
    keys: ['-'],
    group: 'Seek',
    isRepeatable: true,
  },
  { id: 'zoom-whole', label: 'Whole timeline', keys: ['0'], group: 'Seek' },
  { id: 'ask-again', label: 'Ask the last seek again', keys: ['r'], group: 'Seek' },
  { id: 'accuracy', label: 'Keyframe or exact seeks', keys: ['e'], group: 'Seek' },
  { id: 'assistance', label: 'Assistance on or off', keys: ['a'], group: 'Seek' },
  { id: 'row-above', label: 'Row above', keys: ['ArrowUp'], group: 'Inspect', isRepeatable: true },
  {
    id: 'row-below',
    label: 'Row below',
    keys: ['ArrowDown'],
    group: 'Inspect',
    isRepeatable: true,
  },
  { id: 'heads', label: 'Heads', keys: ['1'], group: 'Inspect' },
  { id: 'prefix', label: 'Prefix', keys: ['2'], group: 'Inspect' },
  { id: 'tags', label: 'Tags', keys: ['3'], group: 'Inspect' },
  { id: 'timing', label: 'Timing', keys: ['4'], group: 'Inspect' },
  { id: 'checks', label: 'Checks', keys: ['5'], group: 'Inspect' },
  {
    id: 'compare',
    label: 'Compare with another row, or no longer',
    keys: ['c'],
    group: 'Inspect',
  },
  {
    id: 'compare-above',
    label: 'Compare with the row above',
    keys: ['Alt+ArrowUp'],
    group: 'Inspect',
    isRepeatable: true,
  },
  {
    id: 'compare-below',
    label: 'Compare with the row below',
    keys: ['Alt+ArrowDown'],
    group: 'Inspect',
    isRepeatable: true,
  },
  { id: 'swap', label: 'Swap the compared rows', keys: ['x'], group: 'Inspect' },
  { id: 'sweeps', label: 'Sweeps: many seeks by machine', keys: ['w'], group: 'Inspect' },
  {
    id: 'back',
    label: 'Leave full screen, the comparison, the selection, the loop; then follow the newest row',
    keys: ['Escape'],
    group: 'Inspect',
    isFixed: true,
  },
  { id: 'filter-log', label: 'Filter the log', keys: ['Shift+F'], group: 'Log' },
  {
    id: 'select-above',
    label: 'Select up to the row above',
    keys: ['Shift+ArrowUp'],
    group: 'Log',
    isRepeatable: true,
  },
  {
    id: 'select-below',
    label: 'Select up to the row below',
    keys: ['Shift+ArrowDown'],
    group: 'Log',
    isRepeatable: true,
  },
  { id: 'select-row', label: 'Select the row, or no longer', keys: ['Mod+Space'], group: 'Log' },
  {
    id: 'select-all',
    label: 'Select all rows shown',
    keys: ['Mod+A'],
    group: 'Log',
  },
  { id: 'note', label: 'Write a note', keys: ['n'], group: 'Log' },
  { id: 'mark-ok', label: 'Mark as OK, or no longer', keys: ['o'], group: 'Log' },
  { id: 'mark-bug', label: 'Mark as a bug, or no longer', keys: ['b'], group: 'Log' },
  { id: 'pin', label: 'Pin, or no longer', keys: ['p'], group: 'Log' },
  { id: 'colour', label: 'Next colour', keys: ['Shift+C'], group: 'Log' },
  { id: 'replay', label: 'Replay seeks', keys: ['Shift+R'], group: 'Log' },
  { id: 'clear-log', label: 'Clear the log', keys: ['Shift+Delete'], group: 'Log' },
  {
    id: 'undo-clear',
    label: 'Undo clearing the log',
    keys: ['Mod+Z'],
    group: 'Log',
  },
  { id: 'find-video', label: 'Find a video', keys: ['/'], group: 'Window' },
  { id: 'library', label: 'Show or hide the library', keys: ['Mod+B'], group: 'Window' },
  { id: 'theme', label: 'Theme', keys: ['t'], group: 'Window' },
  {
    id: 'open-files',
    label: 'Add files',
    keys: ['Mod+O'],
    group: 'File',
    isDesktopOnly: true,
  },
  {
    id: 'open-folder',
    label: 'Add a folder',
    keys: ['Mod+Shift+O'],
    group: 'File',
    isDesktopOnly: true,
  },
  {
    id: 'reveal',
    label: 'Show the open video in its folder',
    keys: ['Mod+Shift+E'],
    group: 'File',
    isDesktopOnly: true,
  },
  { id: 'sessions', label: 'Sessions', keys: ['h'], group: 'File' },
  { id: 'settings', label: 'Settings', keys: ['Mod+,'], group: 'File' },
  { id: 'palette', label: 'Do anything by its name', keys: ['Mod+K'], group: 'Help' },
  { id: 'show-keys', label: 'Keys', keys: ['?', 'Mod+/'], group: 'Help' },
] as const satisfies readonly CommandText[];

export type CommandId = (typeof table)[number]['id'];

export const commandTexts: readonly (CommandText & { id: CommandId })[] = table;
