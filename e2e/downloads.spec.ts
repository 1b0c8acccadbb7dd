import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { sweepReport } from '../app/contract/sweep.ts';
import { har } from '../app/report/test-support/har-schema.ts';
import { expect, test } from './fixtures.ts';
import { goTo, inspector, logRows, openVideo } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';

// What a browser saves by itself; on the desktop the system asks where to.

const openMenu = (page: Page) => inspector(page).getByRole('button', { name: 'Export' }).click();

/** What the menu's choice saves. */
async function save(page: Page, choice: string): Promise<{ name: string; text: string }> {
  const downloading = page.waitForEvent('download');
  await openMenu(page);
  await page.getByRole('menuitem', { name: new RegExp(`^${choice} `) }).click();
  const download = await downloading;
  return {
    name: download.suggestedFilename(),
    text: await readFile(await download.path(), 'utf8'),
  };
}

/** The number that a picture of the sample carries as a strip of blocks (scripts/make-samples.mjs). */
function frameOf(page: Page, picture: string): Promise<number> {
  return page.evaluate(async (address) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = new OffscreenCanvas(image.naturalWidth, 24);
    const context = canvas.getContext('2d');
    context?.drawImage(image, 0, 0);
    let number = 0;
    for (let bit = 0; bit < 16; bit += 1) {
      const [, green = 0] = context?.getImageData((bit + 0.5) * 24, 12, 1, 1).data ?? [];
      if (green > 128) number += 2 ** bit;
    }
    return number;
  }, picture);
}

test('a seek is saved with its picture, heads and times', async ({ page }) => {
  await openVideo(page, 'sample.flv');
  await goTo(page, '#12');
  await expectFrame(page, 600);
  const title = inspector(page).getByRole('heading', { level: 2 });
  await expect(inspector(page).getByText('pass', { exact: true }).first()).toBeVisible();
  const number = (await title.textContent())?.replace(/\D/g, '');

  const json = await save(page, 'JSON');
  expect(json.name).toBe(`seeklab-seek-${number}.json`);
  const report = sweepReport.parse(JSON.parse(json.text));
  expect(report.results).toHaveLength(1);
  expect(report).toMatchObject({
    plan: 'by hand',
    targets: [{ name: null, personality: 'perlbal-patch' }],
    results: [
      {
        ask: { kind: 'keyframe', keyframe: 12 },
        seek: { played: { timeMs: 24_000 } },
        verdict: { result: 'pass' },
      },
    ],
  });
  const picture = report.results[0]?.picture ?? '';
  expect(await frameOf(page, picture)).toBe(600);

  const { text } = await save(page, 'HAR');
  const { entries } = har.parse(JSON.parse(text)).log;
  expect(entries.map(({ comment }) => comment?.split(':')[0])).toEqual([
    'client',
    'application',
    'storage',
  ]);

  const html = await save(page, 'HTML');
  expect(html.text).toContain(picture);
  const saved = await page.context().newPage();
  const heard: string[] = [];
  saved.on('console', (message) => heard.push(message.text()));
  await saved.setContent(html.text);
  await expect(saved.getByRole('heading', { level: 1 })).toHaveText('The seek passed');
  await expect(saved.getByRole('img', { name: 'The picture that was shown' })).toBeVisible();
  await expect(saved.getByRole('button', { name: 'Copy' }).first()).toBeVisible();
  expect(heard).toEqual([]);
  await saved.close();
});

test('a picture that has moved on is not passed off as that of the seek', async ({ page }) => {
  await openVideo(page, 'sample.flv');
  await goTo(page, '#3');
  await expectFrame(page, 150);
  await goTo(page, '#12');
  await expectFrame(page, 600);
  await logRows(page).filter({ hasText: '#3' }).first().click();
  await expect(inspector(page).getByText(/^#3\b/).first()).toBeVisible();
  const report = sweepReport.parse(JSON.parse((await save(page, 'JSON')).text));
  expect(report.results[0]).toMatchObject({ ask: { kind: 'keyframe', keyframe: 3 } });
  expect(report.results[0]).not.toHaveProperty('picture');
});

test('S saves the very picture that is shown, named after it', async ({ page }) => {
  await openVideo(page, 'sample.flv');
  await goTo(page, '#12');
  await expectFrame(page, 600);
  await page.keyboard.press('.');
  await expectFrame(page, 601);
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('s')]);
  expect(file.suggestedFilename()).toBe('sample.flv@0-24.040-601.png');
  const png = await readFile(await file.path());
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([640, 360]);
  await expect(page.getByText('Saved as sample.flv@0-24.040-601.png')).toBeVisible();
});
