import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { projectDir } from '../../scripts/lib/project.mjs';
import { type ConsoleWatch, watchConsole } from '../support/console-watch.ts';
import { launchBrowser } from '../support/launch-browser.ts';
import { buildPage } from './build-page.ts';
import { createStartServer, type StartServer } from './start-server.ts';

/** The page of the harness in a real browser, and the server behind it. */
export interface OpenHarness {
  readonly page: Page;
  readonly server: StartServer;
  readonly consoleWatch: ConsoleWatch;
  readonly mediaDir: string;
  close(): Promise<void>;
}

/**
 * Starts the server and opens the page.
 * @param scratchDir for the bundle of the page
 */
export async function openHarness(scratchDir: string, mediaDir: string): Promise<OpenHarness> {
  const pageDir = join(scratchDir, 'page');
  await buildPage(join(projectDir, 'e2e', 'player-harness'), pageDir);
  const server = await createStartServer({ pageDir, mediaDir });
  const browser = await launchBrowser();
  const page = await browser.newPage();
  const consoleWatch = watchConsole(page);
  await page.goto(server.origin);
  return {
    page,
    server,
    consoleWatch,
    mediaDir,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}
