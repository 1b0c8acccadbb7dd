import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import type { VideoFacts } from '../../app/contract/video.ts';
import { fileSource } from '../../app/core/library/file-source.ts';
import { videoFactsOf } from '../../app/core/library/video-facts.ts';
import { scanFlv } from '../../app/flv/scan.ts';
import { buildPage } from './build-page.ts';
import { createStartServer, type StartServer } from './start-server.ts';

/** The page of the harness in a real browser, and the server behind it. */
export interface OpenHarness {
  readonly page: Page;
  readonly server: StartServer;
  /** Console errors and uncaught exceptions of the page so far. */
  readonly pageErrors: readonly string[];
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
  const browser = await launch();
  const page = await browser.newPage();
  const pageErrors: string[] = [];
  page.on('pageerror', (error) => pageErrors.push(String(error)));
  page.on('console', (message) => {
    // What the browser itself says about a refused request is not the page's doing.
    const isOurs = !message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && isOurs) pageErrors.push(message.text());
  });
  await page.goto(server.origin);
  return {
    page,
    server,
    pageErrors,
    mediaDir,
    async close() {
      await browser.close();
      await server.close();
    },
  };
}

/** Chromium as it runs on a build machine: as root, without a display or a graphics card. */
function launch(): Promise<Browser> {
  const executablePath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  });
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
