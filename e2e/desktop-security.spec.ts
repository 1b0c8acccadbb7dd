import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import type { WebPreferences } from 'electron';
import { projectDir } from '../scripts/lib/project.mjs';
import { expect, test } from './fixtures.ts';
import type { ConsoleWatch } from './support/console-watch.ts';
import { startTrapServer } from './support/trap-server.ts';

// Electron's list of what a safe program does (electronjs.org/docs/latest/tutorial/security), by its
// numbers. docs/security.md says where the others are tested.

interface Bench {
  app: ElectronApplication;
  page: Page;
  consoleUrl: string;
  reproxyUrl: string;
  consoleWatch: ConsoleWatch;
}

/** The majors that Electron supported when 45 was the newest: three at a time. */
const OLDEST_SUPPORTED_MAJOR = 43;

const items: readonly { item: string; check: (bench: Bench) => Promise<void> }[] = [
  {
    item: '4. the page’s process is sandboxed',
    async check({ app }) {
      expect(await preferencesOf(app)).toMatchObject({ sandbox: true, contextIsolation: true });
    },
  },
  {
    item: '5. permissions are refused, but for copying text',
    async check({ page }) {
      const refused = ['geolocation', 'notifications', 'camera', 'microphone', 'midi'];
      refused.push('clipboard-read', 'persistent-storage', 'local-fonts', 'window-management');
      const expected = refused.map((name) => `${name} denied`);
      expect(await page.evaluate(statesOf, refused)).toEqual(expected);
      expect(await page.evaluate(statesOf, ['clipboard-write'])).toEqual([
        'clipboard-write granted',
      ]);
      expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
    },
  },
  {
    item: '6. webSecurity is on: other origins are asked whether the page may ask',
    async check({ app, page, reproxyUrl, consoleWatch }) {
      expect((await preferencesOf(app)).webSecurity).not.toBe(false);
      consoleWatch.accept(/CORS policy|Failed to load/);
      const asked = page.evaluate(
        (url) => fetch(url, { headers: { 'X-Probe': '1' } }).then(() => 'answered', String),
        `${reproxyUrl}/v/sample.flv`,
      );
      expect(await asked).toContain('Failed to fetch');
    },
  },
  {
    item: '8. insecure content is not let in',
    async check({ app }) {
      expect((await preferencesOf(app)).allowRunningInsecureContent ?? false).toBe(false);
      expect(await hasSwitch(app, 'allow-running-insecure-content')).toBe(false);
    },
  },
  {
    item: '9. experimental features are off',
    async check({ app }) {
      expect((await preferencesOf(app)).experimentalFeatures ?? false).toBe(false);
      expect(await hasSwitch(app, 'enable-experimental-web-platform-features')).toBe(false);
    },
  },
  {
    item: '10. no features of Blink are switched on',
    async check({ app }) {
      expect((await preferencesOf(app)).enableBlinkFeatures ?? '').toBe('');
      expect(await hasSwitch(app, 'enable-blink-features')).toBe(false);
    },
  },
  {
    item: '11 and 12. a webview does nothing',
    async check({ app, page }) {
      expect((await preferencesOf(app)).webviewTag ?? false).toBe(false);
      const trap = await startTrapServer();
      await page.evaluate((url) => {
        const view = document.createElement('webview');
        view.setAttribute('src', url);
        view.setAttribute('allowpopups', '');
        document.body.append(view);
      }, trap.url);
      // A view that was let through would have reached the trap before this request does.
      await fetch(`${trap.url}sentinel`);
      await trap.close();
      expect(trap.requests).toEqual(['/sentinel']);
      expect(await app.evaluate(({ webContents }) => webContents.getAllWebContents().length)).toBe(
        1,
      );
    },
  },
  {
    item: '15. only links to known sites leave the program',
    async check({ app, page }) {
      await app.evaluate(({ shell }) => {
        const opened: string[] = [];
        shell.openExternal = async (url) => void opened.push(url);
        Object.assign(globalThis, { opened });
      });
      const cited = 'https://www.rfc-editor.org/rfc/rfc9110#section-14';
      await page.evaluate(
        (addresses) => addresses.map((address) => window.open(address)),
        [
          'file:///etc/passwd',
          'ms-msdt:/id',
          'javascript:alert(1)',
          'http://www.rfc-editor.org/',
          'https://www.rfc-editor.org.evil.example/',
          'https://www.rfc-editor.org@evil.example/',
          cited,
        ],
      );
      const opened = () => app.evaluate(() => (globalThis as { opened?: string[] }).opened);
      // The permitted one comes last: when it is there, the others would be.
      await expect.poll(opened).toContain(cited);
      expect(await opened()).toEqual([cited]);
    },
  },
  {
    item: '16. the version is the pinned one, and one that was supported',
    async check({ app }) {
      const manifest = JSON.parse(readFileSync(join(projectDir, 'package.json'), 'utf8'));
      const pinned: string = manifest.devDependencies.electron;
      expect(await app.evaluate(() => process.versions.electron)).toBe(pinned);
      expect(Number.parseInt(pinned, 10)).toBeGreaterThanOrEqual(OLDEST_SUPPORTED_MAJOR);
    },
  },
  {
    item: '17. messages are answered to the console’s own page only',
    async check({ app, consoleUrl }) {
      const trap = await startTrapServer();
      const strangers = [
        'data:text/html,<title>x</title>',
        trap.url,
        new URL('/', consoleUrl).href,
        consoleUrl.replace('127.0.0.1', 'localhost'),
      ];
      for (const address of strangers) {
        const answers = await app.evaluate(askFromElsewhere, {
          address,
          preload: join(projectDir, 'out', 'main', 'preload.cjs'),
        });
        for (const answer of answers) expect(answer).toContain('only the console’s own page');
      }
      await trap.close();
    },
  },
];

