import type { ElectronApplication, Page } from '@playwright/test';
import type { ConsoleWatch } from './console-watch.ts';

/** The desktop program, from inside its main process. */
export interface Desktop {
  app: ElectronApplication;
  executable: string;
}

/** A Seeklab that runs for one test, on either door. */
export interface RunningSeeklab {
  page: Page;
  consoleWatch: ConsoleWatch;
  /** Null on the web door. */
  desktop: Desktop | null;
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
  /** More options, the same for both doors. */
  args?: readonly string[];
}

/** What a test window is like, in Electron and in the browser. */
export const windowSize = { width: 1440, height: 900 };
