import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './fixtures.ts';
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
