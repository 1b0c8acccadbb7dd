import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { chromium } from '@playwright/test';
import { z } from 'zod';
import { chromiumSwitches, findBrowser } from '../../scripts/lib/find-browser.mjs';
import { commandLineFile } from '../../scripts/lib/run-command-line.mjs';
import { watchConsole } from './console-watch.ts';
import { type RunningSeeklab, type StartOptions, windowSize } from './running-seeklab.ts';

const listening = z.object({ event: z.literal('listening'), consoleUrl: z.url() });

/** `seeklab serve`, and its console in a browser. */
export async function startWeb(options: StartOptions): Promise<RunningSeeklab> {
  const { dataDir, mediaDir, args = [] } = options;
  const serve = ['serve', '--json', '--data-dir', dataDir, '--media', mediaDir, ...args];
  const program = spawn(process.execPath, [commandLineFile, ...serve], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(program, 'exit');
  const lines = createInterface({ input: program.stdout });
  const [firstLine] = await Promise.race([once(lines, 'line'), ended]);
  const { consoleUrl } = listening.parse(JSON.parse(String(firstLine)));

  const executablePath = findBrowser();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: chromiumSwitches(),
  });
  const page = await browser.newPage({ viewport: windowSize });
  const consoleWatch = watchConsole(page);
  await page.addInitScript(complainOfViolations);
  await page.goto(consoleUrl);
  return {
    page,
    consoleWatch,
    desktop: null,
    consoleUrl,
    pid: program.pid ?? -1,
    async end() {
      await browser.close();
      program.kill('SIGINT');
      const [exitCode] = await ended;
      return exitCode;
    },
  };
}

/** Chromium says nothing of a violation that the page catches, such as a try to compile code. */
function complainOfViolations(): void {
  addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    reportError(new Error(`Content Security Policy: ${effectiveDirective} ${blockedURI}`));
  });
}
