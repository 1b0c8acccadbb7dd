import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { choosePersonality, goTo, inspector, logRows } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';
import { rawGet } from './support/raw-client.ts';

const comparison = (page: Page) => page.getByRole('region', { name: 'Comparison' });
const rowOf = (page: Page, text: string) => logRows(page).filter({ hasText: text });

/** Asks as patch/1 and as nginx/1, with the reproxy in the manner of each. */
async function askTwice(page: Page, reproxyUrl: string) {
  await expectFrame(page, 0);
  const url = `${reproxyUrl}/v/sample.flv?start=700000`;
  const patch = await rawGet(url, ['User-Agent: patch/1', 'X-Mine: a']);
  await choosePersonality(page, 'nginx');
  const nginx = await rawGet(url, ['User-Agent: nginx/1']);
  await expect(rowOf(page, 'nginx/1')).toBeVisible();
  return { patch, nginx };
}

/** Chooses the first, and the second with Alt. */
async function compare(page: Page, first: string, second: string) {
  await rowOf(page, first).click();
  await rowOf(page, second).click({ modifiers: ['Alt'] });
  await expect(comparison(page)).toBeVisible();
}

test('two answers side by side: heads, prefix and body, as they were on the wire', async ({
  page,
  reproxyUrl,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  const { patch, nginx } = await askTwice(page, reproxyUrl);
  await compare(page, 'patch/1', 'nginx/1');
  const bytes = comparison(page).getByRole('table', { name: 'Prefix byte by byte' });
  for (const [name, body] of [
    ['A', patch.body],
    ['B', nginx.body],
  ] as const) {
    const cells = bytes.getByRole('row', { name: new RegExp(`^${name} `) }).getByRole('cell');
    const hex = async () => (await cells.allTextContents()).join('');
    await expect.poll(hex).toBe(body.subarray(0, 13).toString('hex'));
  }
  await expect(comparison(page)).toContainText('first difference is at byte 4: 01 in A, 05 in B');

  const request = comparison(page).getByRole('region', { name: 'Client hop, request' });
  await expect(request.getByRole('listitem').filter({ hasText: 'X-Mine' })).toContainText(
    'only in A',
  );
  const agent = request.getByRole('listitem').filter({ hasText: 'User-Agent' });
  await expect(agent).toContainText('value differs');
  for (const part of ['patch/1', 'nginx/1']) await expect(agent).toContainText(part);
  // Two columns that can be read.
  const [left, right] = await Promise.all(
    [0, 1].map((i) => agent.locator('code').nth(i).boundingBox()),
  );
  expect(right?.y).toBe(left?.y);
  expect(right?.width).toBeGreaterThan(280);
  await comparison(page).getByRole('button', { name: 'Differences' }).click();
  await expect(request.getByRole('listitem').filter({ hasText: 'Host' })).toHaveCount(0);
  await expect(agent).toBeVisible();
});

test('by keys: to another row, swapped, copied, and back', async ({ page, reproxyUrl }) => {
  await askTwice(page, reproxyUrl);
  await rowOf(page, 'patch/1').click();
  await inspector(page).getByRole('button', { name: 'Compare with another row' }).focus();
  await page.keyboard.press('Enter');
  await expect(comparison(page)).toContainText('Seek');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(comparison(page).getByRole('region', { name: /^B: Request/ })).toBeVisible();
  await expect(rowOf(page, 'nginx/1')).toContainText('compared as B');
  await page.keyboard.press('x');
  await expect(rowOf(page, 'nginx/1')).toContainText('compared as A');
  await expect(comparison(page)).toContainText('No seek made this request');

  // Whether a page may write to the clipboard is the browser's affair.
  await page.evaluate(() => {
    navigator.clipboard.writeText = async (text) => {
      document.body.setAttribute('data-copied', text);
    };
  });
  await comparison(page).getByRole('button', { name: 'Copy the comparison as text' }).click();
  const copied = await page.locator('body').getAttribute('data-copied');
  expect(copied).toContain('! A: User-Agent: nginx/1\n! B: User-Agent: patch/1\n');

  await page.keyboard.press('Escape');
  await expect(comparison(page)).toHaveCount(0);
  await expect(inspector(page)).toBeVisible();
  await page.keyboard.press('c');
  await expect(comparison(page)).toBeVisible();
  await page.keyboard.press('c');
  await expect(comparison(page)).toHaveCount(0);
});

test('one seek as another server answers it, and nobody else is answered so', async ({
  page,
  reproxyUrl,
}) => {
  await expectFrame(page, 0);
  await goTo(page, '#15');
  await expectFrame(page, 750);
  await expect(inspector(page)).toContainText('played');
  await inspector(page).getByRole('button', { name: 'Ask again as' }).click();
  await page.getByRole('menuitem', { name: 'nginx' }).click();
  await expect(comparison(page)).toContainText('They differ in TypeFlags, PreviousTagSize0.');
  const answered = comparison(page).getByRole('row', { name: /^Answered as/ });
  await expect(answered.getByRole('cell')).toContainText(['perlbal-patch', 'nginx', '']);
  const landed = comparison(page).getByRole('row', { name: /^Landed at byte/ });
  await expect(landed).not.toContainText('–');
  await expect(comparison(page).getByRole('region', { name: /^B: Seek/ })).not.toContainText(
    'Still running',
  );
  // The picture stays, the reproxy answers others as before, and nothing of it went further.
  await expectFrame(page, 750);
  const other = await rawGet(`${reproxyUrl}/v/sample.flv?start=700000`);
  expect(other.body[4]).toBe(1);
  const application = comparison(page).getByRole('region', { name: 'Application hop, request' });
  await expect(application).not.toContainText('nginx');
});

test('says that a row has been forgotten, and keeps what was read of it', async ({
  page,
  reproxyUrl,
}) => {
  await askTwice(page, reproxyUrl);
  await compare(page, 'patch/1', 'nginx/1');
  await expect(comparison(page)).toContainText('They differ in TypeFlags');
  await page.getByRole('button', { name: 'Clear the log' }).click();
  await expect(comparison(page).getByText('The log has forgotten this row since')).toHaveCount(2);
  await expect(comparison(page)).toContainText('They differ in TypeFlags');
});

for (const { theme, width } of [
  { theme: 'dark', width: 1440 },
  { theme: 'light', width: 1024 },
  { theme: 'light', width: 320 },
] as const) {
  test(`axe finds nothing at ${width} px, ${theme}, and nothing is cut`, async ({
    page,
    rpc,
    reproxyUrl,
  }) => {
    await rpc.run('settings.set', { theme });
    await askTwice(page, reproxyUrl);
    await compare(page, 'patch/1', 'nginx/1');
    await page.setViewportSize({ width, height: 800 });
    await expect(comparison(page)).toContainText('They differ in TypeFlags');
    await expectAccessible(page);
    const cut = await comparison(page).evaluate((region) =>
      [...region.querySelectorAll('*')]
        .filter((element) => !element.closest('table'))
        .filter((element) => element.getBoundingClientRect().right > innerWidth + 0.5)
        .map((element) => element.outerHTML.slice(0, 100)),
    );
    expect(cut).toEqual([]);
  });
}

test('a comparison survives a reload, and so does having left it', async ({ page, reproxyUrl }) => {
  await askTwice(page, reproxyUrl);
  await compare(page, 'patch/1', 'nginx/1');
  await expect.poll(() => new URL(page.url()).hash).toMatch(/&compare=\d+-\d+_\d+-\d+$/);
  await page.reload();
  const agent = comparison(page).getByRole('listitem').filter({ hasText: 'User-Agent' }).first();
  for (const part of ['patch/1', 'nginx/1']) await expect(agent).toContainText(part);
  await page.getByRole('button', { name: 'Leave the comparison' }).click();
  await expect.poll(() => new URL(page.url()).hash).not.toContain('compare');
  await page.reload();
  await expect(inspector(page)).toBeVisible();
  await expect(comparison(page)).toBeHidden();
});
