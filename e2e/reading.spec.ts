import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { projectDir } from '../scripts/lib/project.mjs';
import { expect, test } from './fixtures.ts';
import { expectAccessible } from './support/accessible.ts';
import { chooseAccuracy, goTo } from './support/bench.ts';
import { expectFrame, readFrameNumber } from './support/frame-number.ts';
import { type SlowStorage, startSlowStorage } from './support/slow-storage.ts';

const sample = (name: string) => readFile(join(projectDir, 'assets', 'samples', name));

/** sample.flv has 24 kB for each second: this line is more than twice as fast. */
const SLOW = 60_000;
const FAST = 50_000_000;

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

/** The same file, whose onMetaData says that it lasts no time. */
function declaringNoDuration(file: Uint8Array): Uint8Array {
  const changed = Buffer.from(file);
  changed.writeDoubleBE(0, changed.indexOf('duration') + 'duration'.length + 1);
  return changed;
}

let storage: SlowStorage | undefined;
test.afterEach(() => storage?.close());

test('a video on slow storage is played by its own index until it was read', async ({
  page,
  rpc,
}) => {
  await expectFrame(page, 0);
  storage = await startSlowStorage(rpc, await sample('sample.flv'), SLOW);
  await rpc.run('library.add-served', { name: 'slow.flv' });
  await page.getByRole('button', { name: 'slow.flv' }).click();
  await expectFrame(page, 0);
  await expect(page.getByText(unchecked)).toBeVisible();
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

  storage.bytesPerSecond = FAST;
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
  storage = await startSlowStorage(rpc, declaringNoDuration(await sample('no-index.flv')), 40_000);
  await rpc.run('library.add-served', { name: 'slow.flv' });
  await page.getByRole('button', { name: 'slow.flv' }).click();
  await expect(page.getByText(/^The file declares no keyframes: \d keyframes found/)).toBeVisible();
  await goTo(page, '#1');
  await expectFrame(page, 50);
  const duration = page.getByRole('timer').locator('+ *');
  await expect(duration).not.toHaveText('0:08.011');

  storage.bytesPerSecond = FAST;
  await expect(page.getByRole('progressbar')).toBeHidden();
  await expect(page.getByText('4 keyframes')).toBeVisible();
  await expect(duration).toHaveText('0:08.011');
  await expectFrame(page, 50);
  // Beyond the end that the media element was told of at first.
  await page.getByRole('button', { name: 'Play' }).click();
  await goTo(page, '#3');
  await expect.poll(() => readFrameNumber(page)).toBeGreaterThan(160);
});

test('an index that turns out to be wrong is told, and the right one takes its place', async ({
  page,
  rpc,
}) => {
  await expectFrame(page, 0);
  storage = await startSlowStorage(rpc, declaringTooEarly(await sample('sample.flv')), SLOW);
  await rpc.run('library.add-served', { name: 'slow.flv' });
  await page.getByRole('button', { name: 'slow.flv' }).click();
  await expect(page.getByText(unchecked)).toBeVisible();
  // The entry of keyframe 21 points into the group before it: its next keyframe is shown.
  await goTo(page, '#21');
  await expectFrame(page, 1050);
  await expect(page.getByText(/bytes with .* were skipped/).first()).toBeVisible();

  storage.bytesPerSecond = FAST;
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
  storage = await startSlowStorage(rpc, await sample('sample.flv'), SLOW);
  await rpc.run('library.add-served', { name: 'slow.flv' });
  await page.getByRole('button', { name: 'slow.flv' }).click();
  await expect(page.getByText(unchecked)).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'audio-only.flv' }).click();
  await expect(page.getByText(unchecked)).toBeHidden();
  await page.waitForTimeout(500);
  const { sentBytes } = storage;
  await page.waitForTimeout(1000);
  expect(storage.sentBytes).toBe(sentBytes);
});

test('storage that dies while a video is read leaves what is known, and may be asked again', async ({
  page,
  rpc,
  consoleWatch,
}) => {
  consoleWatch.accept(/Failed to load resource|ERR_/);
  await expectFrame(page, 0);
  storage = await startSlowStorage(rpc, await sample('sample.flv'), SLOW);
  await rpc.run('library.add-served', { name: 'slow.flv' });
  await page.getByRole('button', { name: 'slow.flv' }).click();
  await expect(page.getByText(unchecked)).toBeVisible();
  await expectFrame(page, 0);
  storage.isBroken = true;
  const again = page.getByRole('button', { name: 'Read again' });
  await expect(again).toBeVisible({ timeout: 20_000 });
  await expect(page.getByText('slow.flv could not be read: the answer is 502.')).toBeVisible();
  await expectAccessible(page);
  await expectFrame(page, 0);

  storage.isBroken = false;
  storage.bytesPerSecond = FAST;
  await again.click();
  await expect(page.getByText(unchecked)).toBeHidden();
  await goTo(page, '#21');
  await expectFrame(page, 1050);
});
