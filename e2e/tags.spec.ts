import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectDir } from '../scripts/lib/project.mjs';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { goTo, inspector, openTab } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';

test('the first tags are those of the file, in a table and in hex, tied to each other', async ({
  page,
}) => {
  await expectFrame(page, 0);
  await goTo(page, '#15');
  await expectFrame(page, 750);
  await expect(inspector(page)).toContainText('Asked#15');
  await openTab(page, 'Tags');
  const table = inspector(page).getByRole('table', { name: 'First tags' });
  await expect(table.getByRole('row')).toHaveCount(13);
  const cells = await table.getByRole('row').nth(1).getByRole('cell').allTextContents();
  expect(cells).toContain('13');
  expect(cells.join(' ')).toContain('keyframe');
  const file = await readFile(join(projectDir, 'assets', 'samples', 'sample.flv'));
  const offset = Number(cells[0]?.replaceAll(',', ''));
  const hex = inspector(page).getByRole('list', { name: 'First tags in hex' });
  const bytes = file.subarray(offset, offset + 43).toString('hex');
  const shown = (await hex.getByRole('listitem').first().locator('code').allTextContents()).join(
    '',
  );
  expect(shown.replaceAll(' ', '')).toBe(bytes);

  await table.getByRole('button', { name: 'Tag 2 in hex' }).click();
  await expect(hex.getByRole('button', { name: /^Tag 2 / })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(table.getByRole('button', { name: 'Tag 2 in hex' })).toBeFocused();

  await openTab(page, 'Checks');
  await inspector(page)
    .getByRole('listitem')
    .filter({ hasText: 'starts_on_tag' })
    .getByRole('button', { name: 'Show tag 1' })
    .click();
  await expect(table.getByRole('button', { name: 'Tag 1 in hex' })).toBeFocused();
  await expectAccessible(page);
});

test('a seek into a tag shows that none begins there, and where the reader went on', async ({
  page,
}) => {
  await expectFrame(page, 0);
  await goTo(page, '@700001');
  await openTab(page, 'Tags');
  await expect(inspector(page)).toContainText('Where it landed:');
  const table = inspector(page).getByRole('table', { name: 'First tags' });
  await expect(table.getByRole('row').nth(1)).toContainText('700,001');
  await expect(table.getByRole('row').nth(1)).toContainText('no tag');
  // What came instead stands there as far as a tag would.
  const file = await readFile(join(projectDir, 'assets', 'samples', 'sample.flv'));
  const hex = inspector(page).getByRole('list', { name: 'First tags in hex' });
  const shown = (await hex.getByRole('listitem').first().locator('code').allTextContents()).join(
    '',
  );
  expect(shown.replaceAll(' ', '')).toBe(file.subarray(700_001, 700_044).toString('hex'));
});
