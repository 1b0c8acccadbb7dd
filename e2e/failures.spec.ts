import { copyFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { projectDir } from '../scripts/lib/project.mjs';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { goTo, inspector, newestRow, openVideo, switchPart } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';

test.use({
  media: {
    'empty.flv': new Uint8Array(),
    'words.flv': new TextEncoder().encode('this is no video\n'.repeat(100)),
  },
});

for (const { part, status, code } of [
  { part: 'Storage', status: 503, code: 'storage_unreachable' },
  { part: 'Application', status: 502, code: 'application_unreachable' },
] as const) {
  test(`${part} down: a seek fails with its reason, and works again afterwards`, async ({
    page,
    consoleWatch,
  }) => {
    consoleWatch.accept(new RegExp(`status of ${status}`));
    await openVideo(page, 'sample.flv');
    await expectFrame(page, 0);
    await switchPart(page, part, false);
    await goTo(page, '#25');
    await expect(inspector(page)).toContainText(code);
    await expect.poll(() => newestRow(page)).toMatchObject({ Status: String(status) });

    await switchPart(page, part, true);
    await goTo(page, '#26');
    await expectFrame(page, 1300);
  });
}

test('an offset beyond the end is answered 416, and the video goes on', async ({
  page,
  consoleWatch,
}) => {
  consoleWatch.accept(/status of 416/);
  await openVideo(page, 'sample.flv');
  await expectFrame(page, 0);
  await goTo(page, '@99999999');
  await expect.poll(async () => (await newestRow(page)).Status).toBe('416');
  await expect(inspector(page)).toContainText('failed');
  await goTo(page, '#8');
  await expectFrame(page, 400);
});

test('what is no offset is refused before anything is asked', async ({ page }) => {
  await openVideo(page, 'sample.flv');
  await expectFrame(page, 0);
  // The row is drawn after the picture, and judged after that.
  await expect.poll(async () => (await newestRow(page)).Result).toBe('pass');
  const before = await newestRow(page);
  for (const text of ['-5', 'soon', '#99', '9:99']) {
    await goTo(page, text);
    const box = page.getByLabel('Go to a time, byte offset or keyframe');
    await expect(box).toHaveAttribute('aria-invalid', 'true');
  }
  expect(await newestRow(page)).toEqual(before);
});

test('Sorenson H.263: says why there is no picture; its seeks are inspected', async ({ page }) => {
  await openVideo(page, 'sorenson.flv');
  await expect(page.getByRole('region', { name: 'Player' })).toContainText('Sorenson');
  await goTo(page, '#1');
  await expect.poll(async () => (await newestRow(page)).Status).toBe('200');
  await expect(inspector(page)).toContainText('inspected');
  await expect(inspector(page).getByLabel('Storage hop', { exact: true })).toBeVisible();
});

test('sound only: says so, and plays', async ({ page }) => {
  await openVideo(page, 'audio-only.flv');
  await expect(page.getByText('Sound only')).toBeVisible();
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect
    .poll(() => page.evaluate(() => document.querySelector('video')?.currentTime ?? 0))
    .toBeGreaterThan(1);
});

test('cut short: says so, and plays what there is', async ({ page }) => {
  await openVideo(page, 'cut-short.flv');
  await expectFrame(page, 0);
  await expect(page.getByRole('region', { name: 'Player' })).toContainText(/cut|ends/i);
  await goTo(page, '#2');
  await expectFrame(page, 100);
});

for (const { name, words } of [
  { name: 'empty.flv', words: /empty/i },
  { name: 'words.flv', words: /not.*FLV/i },
]) {
  test(`${name}: says what it is`, async ({ page }) => {
    await openVideo(page, name);
    await expect(page.getByRole('region', { name: 'Player' })).toContainText(words);
  });
}

for (const by of ['no-index.flv', 'cut-short.flv']) {
  test(`a file that ${by} replaces while it is open: said so, and opened again`, async ({
    page,
    mediaDir,
    consoleWatch,
  }) => {
    consoleWatch.accept(/status of 416/);
    const sample = (name: string) => join(projectDir, 'assets', 'samples', name);
    const path = join(mediaDir, 'mine.flv');
    const put = async (name: string) => {
      await copyFile(sample(name), join(mediaDir, 'new'));
      await rename(join(mediaDir, 'new'), path);
    };
    await put('sample.flv');
    await openVideo(page, 'mine.flv');
    await expectFrame(page, 0);
    await put(by);
    await goTo(page, '#28');
    const alert = page.getByRole('region', { name: 'Player' }).getByRole('alert');
    await expect(alert).toContainText('"mine.flv" was replaced after it was opened');
    await expect(inspector(page)).toContainText('video_replaced');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Open it again' }).click();
    await expect(alert).toBeHidden();
    await expectFrame(page, 0);
    await goTo(page, '#2');
    await expectFrame(page, 100);
    await expect(alert).toBeHidden();
  });
}
