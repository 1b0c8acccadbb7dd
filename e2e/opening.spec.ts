import { expect, test } from './fixtures.ts';
import { openVideo } from './support/bench.ts';
import { expectFrame, readFrameNumber } from './support/frame-number.ts';

test('shows the library, and where the reproxy listens', async ({ page, reproxyUrl }) => {
  const videos = page.getByRole('list', { name: 'Videos' });
  await expect(videos.getByRole('button')).toContainText([
    'audio-only.flv',
    'cut-short.flv',
    'no-index.flv',
    'sample.flv',
    'sorenson.flv',
  ]);
  await expect(page.getByText(reproxyUrl)).toBeVisible();
});

test('shows the first frame of a chosen video', async ({ page }) => {
  await openVideo(page, 'sample.flv');
  await expect.poll(() => readFrameNumber(page)).toBe(0);
});

test('plays, with picture and sound, and pauses', async ({ page }) => {
  await openVideo(page, 'sample.flv');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  await expect.poll(() => readFrameNumber(page)).toBeGreaterThan(25);
  const sound = await page.evaluate(() => {
    const video = document.querySelector('video');
    // Chromium's own counter: bytes of sound that were decoded, not only received.
    const decoded = Reflect.get(video ?? {}, 'webkitAudioDecodedByteCount');
    return { decoded: Number(decoded), isMuted: video?.muted, volume: video?.volume };
  });
  expect(sound).toMatchObject({ isMuted: false, volume: 1 });
  expect(sound.decoded).toBeGreaterThan(0);

  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Play', exact: true })).toBeVisible();
  expect(await page.evaluate(() => document.querySelector('video')?.paused)).toBe(true);
});

test('plays to the end of a video', async ({ page }) => {
  await openVideo(page, 'no-index.flv');
  await page.getByLabel('Speed').selectOption('4');
  await page.getByRole('button', { name: 'Play', exact: true }).click();
  const place = () =>
    page.evaluate(() => {
      const { ended, currentTime, duration } = document.querySelector('video') ?? {};
      return { ended, isAtEnd: currentTime === duration };
    });
  await expect.poll(place).toEqual({ ended: true, isAtEnd: true });
  // At four times the speed a browser leaves out as many pictures as the processor cannot show, the
  // last ones too: what is on screen is named as it is, and steps go on from there.
  const frame = await readFrameNumber(page);
  await expect(page.getByText(`frame ${frame}`, { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Previous frame' }).click();
  await expectFrame(page, Number(frame) - 1);
});
