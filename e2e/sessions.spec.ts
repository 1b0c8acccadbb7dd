import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { goTo, logRows, newestRow, openVideo } from './support/bench.ts';
import { startElectron } from './support/start-electron.ts';
import { startWeb } from './support/start-web.ts';

test('after a restart the log is there, and the window where it was', async ({
  page,
  seeklab,
  rpc,
  dataDir,
  mediaDir,
  sharedBrowser,
}) => {
  await openVideo(page, 'no-index.flv');
  await goTo(page, '0:04');
  await expect.poll(async () => (await newestRow(page)).Asked).toContain('0:04');
  await page.getByRole('button', { name: /^Seeks/ }).click();
  const before = await logRows(page).allInnerTexts();
  expect(before.length).toBeGreaterThan(0);
  const { status } = await rpc.run('session.list', {});
  const view = join(dataDir, 'sessions', status.current?.id ?? '', 'view.json');
  await expect.poll(() => readFile(view, 'utf8').catch(() => '')).toMatch(/t=4.*\n.*"seeks"/);
  expect(await seeklab.end()).toBe(0);

  const options = { dataDir, mediaDir };
  const again = seeklab.desktop
    ? await startElectron(seeklab.desktop.executable, options)
    : await startWeb(await sharedBrowser(), options);
  await expect(logRows(again.page).first()).toContainText(before[0]?.split('\n')[0] ?? '');
  await expect(again.page.getByRole('button', { name: /^Seeks/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await expect
    .poll(() => again.page.evaluate(() => window.location.hash))
    .toContain('no-index.flv');
  await expect.poll(() => again.page.evaluate(() => window.location.hash)).toContain('t=4');
  again.consoleWatch.expectQuiet();
  await again.end();
});

test('sessions are named, begun, opened again, exported, imported and deleted', async ({
  page,
  mediaDir,
}) => {
  await openVideo(page, 'sample.flv');
  await goTo(page, '#3');
  await expect.poll(async () => (await newestRow(page)).Asked).toContain('#3');
  await page.keyboard.press('h');
  const dialog = page.getByRole('dialog', { name: 'Sessions' });
  const items = dialog.getByRole('list', { name: 'Saved sessions' }).getByRole('listitem');
  await expect(items).toHaveCount(1);
  await expectAccessible(page);

  await items.getByRole('button', { name: /^Rename / }).click();
  await dialog.getByRole('textbox', { name: /^New name of / }).fill('Before the release');
  await page.keyboard.press('Enter');
  await expect(items).toContainText('Before the release');
  await expect(items.getByRole('button', { name: 'Delete Before the release' })).toBeDisabled();

  await dialog.getByRole('button', { name: 'New session' }).click();
  await expect(items).toHaveCount(2);
  // What lies under a dialog is nobody's while it is open.
  await page.keyboard.press('Escape');
  await expect(page.getByText('Nothing to inspect yet')).toBeVisible();
  await expect(logRows(page)).toHaveCount(0);
  await page.keyboard.press('h');
  const old = items.filter({ hasText: 'Before the release' });
  await old.getByRole('button', { name: 'Open Before the release' }).click();
  await expect(old).toContainText('Is open');
  await page.keyboard.press('Escape');
  await expect(logRows(page).filter({ hasText: '#3' })).toHaveCount(1);
  await page.keyboard.press('h');

  const importing = dialog.getByRole('textbox', { name: 'File to import' });
  await importing.fill(join(mediaDir, 'nothing-here.jsonl'));
  await dialog.getByRole('button', { name: 'Import' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();

  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Sessions: Before the release' }).click();
  await expect(dialog).toBeVisible();
});
