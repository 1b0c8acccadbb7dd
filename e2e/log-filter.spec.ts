import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { goTo, logRows, newestRow, openVideo } from './support/bench.ts';

const field = (page: Page) => page.getByRole('combobox', { name: 'Filter the log' });
const statistics = (page: Page) =>
  page.getByRole('region', { name: 'Statistics of the rows shown' });
const head = (page: Page, name: string) =>
  page.getByRole('columnheader', { name }).getByRole('button');

/** A filter's button, which says how many rows it lets through. */
const shown = (page: Page, name: string) =>
  page.getByRole('region', { name: 'Seek log' }).getByRole('button', { name });

/**
 * A video is open, and somebody else has asked for three of its bytes, one of them beyond the end.
 * @returns how many rows there are
 */
async function someRows(page: Page, reproxyUrl: string): Promise<number> {
  await openVideo(page, 'sample.flv');
  await goTo(page, '#3');
  await expect.poll(async () => (await newestRow(page)).Played).toBe('0:06.000');
  for (const start of [1000, 2000, 999_999_999]) {
    const asked = await fetch(`${reproxyUrl}/v/sample.flv?start=${start}`);
    await asked.arrayBuffer();
  }
  await expect(shown(page, 'Other clients')).toContainText('3');
  const count = Number((await shown(page, 'All').textContent())?.replace('All', ''));
  await expect(logRows(page)).toHaveCount(count);
  return count;
}

test('a filter is written with the help of what is offered, and shows what fits', async ({
  page,
  reproxyUrl,
}) => {
  const count = await someRows(page, reproxyUrl);
  await page.keyboard.press('Shift+F');
  await expect(field(page)).toBeFocused();
  await page.keyboard.type('stat');
  await expect(page.getByRole('option', { name: 'status' })).toBeVisible();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await page.keyboard.type('416');
  await expect(field(page)).toHaveValue('status:416');
  await expect(logRows(page)).toHaveCount(1);
  await expect(logRows(page)).toContainText('start=999999999');
  await expect(statistics(page)).toContainText('1 row');
  await expect(statistics(page)).toContainText('1 failed');

  // Enter gives the keys back: they are the player's.
  await page.keyboard.press('Enter');
  await expect(field(page)).not.toBeFocused();

  await field(page).fill('-status:416 is:other "start=1"');
  await expect(logRows(page)).toHaveCount(1);
  await expect(logRows(page)).toContainText('start=1000');

  await page.getByRole('button', { name: 'Clear the filter' }).click();
  await expect(logRows(page)).toHaveCount(count);
});

test('a mistake is told with its place, and the rows stay', async ({ page, reproxyUrl }) => {
  const count = await someRows(page, reproxyUrl);
  await field(page).fill('is:other');
  await expect(logRows(page)).toHaveCount(3);
  await field(page).fill('is:other verdikt:fail');
  await expect(field(page)).toHaveAttribute('aria-invalid', 'true');
  await expect(field(page)).toHaveAccessibleDescription(/no field “verdikt” \(character 10/);
  await expect(logRows(page)).toHaveCount(3);
  await expectAccessible(page);

  await field(page).fill('picture>1000s');
  await expect(page.getByText('No row fits the filter')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Take the filter away' }).click();
  await expect(field(page)).toHaveValue('');
  await expect(logRows(page)).toHaveCount(count);
});

test('any column sorts, by mouse and by keys, and new rows find their place', async ({
  page,
  reproxyUrl,
}) => {
  const count = await someRows(page, reproxyUrl);
  await head(page, 'Status').click();
  const column = page.getByRole('columnheader', { name: 'Status' });
  await expect(column).toHaveAttribute('aria-sort', 'descending');
  await expect(logRows(page).first()).toContainText('416');
  await fetch(`${reproxyUrl}/v/none.flv`);
  await expect(logRows(page)).toHaveCount(count + 1);
  await expect(logRows(page).nth(1)).toContainText('/v/none.flv');

  await head(page, 'Status').press('Enter');
  await expect(column).toHaveAttribute('aria-sort', 'ascending');
  await expect(logRows(page).first()).toContainText('200');
  await head(page, 'Status').press('Enter');
  await expect(column).not.toHaveAttribute('aria-sort');

  await head(page, 'Status').press('ArrowLeft');
  await expect(head(page, 'First byte')).toBeFocused();
  await expectAccessible(page);
});

test('columns that were hidden or made wider stay so', async ({ page, reproxyUrl }) => {
  const count = await someRows(page, reproxyUrl);
  const picture = page.getByRole('columnheader', { name: 'Picture' });
  const before = (await picture.boundingBox())?.width ?? 0;
  await head(page, 'Picture').press('Alt+ArrowRight');
  await expect.poll(async () => (await picture.boundingBox())?.width).toBeGreaterThan(before);
  await page.getByRole('button', { name: 'Columns' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Landed' }).click();
  await expect(page.getByRole('columnheader', { name: 'Landed' })).toBeHidden();
  await page.keyboard.press('Escape');

  await page.reload();
  await expect.poll(() => logRows(page).count()).toBeGreaterThanOrEqual(count);
  await expect(page.getByRole('columnheader', { name: 'Landed' })).toBeHidden();
  expect((await picture.boundingBox())?.width).toBeGreaterThan(before);
});

test('what the log keeps is told to the keyboard too', async ({ page }) => {
  await page.getByRole('button', { name: 'What the log keeps' }).press('Enter');
  await expect(page.getByText(/^The last 100,000 seeks and requests are kept/)).toBeVisible();
  await page.keyboard.press('Escape');
});
