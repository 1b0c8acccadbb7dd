import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { inspector, logRows, openVideo } from './support/bench.ts';

const panel = (page: Page) => page.getByRole('region', { name: 'Sweeps' });
const results = (page: Page) =>
  panel(page).getByRole('table', { name: 'Results' }).locator('tbody tr:not([aria-hidden])');

test('a sweep is planned, run, paused, found again after a reload, and leads to its seeks', async ({
  page,
}) => {
  await openVideo(page, 'sample.flv');
  await page.keyboard.press('w');
  const plan = panel(page).getByRole('combobox', { name: 'Plan' });
  await plan.fill('ke');
  await plan.press('ArrowDown');
  await plan.press('Enter');
  await expect(plan).toHaveValue('keyframes');
  await expect(panel(page).getByText('every keyframe')).toBeVisible();
  await expect(panel(page).getByText('30 seeks')).toBeVisible();
  await expectAccessible(page);
  await plan.fill('keyframes+random:150000');
  await expect(panel(page).getByText('150,030 seeks')).toBeVisible();
  await panel(page).getByRole('button', { name: 'Start' }).click();
  await expect(results(page).first()).toContainText('#0');
  await panel(page).getByRole('button', { name: 'Pause the sweep' }).click();
  await expect(panel(page).getByText(/^Paused after/)).toBeVisible();
  await expectAccessible(page);

  await page.reload();
  await expect(page.getByRole('slider', { name: 'Timeline' })).toBeAttached();
  await page.keyboard.press('w');
  await expect(panel(page).getByText(/^Paused after/)).toBeVisible();
  await panel(page).getByRole('button', { name: 'Cancel the sweep' }).click();
  await expect(
    panel(page)
      .getByText(/cancelled$/)
      .first(),
  ).toBeVisible();
  await expect(page.getByRole('img', { name: /^Sweep over the video: / })).toBeVisible();

  await results(page).nth(2).click();
  await expect(inspector(page).getByText('Recorded by a sweep: #2')).toBeVisible();
  await panel(page).getByRole('table', { name: 'Results' }).locator('..').locator('..').focus();
  await page.keyboard.press('ArrowDown');
  await expect(inspector(page).getByText('Recorded by a sweep: #3')).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(inspector(page).getByText('Recorded by a sweep')).toBeHidden();
  await page.keyboard.press('w');
  await expect(logRows(page).last()).toContainText('#3');
});

test('a report of a sweep elsewhere is looked at as if it had happened here', async ({
  page,
  rpc,
  dataDir,
}) => {
  await openVideo(page, 'sample.flv');
  const order = {
    ...{ plan: 'keyframes', seed: 1, videos: ['sample.flv'], targets: [], limits: {} },
    ...{ personalities: [{ personality: 'nginx', hasQuirks: false } as const], isWhole: false },
    ...{ concurrency: 2, maxFailures: null },
  };
  const { id } = await rpc.run('sweeps.start', order);
  await rpc.run('sweeps.watch', { id });
  const path = join(dataDir, 'ci.json');
  await rpc.run('sweeps.write', { id, format: 'json', path });
  await rpc.run('sweeps.forget', { id });
  // As it would be of a server that gets one keyframe wrong.
  const written = JSON.parse(await readFile(path, 'utf8'));
  written.results[4].verdict = { result: 'fail', code: null };

  await page.keyboard.press('w');
  await expect(panel(page).getByRole('button', { name: 'Start' })).toBeVisible();
  const report = {
    name: 'ci.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(written)),
  };
  const bad = { ...report, name: 'other.json', buffer: Buffer.from('{}') };
  await panel(page).getByLabel('Report to load').setInputFiles(bad);
  await expect(page.getByText('"other.json" is no report of a sweep')).toBeVisible();
  await panel(page).getByLabel('Report to load').setInputFiles(report);
  await expect(panel(page).getByRole('button', { name: 'Sweep: ci.json' })).toBeVisible();
  await panel(page)
    .getByRole('button', { name: /^Failed/ })
    .click();
  await expect(results(page)).toHaveCount(1);
  await results(page).first().click();
  await expect(
    inspector(page).getByText('Recorded by ci.json: #4 at embedded as nginx'),
  ).toBeVisible();
  await expect(inspector(page).getByRole('button', { name: 'Answer as nginx' })).toBeVisible();
  await expectAccessible(page);

  const strip = page.getByRole('img', { name: /^Sweep over the video: 1 failed/ });
  const width = (await strip.boundingBox())?.width ?? 0;
  await strip.click({ position: { x: (width * 8) / 60 + 1, y: 8 } });
  await expect(inspector(page).getByText('Recorded by')).toBeHidden();
  await page.keyboard.press('w');
  await expect(logRows(page).last()).toContainText('#4');
});
