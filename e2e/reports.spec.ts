import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, test as base, expect, type Page } from '@playwright/test';
import type { SweepResult, SweepSummary } from '../app/contract/sweep.ts';
import { writers } from '../app/report/index.ts';
import {
  brokenStatus,
  makeFailure,
  makeResult,
  makeSummary,
  written,
} from '../app/report/test-support/make-sweep.ts';
import { manyResults } from '../app/report/test-support/many-results.ts';
import { expectAccessible } from './support/accessible.ts';
import { launchBrowser } from './support/launch-browser.ts';

type Made = readonly [summary: SweepSummary, results: Parameters<typeof written>[2]];

interface Opened {
  page: Page;
  /** What the browser said of the page, and what the page asked of the network. */
  heard: string[];
}

type Open = (made: Made, theme?: 'light' | 'dark') => Promise<Opened>;

/** Opens a report from the disk, without a network. */
const test = base.extend<{ open: Open }, { sharedBrowser: Browser }>({
  sharedBrowser: [
    async ({}, use) => {
      const browser = await launchBrowser();
      await use(browser);
      await browser.close();
    },
    { scope: 'worker' },
  ],
  open: async ({ sharedBrowser }, use) => {
    const dir = await mkdtemp(join(tmpdir(), 'seeklab-report-'));
    await use(async ([summary, results], theme = 'light') => {
      const file = join(dir, `${theme}.html`);
      await writeFile(file, await written(writers.html, summary, results));
      const context = await sharedBrowser.newContext({
        offline: true,
        colorScheme: theme,
        viewport: { width: 1440, height: 900 },
      });
      const page = await context.newPage();
      const heard: string[] = [];
      page.on('console', (message) => heard.push(message.text()));
      page.on('pageerror', (error) => heard.push(error.message));
      page.on('request', (request) => {
        if (request.url() !== page.url() && !request.isNavigationRequest())
          heard.push(request.url());
      });
      await page.goto(pathToFileURL(file).href);
      return { page, heard };
    });
    await rm(dir, { recursive: true });
  },
});

const rowsOf = (page: Page) => page.locator('#results tbody tr');

const many = (count: number): Made => {
  const { summary, results } = manyResults(count);
  return [summary, results];
};

const allFailed: Made = [
  makeSummary({
    counts: { planned: 60, done: 12, pass: 0, warn: 0, fail: 12, skip: 0 },
    checks: [{ code: 'status_expected', pass: 0, warn: 0, fail: 12, skip: 0 }],
    endedEarly: 'max_failures',
  }),
  Array.from({ length: 12 }, (_, i) => makeFailure({ number: i + 1 })),
];

const empty: Made = [
  makeSummary({
    counts: { planned: 60, done: 0, pass: 0, warn: 0, fail: 0, skip: 0 },
    checks: [],
    endedEarly: 'unreachable',
  }),
  [],
];

const one: Made = [makeSummary({ plan: 'by hand' }), [makeFailure()]];

const states: readonly (readonly [name: string, made: Made, theme: 'light' | 'dark'])[] = [
  ['mixed', many(120), 'light'],
  ['mixed', many(120), 'dark'],
  ['all failed', allFailed, 'dark'],
  ['empty', empty, 'light'],
  ['of one seek', one, 'light'],
];

for (const [name, made, theme] of states) {
  test(`axe finds nothing in a report, ${name}, ${theme}`, async ({ open }) => {
    const { page, heard } = await open(made, theme);
    const details = page.locator('details.case');
    if ((await details.count()) > 0) {
      await details.first().evaluate((element: HTMLDetailsElement) => {
        element.open = true;
      });
    }
    await expectAccessible(page);
    for (const width of [1024, 400]) {
      await page.setViewportSize({ width, height: 800 });
      const overhang = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overhang, `${width} wide`).toBe(0);
    }
    expect(heard).toEqual([]);
  });
}

