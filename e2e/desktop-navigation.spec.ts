import { expect, test } from './fixtures.ts';
import { startTrapServer } from './support/trap-server.ts';

// What a script that got into the page would try. A browser's own window may go where its user
// wants; ours shows one page.

const attacks: readonly { name: string; run: (trapUrl: string) => void }[] = [
  { name: 'another server', run: (trapUrl) => location.assign(trapUrl) },
  { name: 'another path of the console', run: () => location.assign('/') },
  { name: 'a file', run: () => location.assign('file:///etc/passwd') },
  { name: 'a data page', run: () => location.assign('data:text/html,<h1>x</h1>') },
  {
    name: 'a link',
    run(trapUrl) {
      const link = document.createElement('a');
      link.href = trapUrl;
      document.body.append(link);
      link.click();
    },
  },
  {
    name: 'a refresh',
    run(trapUrl) {
      const meta = document.createElement('meta');
      meta.httpEquiv = 'refresh';
      meta.content = `0;url=${trapUrl}`;
      document.head.append(meta);
    },
  },
];

test('the window cannot go elsewhere', async ({ page, seeklab, consoleWatch }) => {
  consoleWatch.accept(/^Not allowed to/);
  await page.getByRole('list', { name: 'Videos' }).waitFor();
  await page.evaluate(() => Object.assign(window, { isFirstPage: true }));
  for (const { name, run } of attacks) {
    await test.step(name, async () => {
      const trap = await startTrapServer();
      await page.evaluate(run, trap.url);
      // A navigation that was let through would have reached the trap before this request does.
      await fetch(`${trap.url}sentinel`);
      await trap.close();
      expect(trap.requests).toEqual(['/sentinel']);
      expect(page.url().replace(/#.*/, '')).toBe(seeklab.consoleUrl);
      expect(await page.evaluate(() => 'isFirstPage' in window)).toBe(true);
    });
  }
});

test('from a blank page the window comes back', async ({ page, consoleWatch }) => {
  consoleWatch.accept(/^Not allowed to/);
  await page.getByRole('list', { name: 'Videos' }).waitFor();
  await page.evaluate(() => {
    Object.assign(window, { isFirstPage: true });
    location.assign('about:blank');
  });
  await page.waitForFunction(() => !('isFirstPage' in window) && location.protocol === 'http:');
  await expect(page.getByRole('list', { name: 'Videos' })).toBeVisible();
});

test('the page cannot open a window', async ({ page, desktop }) => {
  const opened = await page.evaluate(() => [
    window.open('https://attacker.invalid/'),
    window.open('about:blank'),
    window.open(location.href),
  ]);
  expect(opened).toEqual([null, null, null]);
  expect(desktop.app.windows()).toHaveLength(1);
});

test('the page has no Node, and of the desktop only what the preload names', async ({ page }) => {
  const found = await page.evaluate(() => ({
    node: ['process', 'require', 'module', 'Buffer', 'ipcRenderer'].filter(
      (name) => name in window,
    ),
    desktop: Object.keys(window.desktop ?? {}).sort(),
  }));
  expect(found).toEqual({
    node: [],
    desktop: [
      'chooseFiles',
      'chooseFolder',
      'onFiles',
      'onMenuCommand',
      'onTrouble',
      'pathOfFile',
      'reveal',
    ],
  });
});
