import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';

/** What a script that got into the page would try. */

/** Runs it and returns once the page has had the time to go elsewhere, if it could. */
async function attempt(page: Page, attack: () => unknown): Promise<void> {
  await page.evaluate(attack).catch(() => undefined);
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(undefined))));
}

test.describe('in the window', () => {
  test.beforeEach(({ door }) => {
    test.skip(door === 'web', 'a browser’s own window may go where its user wants');
  });

  test('it cannot go to another page', async ({ page, seeklab }) => {
    const attacks = [
      () => location.assign('https://attacker.invalid/'),
      () => location.assign('http://127.0.0.1:1/'),
      () => location.assign('file:///etc/passwd'),
      () => location.assign('data:text/html,<h1>x</h1>'),
      () => location.assign('about:blank'),
      () => location.assign('/'),
      () => {
        const link = document.createElement('a');
        link.href = 'https://attacker.invalid/';
        document.body.append(link);
        link.click();
      },
    ];
    for (const attack of attacks) {
      await attempt(page, attack);
      expect(page.url()).toBe(seeklab.consoleUrl);
    }
    await expect(page.getByRole('list', { name: 'Videos' })).toBeVisible();
  });

  test('it cannot open a window', async ({ page, seeklab }) => {
    const opened = await page.evaluate(() => [
      window.open('https://attacker.invalid/'),
      window.open('about:blank'),
      window.open(location.href),
    ]);
    expect(opened).toEqual([null, null, null]);
    expect(seeklab.electron?.windows()).toHaveLength(1);
  });

  test('it has no Node, and of the desktop only what the preload names', async ({ page }) => {
    const found = await page.evaluate(() => ({
      node: ['process', 'require', 'module', 'Buffer', 'ipcRenderer'].filter(
        (name) => name in window,
      ),
      desktop: Object.keys(window.desktop ?? {}).sort(),
    }));
    expect(found).toEqual({
      node: [],
      desktop: ['chooseFiles', 'chooseFolder', 'onMenuCommand', 'pathOfFile'],
    });
  });
});

test('it cannot run a script of its own', async ({ page, consoleWatch }) => {
  consoleWatch.accept(/Content Security Policy/);
  await attempt(page, () => {
    const script = document.createElement('script');
    script.textContent = 'window.wasRun = true';
    document.body.append(script);
    const image = document.createElement('img');
    image.setAttribute('onerror', 'window.wasRun = true');
    image.src = './nothing.png';
    document.body.append(image);
  });
  expect(await page.evaluate(() => 'wasRun' in window)).toBe(false);
});

test('it cannot talk to other servers', async ({ page, consoleWatch }) => {
  consoleWatch.accept(/Content Security Policy|Failed to load resource/);
  const asked = await page.evaluate(async () => {
    const wasRefused = (request: Promise<unknown>) =>
      request.then(
        () => false,
        () => true,
      );
    return {
      fetch: await wasRefused(fetch('http://127.0.0.1:1/')),
      far: await wasRefused(fetch('https://attacker.invalid/')),
      frames: document.querySelectorAll('iframe').length,
    };
  });
  expect(asked).toEqual({ fetch: true, far: true, frames: 0 });
});

test('a frame stays empty', async ({ page, consoleWatch }) => {
  consoleWatch.accept(/Content Security Policy|frame/i);
  await attempt(page, () => {
    const frame = document.createElement('iframe');
    frame.src = location.href;
    document.body.append(frame);
  });
  const urls = page
    .frames()
    .slice(1)
    .map((frame) => frame.url());
  expect(urls.filter((url) => url.startsWith('http'))).toEqual([]);
});