test('filters, sorts and turns pages; a failure leads to its heads', async ({ open }) => {
  const { page } = await open(many(400));
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('40 of 400 seeks failed');
  await expect(rowsOf(page)).toHaveCount(100);
  await page.getByRole('button', { name: 'Next' }).click();
  await expect(page.getByRole('status')).toHaveText('101 to 200 of 400');

  await page.locator('#by-verdict').selectOption('fail');
  await expect(page.getByRole('status')).toHaveText('1 to 40 of 40');
  await page.getByLabel('Text').fill('embedded nginx');
  await expect(rowsOf(page)).toHaveCount(40);
  await page.locator('#by-target').selectOption('origin-3');
  await expect(page.getByRole('status')).toHaveText('No seek is like that.');
  await page.locator('#by-target').selectOption('');
  await page.getByLabel('Text').fill('');

  await page.getByRole('button', { name: 'Picture, ms' }).click();
  await page.getByRole('button', { name: 'Picture, ms' }).click();
  await expect(page.getByRole('columnheader', { name: 'Picture' })).toHaveAttribute(
    'aria-sort',
    'descending',
  );
  const times = await rowsOf(page).locator('td:nth-child(7)').allTextContents();
  expect(times.map(Number)).toEqual(times.map(Number).toSorted((a, b) => b - a));

  await rowsOf(page).first().getByRole('link').click();
  const shown = page.locator('details[open]');
  await expect(shown).toHaveCount(1);
  await expect(shown.getByText('HTTP/1.1 206 Partial Content').first()).toBeVisible();
  await expect(shown.getByText('PreviousTagSize0')).toBeVisible();
  await expect(shown.getByText('seeklab seek sample.flv --at')).toBeVisible();
});

test('a part of the strip that failed leads to its first failure, by key too', async ({ open }) => {
  const { page } = await open(many(400));
  const part = page.getByRole('link', { name: /show seek 10$/ });
  await part.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('details#r10')).toHaveAttribute('open', '');
});

test('100,000 seeks open, and are filtered', async ({ open }) => {
  const { page, heard } = await open(many(100_000));
  await expect(page.getByRole('status')).toHaveText('1 to 100 of 100,000');
  await page.locator('#by-verdict').selectOption('fail');
  await expect(page.getByRole('status')).toHaveText('1 to 100 of 10,000');
  await expect(page.locator('details.case')).toHaveCount(200);
  expect(heard).toEqual([]);
});

test('nothing that a server sent runs, or is anything but text', async ({ open }) => {
  const odd = [
    `</script><script>window.ran = 1</script>`,
    `<img src=x onerror="window.ran = 1">`,
    `<!--<script>`,
    `"onfocus="window.ran=1" autofocus="`,
    `\u2028</style><svg onload=window.ran=1>`,
  ];
  const results: SweepResult[] = odd.map((text, i) =>
    makeFailure({
      number: i + 1,
      plan: text,
      ask: { kind: 'start', text },
      checks: [{ ...brokenStatus, message: text, seen: text }],
    }),
  );
  const { page, heard } = await open([makeSummary({ plan: odd.join(' ') }), results]);
  await expect(rowsOf(page)).toHaveCount(odd.length);
  for (const [i, text] of odd.entries()) {
    expect(await rowsOf(page).nth(i).locator('td:nth-child(4)').textContent()).toBe(
      `start=${text}`,
    );
    expect(await page.locator(`#r${i + 1} .why`).textContent()).toBe(text);
  }
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  expect(heard).toEqual([]);
});

test('what would run all the same is refused by the page’s own policy', async ({ open }) => {
  const { page, heard } = await open([makeSummary(), [makeResult(), makeFailure()]]);
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.ran = 1';
    document.body.append(script);
  });
  expect(await page.evaluate(() => 'ran' in window)).toBe(false);
  await expect.poll(() => heard.join()).toContain('Content Security Policy');
});
