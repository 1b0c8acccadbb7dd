import { expect, type Page } from '@playwright/test';
import axe from 'axe-core';

/** Runs axe on what the page shows now; each violation is named with the elements that have it. */
export async function expectAccessible(page: Page): Promise<void> {
  // What is in a frame would not be looked at.
  expect(page.frames()).toHaveLength(1);
  const found = (await violationsIn(page)).map(({ id, help, nodes }) => ({
    id,
    help,
    elements: nodes.map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
  }));
  expect.soft(found).toEqual([]);
}

/** All rules are run; axe is compiled once for each document, and does not describe what passes. */
async function violationsIn(page: Page): Promise<axe.Result[]> {
  const isLoaded = await page.evaluate(() => 'axe' in window);
  if (!isLoaded) await page.evaluate(axe.source);
  // Focus guards are empty, and hand the focus on at once. axe excuses them where it takes an open menu for a modal,
  // which it guesses from what lies on top at some points of the window.
  const { violations } = await page.evaluate<axe.AxeResults>(
    `axe.run({ exclude: [['[data-base-ui-focus-guard]']] }, { resultTypes: ['violations'] })`,
  );
  return violations;
}
