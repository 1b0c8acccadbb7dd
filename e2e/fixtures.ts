import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, test as base, type TestInfo } from '@playwright/test';
import { findElectron } from '../scripts/lib/electron-binary.mjs';
import type { ConsoleWatch } from './support/console-watch.ts';
import { launchBrowser } from './support/launch-browser.ts';
import { connectRpc, type RpcClient } from './support/rpc-client.ts';
import type { Desktop, RunningSeeklab } from './support/running-seeklab.ts';
import { startElectron } from './support/start-electron.ts';
import { startWeb } from './support/start-web.ts';

export interface DoorOption {
  /** Which door the specs go through. */
  door: 'web' | 'electron';
}

interface WorkerFixtures {
  /** The browser of the web door, launched when it is first asked for; each test has a profile of its own. */
  sharedBrowser: () => Promise<Browser>;
}

interface Fixtures {
  /** Folder for settings, of this test alone. */
  dataDir: string;
  /** More arguments for the web door's `seeklab serve`. */
  args: readonly string[];
  /** Files to put into `mediaDir` before the start, by name. */
  media: Record<string, Uint8Array>;
  /** Folder whose videos are in the library, of this test alone. */
  mediaDir: string;
  seeklab: RunningSeeklab;
  /** The desktop program; only for specs that the web door leaves out. */
  desktop: Desktop;
  /** The workbench, asked directly. */
  rpc: RpcClient;
  reproxyUrl: string;
  /** Every test ends with a quiet console. */
  consoleWatch: ConsoleWatch;
}

export const test = base.extend<DoorOption & Fixtures, WorkerFixtures>({
  sharedBrowser: [
    async ({}, use) => {
      let launching: Promise<Browser> | undefined;
      await use(() => {
        launching ??= launchBrowser();
        return launching;
      });
      await (await launching)?.close();
    },
    { scope: 'worker' },
  ],

  door: ['web', { option: true }],

  dataDir: async ({}, use) => {
    await withTempDir('data', use);
  },

  args: async ({}, use) => {
    await use([]);
  },

  media: [{}, { option: true }],

  mediaDir: async ({ media }, use) => {
    await withTempDir('media', async (dir) => {
      for (const [name, bytes] of Object.entries(media)) await writeFile(join(dir, name), bytes);
      await use(dir);
    });
  },

  seeklab: async ({ door, dataDir, mediaDir, args, sharedBrowser }, use, testInfo) => {
    const options = { dataDir, mediaDir, args };
    const seeklab =
      door === 'web'
        ? await startWeb(await sharedBrowser(), options)
        : await startElectron(electronPath(testInfo), options);
    await use(seeklab);
    await seeklab.end();
  },

  desktop: async ({ seeklab }, use) => {
    if (seeklab.desktop === null) throw new Error('this spec is for the desktop');
    await use(seeklab.desktop);
  },

  page: async ({ seeklab }, use) => {
    await use(seeklab.page);
  },

  rpc: async ({ seeklab }, use) => {
    const rpc = await connectRpc(seeklab.consoleUrl);
    await use(rpc);
    rpc.close();
  },

  reproxyUrl: async ({ rpc }, use) => {
    const status = await rpc.run('system.status', {});
    await use(status.reproxy.url);
  },

  consoleWatch: [
    async ({ seeklab }, use) => {
      await use(seeklab.consoleWatch);
      seeklab.consoleWatch.expectQuiet();
    },
    { auto: true },
  ],
});

export { expect } from '@playwright/test';

/** The Electron to run; a machine without one skips the test and says so. */
function electronPath(testInfo: TestInfo): string {
  const electron = findElectron({ mayFetch: false });
  if ('path' in electron) return electron.path;
  testInfo.skip(true, `the real Electron is missing: ${electron.reason}`);
  return '';
}

async function withTempDir(name: string, use: (dir: string) => Promise<void>): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), `seeklab-${name}-`));
  await use(dir);
  await rm(dir, { recursive: true, force: true });
}
