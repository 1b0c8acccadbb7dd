import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { inspector, logRows, openVideo } from './support/bench.ts';
import { rawGet } from './support/raw-client.ts';

const rowOf = (page: Page, client: string) => logRows(page).filter({ hasText: client });
const bar = (page: Page) => page.getByRole('region', { name: 'Selected rows' });
const filter = (page: Page) => page.getByRole('combobox', { name: 'Filter the log' });

test('rows are marked, noted, pinned and found again, by keys too; a cleared log comes back', async ({
  page,
  rpc,
  reproxyUrl,
}) => {
  await openVideo(page, 'sample.flv');
  for (const client of ['one', 'two', 'three', 'four']) {
    await rawGet(`${reproxyUrl}/v/sample.flv?start=700000`, [`User-Agent: ${client}/1`]);
  }
  // The last row would be followed by what comes next.
  await expect(logRows(page).last()).toContainText('four/1');
  await rowOf(page, 'two/1').click();
  await page.keyboard.press('b');
  await expect(rowOf(page, 'two/1')).toContainText('bug');
  await page.keyboard.press('n');
  const note = page.getByRole('textbox', { name: 'Note' });
  await expect(note).toBeFocused();
  await note.fill('Lands too late.\nAsk Ada.');
  await expectAccessible(page);
  await note.press('Control+Enter');
  await expect(rowOf(page, 'two/1')).toContainText('Lands too late.');
  await expect(inspector(page).getByRole('region', { name: 'Marks and note' })).toContainText(
    'Ask Ada.',
  );

  // By keys: from this row on, the next two as well.
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(bar(page)).toContainText('3 selected');
  await bar(page).getByRole('button', { name: 'Colour' }).click();
  await page.getByRole('menuitem', { name: 'violet' }).click();
  await expect(logRows(page).filter({ hasText: 'violet' })).toHaveCount(3);
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(bar(page)).toHaveCount(0);

  await rowOf(page, 'one/1').click();
  await rowOf(page, 'four/1').click({ modifiers: ['ControlOrMeta'] });
  await page.keyboard.press('p');
  const pinned = page.getByRole('rowgroup', { name: 'Pinned rows' }).getByRole('row');
  await expect(pinned).toContainText(['one/1', 'four/1']);
  await bar(page).getByRole('button', { name: 'Compare both' }).click();
  await expect(page.getByRole('region', { name: 'Comparison' })).toContainText('one/1');
  await page.keyboard.press('Escape');

  await filter(page).fill('note:ada mark:bug');
  await expect(logRows(page)).toContainText(['one/1', 'four/1', 'two/1']);
  await filter(page).press('Enter');
  await page.keyboard.press('Shift+Delete');
  const notice = page.getByRole('status').filter({ hasText: 'Cleared' });
  await expect(notice).toContainText('to be had back for 15 s; 2 pinned rows stay.');
  const marked = async (text: string) =>
    (await rpc.run('log.page', { filter: 'all', text, sort: null, from: 0, count: 9 })).fitting;
  expect(await marked('note:*')).toBe(0);
  expect(await marked('is:pinned')).toBe(2);
  await page.keyboard.press('Control+z');
  await expect(rowOf(page, 'two/1')).toContainText('Lands too late.');
  expect(await marked('note:*')).toBe(1);
});
