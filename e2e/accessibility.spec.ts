import type { Page } from '@playwright/test';
import { test } from './fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { goTo, inspector, openTab, openVideo, switchPart } from './support/bench.ts';
import { expectFrame } from './support/frame-number.ts';

/** Every screen, as steps from the one before. */
const screens: readonly { name: string; show: (page: Page) => Promise<void> }[] = [
  { name: 'nothing chosen', show: (page) => page.getByRole('list', { name: 'Videos' }).waitFor() },
  {
    name: 'a seek with its heads',
    async show(page) {
      await openVideo(page, 'sample.flv');
      await expectFrame(page, 0);
      await goTo(page, '#12');
      await expectFrame(page, 600);
    },
  },
  { name: 'prefix', show: (page) => openTab(page, 'Prefix') },
  { name: 'timing', show: (page) => openTab(page, 'Timing') },
  {
    name: 'go-to box that does not understand',
    show: (page) => goTo(page, 'soon'),
  },
  {
    name: 'keys',
    async show(page) {
      await page.getByLabel('Go to a time, byte offset or keyframe').press('Escape');
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'a failed seek',
    async show(page) {
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
      await switchPart(page, 'Storage', false);
      await openTab(page, 'Heads');
      await goTo(page, '#25');
      await inspector(page).getByText('storage_unreachable').first().waitFor();
    },
  },
  {
    name: 'a video that cannot be shown',
    show: (page) => openVideo(page, 'sorenson.flv'),
  },
];

for (const theme of ['dark', 'light'] as const) {
  test(`axe finds nothing on any screen, ${theme}`, async ({ page, rpc, consoleWatch }) => {
    consoleWatch.accept(/status of 503/);
    await rpc.run('settings.set', { theme });
    await page.locator(`html[data-theme="${theme}"]`).waitFor();
    for (const { name, show } of screens) {
      await test.step(name, async () => {
        await show(page);
        await expectAccessible(page);
      });
    }
  });
}
