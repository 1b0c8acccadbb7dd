import { once } from 'node:events';
import { join } from 'node:path';
import { _electron } from '@playwright/test';
import { projectDir } from '../../scripts/lib/project.mjs';
import { watchConsole } from './console-watch.ts';
import type { RunningSeeklab, StartOptions } from './running-seeklab.ts';

/** The desktop program and its window. */
export async function startElectron(
  executablePath: string,
  { dataDir, mediaDir }: StartOptions,
): Promise<RunningSeeklab> {
  const electron = await _electron.launch({
    executablePath,
    cwd: projectDir,
    args: [
      join('out', 'main', 'main.js'),
      `--user-data-dir=${dataDir}`,
      `--media=${mediaDir}`,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
  const program = electron.process();
  const ended = program.exitCode === null ? once(program, 'exit') : Promise.resolve([null]);
  const page = await electron.firstWindow();
  return {
    page,
    consoleWatch: watchConsole(page),
    electron,
    consoleUrl: page.url(),
    pid: program.pid ?? -1,
    async end() {
      if (!page.isClosed()) await page.close();
      const [exitCode] = await ended;
      return exitCode;
    },
  };
}
