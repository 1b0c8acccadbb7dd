import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { chooseAccuracy, goTo, inspector, logRows, newestRow, openVideo } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';

/** sample.flv: 25 frames a second, a keyframe every 50 frames, one minute. */
const MS_PER_FRAME = 40;
const FRAMES_PER_GOP = 50;
const FRAMES = 1500;

/** The same times in every run: a linear congruential generator (Numerical Recipes). */
function someTimesMs(count: number): number[] {
  let state = 2007;
  return Array.from({ length: count }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * FRAMES * MS_PER_FRAME);
  });
}

const frameAt = (timeMs: number) => Math.floor(timeMs / MS_PER_FRAME);
const keyframeAt = (timeMs: number) => frameAt(timeMs) - (frameAt(timeMs) % FRAMES_PER_GOP);

async function openSample(page: Page): Promise<void> {
  await openVideo(page, 'sample.flv');
  await expectFrame(page, 0);
}

test('20 seeks show the exact frame', async ({ page }) => {
  await openSample(page);
  await chooseAccuracy(page, 'Exact');
  for (const timeMs of someTimesMs(20)) {
    await test.step(`${timeMs} ms`, async () => {
      await goTo(page, `${timeMs} ms`);
      await expectFrame(page, frameAt(timeMs));
    });
  }
});

test('20 seeks show the keyframe', async ({ page }) => {
  await openSample(page);
  await chooseAccuracy(page, 'Keyframe');
  for (const timeMs of someTimesMs(20).reverse()) {
    await test.step(`${timeMs} ms`, async () => {
      await goTo(page, `${timeMs} ms`);
      await expectFrame(page, keyframeAt(timeMs));
    });
  }
});

test('goes to keyframes by number, and to their neighbours by key', async ({ page }) => {
  await openSample(page);
  await goTo(page, '#21');
  await expectFrame(page, 21 * FRAMES_PER_GOP);
  await page.getByLabel('Go to a time, byte offset or keyframe').press('Escape');
  await page.keyboard.press('Shift+ArrowRight');
  await expectFrame(page, 22 * FRAMES_PER_GOP);
  await page.keyboard.press('Shift+ArrowLeft');
  await expectFrame(page, 21 * FRAMES_PER_GOP);
});

test('steps frame by frame, over the edge of a keyframe', async ({ page }) => {
  await openSample(page);
  await goTo(page, '#10');
  await expectFrame(page, 500);
  await page.getByRole('button', { name: 'Next frame' }).click();
  await expectFrame(page, 501);
  await page.getByRole('button', { name: 'Previous frame' }).click();
  await expectFrame(page, 500);
  await page.getByRole('button', { name: 'Previous frame' }).click();
  await expectFrame(page, 499);
});

test('ten seeks at once: the last one wins and none is stuck', async ({ page }) => {
  await openSample(page);
  const last = 17;
  for (const keyframe of [5, 25, 9, 28, 2, 14, 22, 7, 29, last]) await goTo(page, `#${keyframe}`);
  await expectFrame(page, last * FRAMES_PER_GOP);
  await expect(logRows(page).filter({ hasText: 'running' })).toHaveCount(0);
  await goTo(page, '#3');
  await expectFrame(page, 3 * FRAMES_PER_GOP);
});

test('the scrubber seeks where it is clicked', async ({ page }) => {
  await openSample(page);
  await chooseAccuracy(page, 'Keyframe');
  const timeline = page.getByRole('slider', { name: 'Timeline' });
  const { width, height } = (await timeline.boundingBox()) ?? { width: 0, height: 0 };
  // The middle of a group, so that a pixel more or less makes no difference.
  const timeMs = 41_000;
  const x = (width * timeMs) / (FRAMES * MS_PER_FRAME);
  await timeline.click({ position: { x, y: height / 2 }, force: true });
  await expectFrame(page, keyframeAt(timeMs));
});

test('an offset in the middle of a tag plays too, and says what was skipped', async ({
  page,
  rpc,
}) => {
  const { index } = await rpc.run('video.open', { name: 'sample.flv' });
  const keyframe = 12;
  const offset = (index.offsets[keyframe] ?? 0) - 2000;
  await openSample(page);
  await goTo(page, `@${offset}`);
  await expectFrame(page, keyframe * FRAMES_PER_GOP);
  await expect.poll(() => newestRow(page)).toMatchObject({ Error: '0 ms', Status: '200' });
  await expect(inspector(page)).toContainText('2,000 bytes');
});

test('a decimal and a hexadecimal offset are the same place', async ({ page, rpc }) => {
  const { index } = await rpc.run('video.open', { name: 'sample.flv' });
  const offset = index.offsets[20] ?? 0;
  await openSample(page);
  await goTo(page, `0x${offset.toString(16)}`);
  await expectFrame(page, 20 * FRAMES_PER_GOP);
  await goTo(page, '#4');
  await expectFrame(page, 4 * FRAMES_PER_GOP);
  await goTo(page, `@${offset}`);
  await expectFrame(page, 20 * FRAMES_PER_GOP);
});

test('a file without an index seeks by the scanned one', async ({ page }) => {
  await openVideo(page, 'no-index.flv');
  await expectFrame(page, 0);
  await goTo(page, '#3');
  await expectFrame(page, 150);
});
