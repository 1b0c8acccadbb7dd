import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import { expect, test } from 'seeklab/playwright';

declare global {
  interface Window {
    seekTo(address: string, start: number): void;
  }
}

const flvjs = createRequire(import.meta.url).resolve('flv.js/dist/flv.min.js');
/** A keyframe of the sample, 30 s into it, and a byte in the middle of a tag. */
const keyframe = 735_244;
const midTag = 700_000;

/** The page lies where the videos lie: a page of another origin could not read them. */
async function openPlayer(page: Page, reproxyUrl: string): Promise<void> {
  const html = await readFile(new URL('player.html', import.meta.url), 'utf8');
  await page.route(`${reproxyUrl}/player.html`, (route) =>
    route.fulfill({ contentType: 'text/html', body: html }),
  );
  await page.goto(`${reproxyUrl}/player.html`);
  await page.addScriptTag({ path: flvjs });
}

const seekTo = (page: Page, address: string, start: number) =>
  page.evaluate(([url, byte]) => window.seekTo(url, byte), [address, start] as const);

test('a stock player shows a picture from a byte on, behind a CDN', async ({ page, seeklab }) => {
  await seeklab.personality('cdn');
  await openPlayer(page, seeklab.reproxyUrl);
  await seekTo(page, seeklab.videoUrl('sample.flv'), keyframe);
  const seek = await seeklab.waitForSeek({ start: keyframe });
  expect(seek).toPass();
  expect(seek).toLandOnKeyframe();
  const width = () => page.evaluate(() => document.querySelector('video')?.videoWidth);
  await expect.poll(width).toBe(640);
});

test('the 2007 patch answers with its 13 bytes and a plain 200', async ({ page, seeklab }) => {
  await seeklab.personality('perlbal-patch');
  await openPlayer(page, seeklab.reproxyUrl);
  await seekTo(page, seeklab.videoUrl('sample.flv'), keyframe);
  const seek = await seeklab.waitForSeek();
  expect(seek).toPass('status_expected', 'prefix_known', 'starts_on_keyframe');
  expect(seek).toHavePrefix('perlbal-patch');
  expect(seek).toHaveHead({
    hop: 'application',
    name: 'X-REPROXY-FLV-START',
    value: `${keyframe}`,
  });
  expect(seek).toHaveHead({ hop: 'storage', side: 'request', name: 'Range', value: /^bytes=/ });
  expect(seek).not.toHaveHead({ hop: 'client', name: 'Content-Range' });
});

test('a seek into the middle of a tag lands on no keyframe', async ({ page, seeklab }) => {
  await seeklab.personality('perlbal-patch');
  await openPlayer(page, seeklab.reproxyUrl);
  await seekTo(page, seeklab.videoUrl('sample.flv'), midTag);
  expect(await seeklab.waitForSeek({ start: midTag })).not.toLandOnKeyframe();
});

test('storage that is down is told to the player', async ({ page, seeklab }) => {
  // Switched off when the test has ended.
  await seeklab.fault('storage:down');
  await openPlayer(page, seeklab.reproxyUrl);
  await seekTo(page, seeklab.videoUrl('sample.flv'), keyframe);
  const seek = await seeklab.waitForSeek();
  expect(seek.exchanges[0]?.error?.code).toBe('storage_unreachable');
  expect(seek).not.toPass();
});