for (const { item, check } of items) {
  test(item, async ({ page, desktop, seeklab, reproxyUrl, consoleWatch }) => {
    await page.getByRole('list', { name: 'Videos' }).waitFor();
    const { consoleUrl } = seeklab;
    await check({ app: desktop.app, page, consoleUrl, reproxyUrl, consoleWatch });
  });
}

/**
 * What the window was opened with. Electron tells it by a method that its types leave out; the
 * program that takes its place in tests has it as it was given.
 */
function preferencesOf(app: ElectronApplication): Promise<WebPreferences> {
  return app.evaluate(({ BrowserWindow }) => {
    const contents: unknown = BrowserWindow.getAllWindows()[0]?.webContents;
    const { _preferences } = contents as { _preferences?: WebPreferences };
    const electron = contents as { getLastWebPreferences?: () => WebPreferences | null };
    return _preferences ?? electron.getLastWebPreferences?.() ?? {};
  });
}

function hasSwitch(app: ElectronApplication, name: string): Promise<boolean> {
  return app.evaluate(({ app: program }, asked) => program.commandLine.hasSwitch(asked), name);
}

function statesOf(names: readonly string[]): Promise<string[]> {
  return Promise.all(
    names.map(async (name) => {
      const { state } = await navigator.permissions.query({ name: name as PermissionName });
      return `${name} ${state}`;
    }),
  );
}

/** Opens another page with our preload, as if the guards on navigation did not hold, and has it ask. */
async function askFromElsewhere(
  { BrowserWindow, dialog }: typeof import('electron'),
  { address, preload }: { address: string; preload: string },
): Promise<string[]> {
  dialog.showOpenDialog = async () => ({ canceled: false, filePaths: ['/etc/passwd'] });
  const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
  window.webContents.removeAllListeners('did-navigate');
  await window.loadURL(address);
  const ask = (power: string) =>
    window.webContents.executeJavaScript(`desktop.${power}().then(() => 'answered', String)`);
  const answers = [await ask('chooseFiles'), await ask('chooseFolder')];
  window.destroy();
  return answers;
}
