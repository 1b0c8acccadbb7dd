import { expect, test } from './fixtures.ts';
import { chooseAccuracy, goTo, logRows, newestRow, openVideo } from './support/bench.ts';
import { expectFrame, readFrameNumber } from './support/frame-number.ts';

test('a loop goes back to its beginning, from the buffer, until it is taken away', async ({
  page,
}) => {
  await openVideo(page, 'sample.flv');
  await chooseAccuracy(page, 'Exact');
  await goTo(page, '2s');
  await expectFrame(page, 50);
  await page.keyboard.press('[');
  await goTo(page, '3s');
  await expectFrame(page, 75);
  await page.keyboard.press(']');
  await expect(page.getByText('Loop 0:02.000 to 0:03.000')).toBeVisible();
  const before = await logRows(page).count();
  await page.keyboard.press('k');
  await expect.poll(() => logRows(page).count()).toBeGreaterThan(before + 1);
  await expect.poll(async () => (await newestRow(page)).Asked).toContain('0:02.000');
  await expect.poll(async () => Number(await readFrameNumber(page))).toBeLessThan(77);
  await page.keyboard.press('Escape');
  await expect(page.getByText(/^Loop /)).toBeHidden();
  await expect.poll(async () => Number(await readFrameNumber(page))).toBeGreaterThan(80);
});

test('the marks of a loop are moved frame by frame, and dragged', async ({ page }) => {
  await openVideo(page, 'sample.flv');
  await expectFrame(page, 0);
  await page.keyboard.press('i');
  const mark = page.getByRole('slider', { name: 'Loop begins' });
  await mark.focus();
  await page.keyboard.press('ArrowRight');
  await expect(mark).toHaveAttribute('aria-valuetext', '0:00.040');
  await expectFrame(page, 0);
  const box = await mark.boundingBox();
  const timeline = await page.locator('#timeline').boundingBox();
  if (!box || !timeline) throw new Error('there is no mark');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(timeline.x + timeline.width / 2, box.y + 5, { steps: 4 });
  await page.mouse.up();
  await expect(mark).toHaveAttribute('aria-valuetext', /^0:(29|30)\./);
  await page.keyboard.press('\\');
  await expect(mark).toBeHidden();
  await expectFrame(page, 0);
});

test('F shows the picture over everything, with its controls, and Escape leaves', async ({
  page,
}) => {
  await openVideo(page, 'sample.flv');
  await expectFrame(page, 0);
  const picture = page.getByLabel('Picture of sample.flv');
  const log = page.getByRole('table', { name: 'Seek log' });
  await page.keyboard.press('f');
  await expect(log).toBeHidden();
  const sides = async () => {
    const box = await picture.boundingBox();
    return box && [box.x, box.y, box.width === (await page.evaluate(() => innerWidth))];
  };
  await expect.poll(sides).toEqual([0, 0, true]);
  await expect(page.getByRole('button', { name: 'Leave full screen' })).toBeInViewport();
  await page.getByRole('button', { name: 'Next frame' }).click();
  await expectFrame(page, 1);
  await goTo(page, '#2');
  await expectFrame(page, 100);
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('combobox', { name: 'Find by name' })).toBeFocused();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Leave full screen' }).click();
  await expect(log).toBeVisible();
  await page.keyboard.press('f');
  await expect(log).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(log).toBeVisible();
});
