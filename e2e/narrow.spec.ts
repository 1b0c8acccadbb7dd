import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { goTo, inspector, openTab, openVideo } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';

/** What is cut at the window's edge; what scrolls by itself does not count. */
function cutThings(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .filter((element) => !element.closest('table, pre'))
      .filter((element) => element.checkVisibility({ opacityProperty: true }))
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
      .map((element) => element.outerHTML.slice(0, 100)),
  );
}

for (const width of [390, 320]) {
  test(`everything can be reached in a window of ${width} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await page.getByRole('button', { name: 'Show the library' }).click();
    await openVideo(page, 'sample.flv');
    await goTo(page, '#12');
    await expectFrame(page, 600);
    expect(await cutThings(page)).toEqual([]);
    await expect(page.getByRole('table', { name: 'Seek log' })).toBeVisible();

    await page.getByRole('button', { name: 'Inspector' }).click();
    for (const tab of ['Heads', 'Prefix', 'Timing'] as const) {
      await openTab(page, tab);
      expect(await cutThings(page), tab).toEqual([]);
    }
    await expect(inspector(page).getByText(/^Seek \d+$/)).toBeVisible();
    await expectAccessible(page);
  });
}
