import { once } from 'node:events';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { projectDir } from '../../scripts/lib/project.mjs';
import { watchConsole } from './console-watch.ts';
import type { RunningSeeklab, StartOptions } from './running-seeklab.ts';

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
  return {
    page,
    consoleWatch: watchConsole(page),
    desktop: { app, executable },
    // The page may have named its video behind the # by now.
    consoleUrl: page.url().replace(/#.*/, ''),
    pid: program.pid ?? -1,
    async end() {
      // As a person does it; page.close() would leave out the window's own events.
      const closing = app.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.close(),
      );
      // The answer may be lost: the program ends with its window.
      const [[exitCode]] = await Promise.all([ended, closing.catch(() => undefined)]);
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
