import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { commandTexts } from '../app/contract/commands.ts';
import { projectDir } from '../scripts/lib/project.mjs';
import { expect, test } from './fixtures.ts';
import { openVideo } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';
import { electronArguments, startElectron } from './support/start-electron.ts';

/** Answers every file dialog from now on with these paths, none for a dialog that is cancelled. */
function answerDialogs(app: ElectronApplication, filePaths: string[]): Promise<void> {
  return app.evaluate(({ dialog }, paths) => {
    dialog.showOpenDialog = async () => ({ canceled: paths.length === 0, filePaths: paths });
  }, filePaths);
}

function clickMenu(app: ElectronApplication, id: string): Promise<void> {
  return app.evaluate(({ Menu }, item) => {
    Menu.getApplicationMenu()?.getMenuItemById(item)?.click();
  }, id);
}

/** A video that no library has yet. */
async function makeVideo(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  await copyFile(join(projectDir, 'assets', 'samples', 'no-index.flv'), path);
  return path;
}

const video = (page: Page, name: string) =>
  page.getByRole('list', { name: 'Videos' }).getByRole('button', { name });

test('the menu opens videos with the system’s dialog', async ({ page, desktop, dataDir }) => {
  await video(page, 'sample.flv').waitFor();
  await answerDialogs(desktop.app, [await makeVideo(dataDir, 'chosen.flv')]);
  await clickMenu(desktop.app, 'open-files');
  await expect(video(page, 'chosen.flv')).toBeVisible();
});

test('the menu opens a folder', async ({ page, desktop, dataDir }) => {
  await video(page, 'sample.flv').waitFor();
  await makeVideo(dataDir, 'one.flv');
  await makeVideo(dataDir, 'two.flv');
  await answerDialogs(desktop.app, [dataDir]);
  await clickMenu(desktop.app, 'open-folder');
  await expect(video(page, 'one.flv')).toBeVisible();
  await expect(video(page, 'two.flv')).toBeVisible();
});

test('a cancelled dialog changes nothing', async ({ page, desktop }) => {
  await answerDialogs(desktop.app, []);
  expect(await page.evaluate(() => window.desktop?.chooseFiles())).toEqual([]);
  expect(await page.evaluate(() => window.desktop?.chooseFolder())).toEqual([]);
});

test('the menu shows the keys and turns the theme, native parts included', async ({
  page,
  desktop,
}) => {
  await video(page, 'sample.flv').waitFor();
  await clickMenu(desktop.app, 'show-keys');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await clickMenu(desktop.app, 'theme');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect
    .poll(() => desktop.app.evaluate(({ nativeTheme }) => nativeTheme.themeSource))
    .toBe('dark');
});

test('the menus have every command of the page, and carry it out', async ({ page, desktop }) => {
  const ids = await desktop.app.evaluate(({ Menu }) =>
    (Menu.getApplicationMenu()?.items ?? []).flatMap(({ submenu }) =>
      (submenu?.items ?? []).map(({ id }) => id),
    ),
  );
  expect(ids).toEqual(expect.arrayContaining(commandTexts.map(({ id }) => id)));
  await openVideo(page, 'sample.flv');
  await expectFrame(page, 0);
  await clickMenu(desktop.app, 'next-keyframe');
  await expectFrame(page, 50);
  await clickMenu(desktop.app, 'palette');
  await expect(page.getByRole('dialog', { name: 'Do anything' })).toBeVisible();
});

test('the menus show the keys that commands were given, and what was opened last', async ({
  page,
  desktop,
  rpc,
  dataDir,
}) => {
  await video(page, 'sample.flv').waitFor();
  await rpc.run('settings.set', { keys: { theme: ['F9'], palette: ['Mod+J'] } });
  const acceleratorOf = (id: string) =>
    desktop.app.evaluate(
      ({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.accelerator ?? null,
      id,
    );
  await expect.poll(() => acceleratorOf('theme')).toBe('F9');
  expect(await acceleratorOf('palette')).toBe('CmdOrCtrl+J');

  const path = await makeVideo(dataDir, 'lately.flv');
  await rpc.run('library.add', { path });
  const recent = () =>
    desktop.app.evaluate(({ Menu }) =>
      (Menu.getApplicationMenu()?.getMenuItemById('recent-files')?.submenu?.items ?? []).map(
        ({ label }) => label,
      ),
    );
  await expect.poll(recent).toContain(path);
  await desktop.app.evaluate(({ Menu }, label) => {
    const items = Menu.getApplicationMenu()?.getMenuItemById('recent-files')?.submenu?.items;
    items?.find((item) => item.label === label)?.click();
  }, path);
  await expect(page.getByRole('heading', { name: 'lately.flv' })).toBeVisible();
  await desktop.app.evaluate(({ shell }) => {
    shell.showItemInFolder = (shown) => {
      process.env.SEEKLAB_SHOWN = shown;
    };
  });
  await clickMenu(desktop.app, 'reveal');
  await expect.poll(() => desktop.app.evaluate(() => process.env.SEEKLAB_SHOWN)).toBe(path);
});

test('a second start hands its video to the first and ends', async ({
  page,
  desktop,
  dataDir,
  mediaDir,
}) => {
  await video(page, 'sample.flv').waitFor();
  const handed = await makeVideo(dataDir, 'handed.flv');
  const second = spawn(desktop.executable, [...electronArguments({ dataDir, mediaDir }), handed], {
    cwd: projectDir,
    stdio: 'ignore',
  });
  expect(await once(second, 'exit')).toEqual([0, null]);
  await expect(video(page, 'handed.flv')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'handed.flv' })).toBeVisible();
});

test('closing the window while it loads is no error', async ({ seeklab, consoleWatch }) => {
  consoleWatch.accept(/ERR_CONNECTION_REFUSED|ERR_CONNECTION_RESET/);
  expect(await seeklab.end()).toBe(0);
});

test('the window opens where it stood', async ({ page, seeklab, desktop, dataDir, mediaDir }) => {
  await video(page, 'sample.flv').waitFor();
  const bounds = { x: 40, y: 30, width: 1100, height: 720 };
  await desktop.app.evaluate(({ BrowserWindow }, place) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(place);
  }, bounds);
  expect(await seeklab.end()).toBe(0);

  const again = await startElectron(desktop.executable, { dataDir, mediaDir });
  await again.page.getByRole('region', { name: 'Player' }).waitFor();
  const found = await again.desktop?.app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getNormalBounds(),
  );
  await again.end();
  expect(found).toEqual(bounds);
});
