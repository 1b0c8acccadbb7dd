import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { choosePersonality, goTo, inspector, newestRow, openVideo } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';

const assistance = (page: Page) => page.getByRole('switch', { name: 'Assistance' });
const player = (page: Page) => page.getByRole('region', { name: 'Player' });

test('without assistance a CDN plays: by keyframe, time and offset', async ({ page, rpc }) => {
  const { index } = await rpc.run('video.open', { name: 'sample.flv' });
  await openVideo(page, 'sample.flv');
  await expectFrame(page, 0);
  await choosePersonality(page, 'cdn');
  await assistance(page).click();
  await expect(player(page)).toContainText('Assistance off');
  for (const [text, keyframe] of [
    ['#11', 11],
    ['0:35.1', 17],
    [`@${index.offsets[4]}`, 4],
  ] as const) {
    await goTo(page, text);
    await expectFrame(page, keyframe * 50);
    await expect.poll(() => newestRow(page)).toMatchObject({ Source: 'raw', Status: '200' });
    await expect(inspector(page)).toContainText('Assistance was off');
    await expect(inspector(page)).toContainText('Raw, in flv.js: plays');
  }
});

test('without assistance the patch does not play H.264, and says why; the key brings it back', async ({
  page,
}) => {
  await openVideo(page, 'sample.flv');
  await expectFrame(page, 0);
  await goTo(page, '#7');
  await expectFrame(page, 350);
  await page.getByLabel('Go to a time, byte offset or keyframe').press('Escape');
  await page.keyboard.press('a');
  await expect(assistance(page)).not.toBeChecked();
  const alert = player(page).getByRole('alert');
  await expect(alert, 'what was on screen is asked for again').toContainText(
    'No video sequence header comes before the first frame',
  );
  await expect.poll(() => newestRow(page)).toMatchObject({ Asked: '#7', Source: 'raw' });
  await expectAccessible(page);
  await page.keyboard.press('a');
  await expect(assistance(page)).toBeChecked();
  await expectFrame(page, 350);
  await expect(alert).toHaveCount(0);
  await expect.poll(() => newestRow(page)).toMatchObject({ Asked: '#7', Source: 'network' });
  await page.keyboard.press('?');
  await expect(page.getByRole('dialog')).toContainText('Assistance on or off');
});

test('a link opens without assistance when it was left off', async ({ page }) => {
  await openVideo(page, 'sample.flv');
  await choosePersonality(page, 'cdn');
  await assistance(page).click();
  await goTo(page, '#9');
  await expectFrame(page, 450);
  await page.reload();
  await expectFrame(page, 450);
  await expect(assistance(page)).not.toBeChecked();
  await expect.poll(() => newestRow(page)).toMatchObject({ Source: 'raw' });
});
