import type { Locator, Page } from '@playwright/test';
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
    for (const tab of ['Heads', 'Prefix', 'Tags', 'Timing', 'Checks'] as const) {
      await openTab(page, tab);
      expect(await cutThings(page), tab).toEqual([]);
    }
    await expect(inspector(page).getByText(/^Seek \d+$/)).toBeVisible();
    await expectAccessible(page);
  });
}

// What is left of a window of 1440 × 900 when its page is zoomed.
for (const { zoom, width, height } of [
  { zoom: '200 %', width: 720, height: 450 },
  { zoom: '300 %', width: 480, height: 300 },
]) {
  test(`at ${zoom} there is a picture, and all else can be scrolled to`, async ({ page }) => {
    await openVideo(page, 'sample.flv');
    await expectFrame(page, 0);
    await page.setViewportSize({ width, height });
    const picture = page.getByLabel('Picture of sample.flv');
    const { height: shown } = (await picture.boundingBox()) ?? { height: 0 };
    expect(shown).toBeGreaterThan(150);
    for (const thing of [
      page.getByRole('button', { name: 'Play', exact: true }),
      page.getByRole('switch', { name: 'Assistance' }),
      page.getByRole('table', { name: 'Seek log' }),
      page.getByRole('switch', { name: 'Storage' }),
    ]) {
      await thing.scrollIntoViewIfNeeded();
      await expect(thing).toBeInViewport();
    }
    expect(await cutThings(page)).toEqual([]);
    await expectAccessible(page);
  });
}

test('at 1024 px all that plays stands in one row, the volume behind its sign', async ({
  page,
}) => {
  await openVideo(page, 'sample.flv');
  await expectFrame(page, 0);
  await page.setViewportSize({ width: 1024, height: 768 });
  const middle = async (thing: Locator) => {
    const box = await thing.boundingBox();
    if (box === null) throw new Error('it has no place');
    return Math.round((box.y + box.height / 2) / 4);
  };
  const sound = page.getByRole('button', { name: /^Sound o/ });
  const play = await middle(page.getByRole('button', { name: 'Play', exact: true }));
  expect(await middle(page.getByLabel('Speed'))).toBe(play);
  expect(await middle(sound)).toBe(play);

  const volume = page.getByRole('slider', { name: 'Volume' });
  const opacity = () => volume.evaluate((element) => getComputedStyle(element).opacity);
  expect(await opacity()).toBe('0');
  await sound.focus();
  await page.keyboard.press('Tab');
  await expect(volume).toBeFocused();
  expect(await opacity()).toBe('1');
  await page.keyboard.press('ArrowLeft');
  await expect(volume).toHaveValue('0.95');
});

test.describe('with videos of one’s own', () => {
  test.use({ media: { 'words.flv': new TextEncoder().encode('this is no video\n') } });

  test('where nothing is chosen and the library is hidden, it is one click away', async ({
    page,
  }) => {
    await page.setViewportSize({ width: 1024, height: 768 });
    await page.getByRole('button', { name: 'Choose from the library' }).click();
    await expect(page.getByRole('list', { name: 'Videos' })).toBeVisible();
    await expectAccessible(page);
  });
});
