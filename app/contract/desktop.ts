import type { SeeklabError } from './seeklab-error.ts';

/**
 * What the Electron preload adds to the page as `window.desktop`. Absent in a browser, so it is
 * called as `window.desktop?.chooseFiles()`.
 */
export interface Desktop {
  /** Native dialog; absolute paths, empty when cancelled. */
  chooseFiles: () => Promise<string[]>;
  /** Native dialog; one absolute path or none. */
  chooseFolder: () => Promise<string[]>;
  /** Absolute path of a dropped file. */
  pathOfFile: (file: File) => string;
  /** Called for each menu command that the page carries out; returns the unsubscribe function. */
  onMenuCommand: (listener: (command: MenuCommand) => void) => () => void;
  /** Called when the window had to be loaded again, or a process behind it ended. */
  onTrouble: (listener: (error: SeeklabError) => void) => void;
}

/** Menu commands that the page carries out. */
export const menuCommands = [
  'open-files',
  'open-folder',
  'play-pause',
  'go-to',
  'next-keyframe',
  'previous-keyframe',
  'show-keys',
  'toggle-theme',
] as const;
export type MenuCommand = (typeof menuCommands)[number];

declare global {
  interface Window {
    readonly desktop?: Desktop;
  }
}
