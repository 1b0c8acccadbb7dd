import { Buffer } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { RawVerdict } from '../../app/contract/seek.ts';
import { expect, open, seek, test } from './fixtures.ts';

/** The raw verdict of the newest seek, once there is one. */
function rawVerdict(page: Page): Promise<RawVerdict> {
  return page.evaluate(() => window.harness.rawVerdict());
}

test('a whole file plays raw', async ({ page, create }) => {
  await create('gop-2s.flv');
  await open(page);
  expect(await rawVerdict(page)).toMatchObject({ isPlayable: true });
});

test('a part of H.264 does not play raw: it lacks the sequence headers', async ({
  page,
  create,
}) => {
  await create('gop-2s.flv');
  await open(page);
  expect(await seek(page, { kind: 'keyframe', keyframe: 9 })).toMatchObject({ frame: 450 });
  const verdict = await rawVerdict(page);
  expect(verdict.isPlayable).toBe(false);
  expect(verdict.reason).toContain('No video sequence header');
  expect(verdict.bytes).toBeGreaterThan(64_000);
});

test('a part with the file’s own head in front plays raw, as from a CDN', async ({
  page,
  create,
  behave,
  harness,
}) => {
  const facts = await create('gop-2s.flv');
  await open(page);
  const file = await readFile(`${harness.mediaDir}/gop-2s.flv`);
  behave({ prefix: file.subarray(0, facts.firstMediaOffset) });
  const outcome = await seek(page, { kind: 'keyframe', keyframe: 9 });
  expect(outcome).toMatchObject({ frame: 450, seek: { state: 'played' } });
  expect(await rawVerdict(page)).toMatchObject({ isPlayable: true });
});

test('an offset inside a tag does not play raw', async ({ page, create }) => {
  const facts = await create('gop-2s.flv');
  await open(page);
  const offset = (facts.index.offsets[9] ?? 0) - 100;
  expect(await seek(page, { kind: 'offset', offset })).toMatchObject({ frame: 450 });
  const verdict = await rawVerdict(page);
  expect(verdict.isPlayable).toBe(false);
  expect(verdict.reason).toContain('bytes after the prefix');
});

test('Sorenson does not play raw, and its codec is named', async ({ page, create }) => {
  const bytes = await readFile(new URL('../../assets/samples/sorenson.flv', import.meta.url));
  await create('sorenson.flv', Buffer.from(bytes));
  await open(page);
  const verdict = await rawVerdict(page);
  expect(verdict.isPlayable).toBe(false);
  expect(verdict.reason).toContain('Sorenson');
  // The answer is as good as the file: it is the player that was tried, and every browser.
  expect(verdict.reason).toContain('flv.js, the plain player that was tried');
  expect(verdict.reason).toContain('ffmpeg, mpv and VLC can');
  expect(verdict.reason).toContain('no browser shows this codec');
});

test('the next seek comes before a trial', async ({ page, create }) => {
  await create('gop-2s.flv');
  // Inside the page: between two calls from here a busy machine leaves time enough for a trial.
  await page.evaluate(async () => {
    await window.harness.open();
    for (const keyframe of [9, 3, 12]) {
      await window.harness.seek({ kind: 'keyframe', keyframe }, 'keyframe');
    }
  });
  await rawVerdict(page);
  const tried = await page.evaluate(() =>
    [...window.harness.seeks.values()].map(({ raw }) => raw !== null),
  );
  expect(tried).toEqual([false, false, false, true]);
});
