import type { CommandId } from './commands.ts';
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
  /** Shows a video of the library in the system's file manager; false where it lies on no disk of this machine. */
  reveal: (videoName: string) => Promise<boolean>;
  /** Called with what the system hands over: open with, the program's icon, recent files. */
  onFiles: (listener: (paths: string[]) => void) => void;
  /** Absolute path of a dropped file. */
  pathOfFile: (file: File) => string;
  /** Called for each command that was chosen in the menu; returns the unsubscribe function. */
  onMenuCommand: (listener: (command: CommandId) => void) => () => void;
  /** Called when the window had to be loaded again, or a process behind it ended. */
  onTrouble: (listener: (error: SeeklabError) => void) => void;
}

declare global {
  interface Window {
    readonly desktop?: Desktop;
  }
}
