import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Browser } from '@playwright/test';
import { z } from 'zod';
import { commandLineFile } from '../../scripts/lib/run-command-line.mjs';
import { watchConsole } from './console-watch.ts';
import { type RunningSeeklab, type StartOptions, windowSize } from './running-seeklab.ts';

const listening = z.object({ event: z.literal('listening'), consoleUrl: z.url() });

/** `seeklab serve`, and its console in a profile of its own of a browser that may be shared. */
export async function startWeb(browser: Browser, options: StartOptions): Promise<RunningSeeklab> {
  const { dataDir, mediaDir, args = [] } = options;
  const serve = ['serve', '--json', '--data-dir', dataDir, '--media', mediaDir, ...args];
  const program = spawn(process.execPath, [commandLineFile, ...serve], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(program, 'exit');
  const lines = createInterface({ input: program.stdout });
  const [[firstLine], context] = await Promise.all([
    Promise.race([once(lines, 'line'), ended]),
    browser.newContext({ viewport: windowSize }),
  ]);
  const { consoleUrl } = listening.parse(JSON.parse(String(firstLine)));
  const page = await context.newPage();
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
      await context.close();
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
