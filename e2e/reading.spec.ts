import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator } from '@playwright/test';
import { projectDir } from '../scripts/lib/project.mjs';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { chooseAccuracy, goTo } from './support/bench.ts';
import { expectFrame, readFrameNumber } from './support/frame-number.ts';
import { type HeldStorage, startHeldStorage } from './support/held-storage.ts';

const sample = (name: string) => readFile(join(projectDir, 'assets', 'samples', name));

/** A block of the scan, which holds less than three seconds of the samples. */
const BLOCK = 64_000;

const unchecked = 'The keyframes are as the file declares them, not checked yet.';

/** The same file, whose index puts each keyframe 100 bytes before where it is. */
function declaringTooEarly(file: Uint8Array): Uint8Array {
  const changed = Buffer.from(file);
  const at = changed.indexOf('filepositions') + 'filepositions'.length;
  const count = changed.readUInt32BE(at + 1);
  for (let entry = 2; entry < count; entry++) {
    const place = at + 5 + entry * 9 + 1;
    changed.writeDoubleBE(changed.readDoubleBE(place) - 100, place);
  }
  return changed;
}

/** The same file, whose onMetaData says neither where its keyframes are nor how long it lasts. */
function declaringNothing(file: Uint8Array): Uint8Array {
  const changed = Buffer.from(file);
  changed.write('whatever.', changed.indexOf('keyframes'), 'latin1');
  changed.writeDoubleBE(0, changed.indexOf('duration') + 'duration'.length + 1);
  return changed;
}

let storage: HeldStorage | undefined;
test.afterEach(() => storage?.close());

/** Lets the video be read, block by block, until what is known of it is told. */
async function giveUntil(told: Locator): Promise<void> {
  await expect(async () => {
    storage?.give(BLOCK);
    await expect(told).toBeVisible({ timeout: 1000 });
  }).toPass({ intervals: [1] });
}

test('a video on slow storage is played by its own index until it was read', async ({
  page,
  rpc,
}) => {
  await expectFrame(page, 0);
  storage = await startHeldStorage(rpc, await sample('sample.flv'));
  await rpc.run('library.add-served', { name: 'slow.flv' });
  await page.getByRole('button', { name: 'slow.flv' }).click();
  await giveUntil(page.getByText(unchecked));
  await expectFrame(page, 0);
  const progress = page.getByRole('progressbar', { name: 'Reading slow.flv' });
  await expect(progress).toHaveAttribute('max', '1464157');

  await goTo(page, '#21');
  await expectFrame(page, 1050);
  await chooseAccuracy(page, 'Exact');
  await goTo(page, '12.36 s');
  await expectFrame(page, 309);
  await expect(page.getByText(unchecked)).toBeVisible();
  await page.getByLabel('Go to a time, byte offset or keyframe').press('Escape');
  await page.keyboard.press('.');
  await expectFrame(page, 310);
  await page.keyboard.press(',');
  await expectFrame(page, 309);

  storage.giveAll();
  await expect(progress).toBeHidden();
  await expectFrame(page, 309);
  await expect(page.getByText('frame 309', { exact: true })).toBeVisible();
  await goTo(page, '50.04 s');
  await expectFrame(page, 1251);
});

test('a video that declares nothing is played as far as its keyframes were found', async ({
  page,
  rpc,
}) => {
  await expectFrame(page, 0);
  storage = await startHeldStorage(rpc, declaringNothing(await sample('sample.flv')));
  await rpc.run('library.add-served', { name: 'slow.flv' });
  await page.getByRole('button', { name: 'slow.flv' }).click();
  await giveUntil(page.getByText(/^The file declares no keyframes: [12]?\d keyframes found/));
  await goTo(page, '#1');
  await expectFrame(page, 50);
  const duration = page.getByRole('timer').locator('+ *');
  await expect(duration).not.toHaveText('1:00.000');

  storage.giveAll();
  await expect(page.getByRole('progressbar')).toBeHidden();
  await expect(page.getByText('30 keyframes', { exact: true })).toBeVisible();
  await expect(duration).toHaveText('1:00.000');
  await expectFrame(page, 50);
  // Beyond the end that the media element was told of at first.
  await page.getByRole('button', { name: 'Play' }).click();
  await goTo(page, '#28');
  await expect.poll(() => readFrameNumber(page)).toBeGreaterThan(1410);
});

test('an index that turns out to be wrong is told, and the right one takes its place', async ({
  page,
  rpc,
}) => {
  await expectFrame(page, 0);
  storage = await startHeldStorage(rpc, declaringTooEarly(await sample('sample.flv')));
  await rpc.run('library.add-served', { name: 'slow.flv' });
  await page.getByRole('button', { name: 'slow.flv' }).click();
  await giveUntil(page.getByText(unchecked));
  // The entry of keyframe 21 points into the group before it: its next keyframe is shown.
  await goTo(page, '#21');
  await expectFrame(page, 1050);
  await expect(page.getByText(/bytes with .* were skipped/).first()).toBeVisible();

  storage.giveAll();
  await expect(page.getByText(/slow.flv was read: \d+ of the keyframes/)).toBeVisible();
  await expect(
    page.getByText(/entries are off by the same: each is 100 bytes too small/).first(),
  ).toBeVisible();
  await goTo(page, '#22');
  await expectFrame(page, 1100);
});

test('leaving a video ends the reading of it', async ({ page, rpc, consoleWatch }) => {
  // That application knows none of the samples.
  consoleWatch.accept(/404/);
  await expectFrame(page, 0);
  storage = await startHeldStorage(rpc, await sample('sample.flv'));
  await rpc.run('library.add-served', { name: 'slow.flv' });
  await page.getByRole('button', { name: 'slow.flv' }).click();
  await giveUntil(page.getByText(unchecked));
  await expectAccessible(page);
  expect(storage.openReadings).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'audio-only.flv' }).click();
  await expect(page.getByText(unchecked)).toBeHidden();
  const reading = () => storage?.openReadings;
  await expect.poll(reading, 'what was under way is given up').toBe(0);
  const { readings } = storage;
  storage.giveAll();
  // A scan that went on would ask before this one is done, which reads a whole file.
  await rpc.run('video.open', { name: 'sample.flv' });
  expect(storage.readings).toBe(readings);
});

test('storage that dies while a video is read leaves what is known, and may be asked again', async ({
  page,
  rpc,
  consoleWatch,
}) => {
  consoleWatch.accept(/Failed to load resource|ERR_/);
  await expectFrame(page, 0);
  storage = await startHeldStorage(rpc, await sample('sample.flv'));
  await rpc.run('library.add-served', { name: 'slow.flv' });
  await page.getByRole('button', { name: 'slow.flv' }).click();
  await giveUntil(page.getByText(unchecked));
  await expectFrame(page, 0);
  storage.breakDown();
  const again = page.getByRole('button', { name: 'Read again' });
  await expect(again).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText('slow.flv could not be read: the answer is 502.')).toBeVisible();
  await expectAccessible(page);
  await expectFrame(page, 0);

  storage.mend();
  storage.giveAll();
  await again.click();
  await expect(page.getByText(unchecked)).toBeHidden();
  await goTo(page, '#21');
  await expectFrame(page, 1050);
});
