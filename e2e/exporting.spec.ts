import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { goTo, inspector, openVideo } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';

const openMenu = (page: Page) => inspector(page).getByRole('button', { name: 'Export' }).click();

test('copies as Markdown, as curl and as raw heads; the menu is accessible', async ({ page }) => {
  await openVideo(page, 'sample.flv');
  await goTo(page, '#12');
  await expectFrame(page, 600);
  await inspector(page).getByRole('button', { name: 'Export' }).press('Enter');
  await expect(page.getByRole('menuitem', { name: /^HTML / })).toBeFocused();
  await expectAccessible(page);
  await page.keyboard.press('Escape');

  // Whether a page may write to the clipboard is the browser's affair.
  await page.evaluate(() => {
    navigator.clipboard.writeText = async (text) => {
      document.body.dataset.copied = text;
    };
  });
  const copied = async (choice: string, notice: string) => {
    await openMenu(page);
    await page.getByRole('menuitem', { name: new RegExp(`^${choice} `) }).click();
    await expect(page.getByText(notice)).toBeVisible();
    return page.evaluate(() => document.body.dataset.copied);
  };
  expect(await copied('Markdown', 'Markdown copied.')).toMatch(
    /^### Seek `#12` in `sample\.flv` at `embedded as perlbal-patch`: pass\n[\s\S]*seeklab seek sample\.flv --at '#12'/,
  );
  expect(await copied('curl', 'The curl command copied.')).toMatch(
    /^curl -sv -o \/dev\/null 'http:\/\/127\.0\.0\.1:\d+\/v\/sample\.flv\?start=\d+'$/,
  );
  expect(await copied('Raw heads', 'The heads copied.')).toMatch(
    /^GET \/v\/sample\.flv\?start=\d+&seek=\S+ HTTP\/1\.1\r?\n[\s\S]*\r?\n\r?\nHTTP\/1\.1 200 OK\r?\n/,
  );
});
