import { expect, test } from './fixtures.ts';
import { goTo, inspector, logRows, newestRow, openVideo } from './support/bench.ts';

/** The first cell of each row in sight: `1`, `2`, `r3`. */
const numbersOf = (rows: ReturnType<typeof logRows>) =>
  rows.locator('td:first-child').allInnerTexts();

test('a page that is loaded again shows all seeks and requests, in order, with one numbering', async ({
  page,
  reproxyUrl,
}) => {
  await openVideo(page, 'sample.flv');
  await goTo(page, '#3');
  await expect.poll(async () => (await newestRow(page)).Played).toBe('0:06.000');
  await (await fetch(`${reproxyUrl}/v/sample.flv?start=1000`)).arrayBuffer();
  await expect(logRows(page).last()).toContainText('start=1000');
  const before = await logRows(page).allInnerTexts();

  await page.reload();
  for (const [i, text] of before.entries()) {
    await expect(logRows(page).nth(i)).toContainText(text.split('\n')[0] ?? '');
  }
  await expect.poll(async () => (await numbersOf(logRows(page))).length).toBeGreaterThan(3);
  const numbers = (await numbersOf(logRows(page))).map((name) => Number(name.match(/\d+/)?.[0]));
  expect(numbers).toEqual(numbers.map((_, i) => i + 1));
  await logRows(page).filter({ hasText: '#3' }).first().click();
  await expect(
    inspector(page).getByRole('region', { name: 'Client hop', exact: true }),
  ).toBeVisible();
});

test('a cleared log can be had back', async ({ page, reproxyUrl }) => {
  for (const start of [1000, 2000]) {
    await (await fetch(`${reproxyUrl}/v/sample.flv?start=${start}`)).arrayBuffer();
  }
  const own = logRows(page).filter({ hasText: 'start=' });
  await expect(own).toHaveCount(2);
  await page.getByRole('button', { name: 'Clear the log' }).click();
  await expect(own).toHaveCount(0);
  const undo = page.getByRole('button', { name: 'Undo' });
  const isCut = await undo.evaluate((button) => button.scrollWidth > button.clientWidth);
  expect(isCut).toBe(false);
  await undo.click();
  await expect(own).toHaveCount(2);
});
