import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, type Page } from '@playwright/test';
import type { VideoFacts } from '../../app/contract/video.ts';
import { fileSource } from '../../app/core/library/file-source.ts';
import { videoFactsOf } from '../../app/core/library/video-facts.ts';
import { scanFlv } from '../../app/flv/scan.ts';
import { chromiumSwitches, findBrowser } from '../../scripts/lib/find-browser.mjs';
import { type ConsoleWatch, watchConsole } from '../support/console-watch.ts';
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
  await buildPage(pageDir);
  const server = await createStartServer({ pageDir, mediaDir });
  const executablePath = findBrowser();
  const browser = await chromium.launch({
    ...(executablePath === undefined ? {} : { executablePath }),
    args: chromiumSwitches(),
  });
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

/** What Seeklab itself would say about the file. */
export async function readFacts(mediaDir: string, name: string): Promise<VideoFacts> {
  const path = join(mediaDir, name);
  const { size, mtimeMs } = await stat(path);
  const handle = await open(path);
  try {
    const scan = await scanFlv(fileSource(handle, size));
    return videoFactsOf(scan, { name, sizeBytes: size, modifiedAtEpochMs: mtimeMs });
  } finally {
    await handle.close();
  }
}
