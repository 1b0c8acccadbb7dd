import type { ElectronApplication, Page } from '@playwright/test';
import type { ConsoleWatch } from './console-watch.ts';

/** A Seeklab that runs for one test, on either door. */
export interface RunningSeeklab {
  page: Page;
  consoleWatch: ConsoleWatch;
  /** The desktop program; null on the web door. */
  electron: ElectronApplication | null;
  /** The console's address, with its token. */
  consoleUrl: string;
  /** The program's process id. */
  pid: number;
  /** Ends it as a person does: closes the window, or Ctrl-C. Resolves to the exit code. */
  end(): Promise<number | null>;
}

export interface StartOptions {
  dataDir: string;
  mediaDir: string;
}

/** What a test window is like, in Electron and in the browser. */
export const windowSize = { width: 1440, height: 900 };
