import type { Page } from '@playwright/test';
import { commandTexts } from '../app/contract/commands.ts';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { goTo, openVideo } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';

const palette = (page: Page) => page.getByRole('dialog', { name: 'Do anything' });
const finder = (page: Page) => page.getByRole('combobox', { name: 'Find by name' });

/** The field has the focus by itself. */
async function typeToFind(page: Page, text: string): Promise<void> {
  await expect(finder(page)).toBeFocused();
  await page.keyboard.type(text);
}

test('Alt and the arrows go from keyframe to keyframe', async ({ page, seeklab }) => {
  await openVideo(page, 'sample.flv');
  await expectFrame(page, 0);
  await page.keyboard.press('Alt+ArrowRight');
  await expectFrame(page, 50);
  await page.keyboard.press('Alt+ArrowLeft');
  await expectFrame(page, 0);
  expect(page.url()).toContain(new URL(seeklab.consoleUrl).host);
});

test('the palette finds a command by its name and runs it', async ({ page }) => {
  await openVideo(page, 'sample.flv');
  await expectFrame(page, 0);
  await page.keyboard.press('Control+k');
  await typeToFind(page, 'next keyfr');
  await page.keyboard.press('Enter');
  await expect(palette(page)).toBeHidden();
  await expectFrame(page, 50);
  await page.keyboard.press('.');
  await expectFrame(page, 51);
});

test('the palette opens a video, answers as another server, and leads to a field', async ({
  page,
}) => {
  await openVideo(page, 'sample.flv');
  await page.keyboard.press('Control+k');
  await typeToFind(page, 'no-index');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'no-index.flv' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await typeToFind(page, 'nginx');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Target: embedded as nginx' })).toBeVisible();
  await page.keyboard.press('Control+k');
  await typeToFind(page, 'go to');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('Go to a time, byte offset or keyframe')).toBeFocused();
});

test('the palette opens from a field too, and Escape leads back into it', async ({ page }) => {
  await openVideo(page, 'sample.flv');
  await goTo(page, 'soon');
  await page.keyboard.press('Control+k');
  await typeToFind(page, 'nothing is called so');
  await expect(palette(page).getByRole('status')).toContainText('Nothing is called');
  await page.keyboard.press('Escape');
  await expect(palette(page)).toBeHidden();
  await expect(page.getByLabel('Go to a time, byte offset or keyframe')).toBeFocused();
});

test('arrows choose in the palette', async ({ page }) => {
  await openVideo(page, 'sample.flv');
  await page.keyboard.press('Control+k');
  await typeToFind(page, 'row compare');
  const options = palette(page).getByRole('option');
  await expect(options).toHaveCount(4);
  await expect(options.first()).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('ArrowUp');
  await expect(options.last()).toHaveAttribute('aria-selected', 'true');
});

test('the list of keys has every command', async ({ page, door }) => {
  await openVideo(page, 'sample.flv');
  await page.keyboard.press('?');
  const terms = page.getByRole('dialog', { name: 'Keys' }).locator('dt');
  const known = commandTexts.filter(({ isDesktopOnly }) => door === 'electron' || !isDesktopOnly);
  await expect(terms).toHaveText(known.map(({ label }) => label));
});

test('a key is given to another command, which is told whose it was, and is kept', async ({
  page,
}) => {
  await openVideo(page, 'sample.flv');
  await expectFrame(page, 0);
  await page.keyboard.press('Control+,');
  const settings = page.getByRole('dialog', { name: 'Settings' });
  const change = settings.getByRole('button', { name: 'Change the key of Next keyframe' });
  await change.click();
  await page.keyboard.press('Control+c');
  await expect(settings.getByText('The browser keeps this key to itself.')).toBeVisible();
  await settings.getByRole('button', { name: 'Another key' }).click();
  await page.keyboard.press('k');
  await expect(settings.getByText('Play or pause has this key.')).toBeVisible();
  await expectAccessible(page);
  await settings.getByRole('button', { name: 'Take it' }).click();
  await change.click();
  await page.keyboard.press('Escape');
  await expect(settings.getByText('Press a key.')).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(settings).toBeHidden();
  await page.keyboard.press('k');
  await expectFrame(page, 50);

  await page.reload();
  await expectFrame(page, 50);
  await page.keyboard.press('k');
  await expectFrame(page, 100);
  await page.keyboard.press('?');
  const keys = page.getByRole('dialog', { name: 'Keys' });
  const capsOf = (label: string) =>
    keys.locator('dt', { hasText: new RegExp(`^${label}$`) }).locator('+ dd kbd');
  await expect(capsOf('Next keyframe')).toHaveText(['K']);
  await expect(capsOf('Play or pause')).toHaveText(['Space']);
  await keys.getByRole('button', { name: 'Change keys' }).click();
  await settings.getByRole('button', { name: 'Reset all keys' }).click();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+ArrowRight');
  await expectFrame(page, 150);
});
