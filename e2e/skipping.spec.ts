import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { chooseAccuracy, goTo, logRows, newestRow, openVideo } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';

/** sample.flv: 25 frames a second, a keyframe every 50 frames, one minute. */
async function goToKeyframe5(page: Page): Promise<void> {
  await openVideo(page, 'sample.flv');
  await expectFrame(page, 0);
  await chooseAccuracy(page, 'Keyframe');
  await goTo(page, '#5');
  await expectFrame(page, 250);
  await page.getByLabel('Go to a time, byte offset or keyframe').press('Escape');
}

test('the arrow keys move on, with each press', async ({ page }) => {
  await goToKeyframe5(page);
  for (const frame of [300, 350, 400, 450]) {
    await page.keyboard.press('ArrowRight');
    await expectFrame(page, frame);
  }
  await page.keyboard.press('ArrowLeft');
  await expectFrame(page, 400);
  await page.keyboard.press('e');
  await expect(page.getByRole('button', { name: 'Exact' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('ArrowRight');
  await expectFrame(page, 425);
});

test('the arrow keys are the player’s after a click, and the group’s when a key led there', async ({
  page,
}) => {
  await goToKeyframe5(page);
  const group = page.getByRole('group', { name: 'Seek to' });
  const keyframe = group.getByRole('button', { name: 'Keyframe' });
  const exact = group.getByRole('button', { name: 'Exact' });
  await exact.click();
  await page.keyboard.press('ArrowRight');
  await expectFrame(page, 275);
  await expect(exact).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expectFrame(page, 250);

  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  await expect(exact).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(keyframe).toBeFocused();
  await expectFrame(page, 250);
});

test('End shows the last picture and Home the first, without an error', async ({ page }) => {
  await goToKeyframe5(page);
  await page.keyboard.press('End');
  await expectFrame(page, 1499);
  await expect(page.getByRole('timer', { name: 'Current time' })).toHaveText('0:59.960');
  await expect.poll(() => newestRow(page)).toMatchObject({ Error: '0 ms' });
  await page.keyboard.press('Home');
  await expectFrame(page, 0);
  await expect.poll(() => newestRow(page)).toMatchObject({ Error: '0 ms' });
});

test('a seek that others make of the media element has its row and its request', async ({
  page,
}) => {
  await goToKeyframe5(page);
  await chooseAccuracy(page, 'Exact');
  const rows = await logRows(page).count();
  await page.locator('video').evaluate((video: HTMLVideoElement) => {
    video.currentTime = 45.5;
  });
  await expectFrame(page, 1137);
  await expect(page.getByText('frame 1137')).toBeVisible();
  await expect(logRows(page)).toHaveCount(rows + 1);
  await expect.poll(() => newestRow(page)).toMatchObject({ Status: '200' });
});
