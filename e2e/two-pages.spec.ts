import { expect, test } from './fixtures.ts';
import { goTo, logRows, newestRow, openVideo } from './support/bench.ts';

test('two pages see each other’s seeks under one numbering', async ({
  page,
  seeklab,
  sharedBrowser,
}) => {
  await openVideo(page, 'sample.flv');
  await goTo(page, '#5');
  await expect.poll(async () => (await newestRow(page)).Played).toBe('0:10.000');

  const other = await (await sharedBrowser()).newPage();
  await other.goto(seeklab.consoleUrl);
  await expect(logRows(other).filter({ hasText: '#5' })).toContainText('other page');
  await openVideo(other, 'sample.flv');
  await goTo(other, '#7');
  const seen = logRows(page).filter({ hasText: '#7' });
  await expect(seen).toContainText('other page');
  await expect(seen).toContainText('0:14.000');

  const namesIn = (shown: typeof page) => logRows(shown).locator('td:first-child').allInnerTexts();
  const names = await namesIn(other);
  expect(await namesIn(page)).toEqual(names);
  expect(names.map((name) => Number(name.match(/\d+/)?.[0]))).toEqual(names.map((_, i) => i + 1));
  await other.close();
});
