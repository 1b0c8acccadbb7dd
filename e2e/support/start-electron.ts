import { once } from 'node:events';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { projectDir } from '../../scripts/lib/project.mjs';
import { watchConsole } from './console-watch.ts';
import type { RunningSeeklab, StartOptions } from './running-seeklab.ts';

const STAND_IN_RETRY_MS = 5_000;

/** The desktop program and its window. */
export async function startElectron(
  executable: string,
  options: StartOptions,
): Promise<RunningSeeklab> {
  const app = await _electron.launch({
    executablePath: executable,
    cwd: projectDir,
    args: electronArguments(options),
  });
  const program = app.process();
  const ended = once(program, 'exit');
  const page = await app.firstWindow();
  const isStandIn = await app.evaluate(() => 'electron-stand-in' in process.versions);
  // As a person does it; page.close() would leave out the window's own events. The answer may be
  // lost: the program ends with its window.
  const close = () =>
    app
      .evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close())
      .catch(() => undefined);
  return {
    page,
    consoleWatch: watchConsole(page),
    desktop: { app, executable },
    // The page may have named its video behind the # by now.
    consoleUrl: page.url().replace(/#.*/, ''),
    pid: program.pid ?? -1,
    async end() {
      const closing = close();
      // What takes Electron's place in tests can lose a close that meets a navigation.
      const again = isStandIn ? setInterval(close, STAND_IN_RETRY_MS) : undefined;
      const [[exitCode]] = await Promise.all([ended, closing]);
      clearInterval(again);
      return exitCode;
    },
  };
}

/** What stands behind `electron` on the command line. */
export function electronArguments({ dataDir, mediaDir, args = [] }: StartOptions): string[] {
  return [
    join('out', 'main', 'main.js'),
    `--user-data-dir=${dataDir}`,
    `--media=${mediaDir}`,
    ...args,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ];
}
