import { expect, type Locator, type Page } from '@playwright/test';

/** What a person does at the bench, by what the screen calls things. */

export async function openVideo(page: Page, name: string): Promise<void> {
  await page.getByRole('list', { name: 'Videos' }).getByRole('button', { name }).click();
  await expect(page.getByLabel('Go to a time, byte offset or keyframe')).toBeVisible();
}

/** Types into the go-to box: `0:42.3`, `@1204887`, `#21`. */
export async function goTo(page: Page, text: string): Promise<void> {
  const box = page.getByLabel('Go to a time, byte offset or keyframe');
  await box.fill(text);
  await box.press('Enter');
}

export async function chooseAccuracy(page: Page, accuracy: 'Keyframe' | 'Exact'): Promise<void> {
  const choice = page
    .getByRole('group', { name: 'Seek to' })
    .getByRole('button', { name: accuracy });
  await choice.click();
  await expect(choice).toHaveAttribute('aria-pressed', 'true');
}

export async function choosePersonality(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Target:' }).click();
  await page.getByRole('menuitemradio', { name }).click();
  await expect(page.getByRole('button', { name: `Target: embedded as ${name}` })).toBeVisible();
}

export const inspector = (page: Page): Locator => page.getByRole('region', { name: 'Inspector' });

export async function openTab(
  page: Page,
  tab: 'Heads' | 'Prefix' | 'Tags' | 'Timing' | 'Checks',
): Promise<void> {
  await inspector(page).getByRole('tab', { name: tab }).click();
}

/** The rows of the seek log, without its header. */
export const logRows = (page: Page): Locator =>
  page.getByRole('table', { name: 'Seek log' }).locator('tbody tr:not([aria-hidden])');

/** The newest row of the seek log, cell by column name. */
export async function newestRow(page: Page): Promise<Record<string, string>> {
  const table = page.getByRole('table', { name: 'Seek log' });
  const names = await table.locator('th').allTextContents();
  const cells = await logRows(page).last().locator('td').allTextContents();
  return Object.fromEntries(names.map((name, index) => [name, (cells[index] ?? '').trim()]));
}

/** Switches a part that is in the other state now. */
export async function switchPart(
  page: Page,
  part: 'Application' | 'Storage',
  isUp: boolean,
): Promise<void> {
  const partSwitch = page.getByRole('switch', { name: part });
  await partSwitch.click();
  await expect(partSwitch).toBeChecked({ checked: isUp });
}
