import { expect, test } from './fixtures.ts';
import { goTo, logRows, newestRow, openVideo } from './support/bench.ts';

test('the newest row is whole in sight, however many there are', async ({ page, reproxyUrl }) => {
  await openVideo(page, 'sample.flv');
  await expect.poll(async () => (await newestRow(page)).Picture).toMatch(/ m?s$/);
  for (let count = 1; count <= 20; count += 1) {
    const target = `/v/sample.flv?start=${count}`;
    await (await fetch(reproxyUrl + target)).arrayBuffer();
    const newest = logRows(page).last();
    await expect(newest).toContainText(target);
    await expect(newest).toBeInViewport({ ratio: 1 });
  }
});

test('says which video a seek was in, as soon as there are two', async ({ page }) => {
  await openVideo(page, 'sample.flv');
  await goTo(page, '#3');
  await expect.poll(async () => (await newestRow(page)).Played).toBe('0:06.000');
  await expect.poll(() => newestRow(page)).not.toHaveProperty('Video');

  await openVideo(page, 'sorenson.flv');
  await expect.poll(async () => (await newestRow(page)).Video).toBe('sorenson.flv');
  await expect(logRows(page).first()).toContainText('sample.flv');
});
