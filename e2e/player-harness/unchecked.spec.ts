import { expect, open, randomNumbers, seek, test } from './fixtures.ts';
import { promiseFrames } from './frame-promise.ts';
import { indexedCopy } from './indexed-copy.ts';
import { recipes } from './make-videos.ts';
import { readOutline } from './read-outline.ts';

const SEEKS_PER_VIDEO = 20;

for (const recipe of recipes) {
  test(`${recipe.name}: only its beginning was read, and seeks show the promised frame`, async ({
    page,
    harness,
    create,
  }) => {
    // ffmpeg's own index is wrong where the frame rate varies or the sound begins first.
    await create(recipe.name);
    const name = `indexed-${recipe.name}`;
    const whole = await create(name, await indexedCopy(harness.mediaDir, recipe.name));
    const outline = await readOutline(harness.mediaDir, name);
    expect(outline).toMatchObject({ isScanned: false, index: { source: 'declared' } });
    expect(outline.frameTimesMs.length).toBeLessThan(whole.frameTimesMs.length / 2);
    expect(outline.index.timesMs).toEqual(
      whole.index.timesMs.slice(0, outline.index.timesMs.length),
    );
    await page.evaluate((facts) => window.harness.create(facts), outline);

    const frames = promiseFrames(whole, recipe.isKept);
    const random = randomNumbers(recipe.name.length + 1);
    const seekSome = async (count: number) => {
      for (let n = 0; n < count; n++) {
        const index = Math.floor(random() * frames.timesMs.length);
        const accuracy = n % 2 === 0 ? 'exact' : 'keyframe';
        const timeMs = (frames.timesMs[index] ?? 0) + 3;
        const outcome = await seek(page, { kind: 'time', timeMs }, accuracy);
        const shown = accuracy === 'exact' ? index : frames.keyframeOf(index);
        expect(outcome, `seek ${n} to ${timeMs} ms, ${accuracy}`).toMatchObject({
          frame: frames.numberOf(shown),
          seek: { state: 'played', error: null, played: { timeMs: frames.timesMs[shown] } },
        });
      }
    };
    await open(page);
    await seekSome(SEEKS_PER_VIDEO);
    expect(await page.evaluate((facts) => window.harness.player.update(facts), whole)).toBe(true);
    await seekSome(SEEKS_PER_VIDEO / 2);
  });
}

test('steps frame by frame where no frame was read yet', async ({ page, harness, create }) => {
  for (const name of ['gop-2s.flv', 'ntsc.flv']) {
    const frames = promiseFrames(await create(name));
    const outline = await readOutline(harness.mediaDir, name);
    await page.evaluate((facts) => window.harness.create(facts), outline);
    await open(page);
    const from = Math.floor(frames.timesMs.length / 2);
    await seek(page, { kind: 'time', timeMs: frames.timesMs[from] ?? 0 }, 'exact');
    let index = from;
    for (const direction of [1, 1, 1, -1, -1, -1, -1, 1] as const) {
      index += direction;
      const outcome = await page.evaluate((way) => {
        window.harness.player.stepFrame(way);
        return window.harness.lastEnded();
      }, direction);
      expect(outcome.frame, `${name}, frame ${index}`).toBe(frames.numberOf(index));
      expect(outcome.seek.played?.timeMs).toBe(frames.timesMs[index]);
    }
  }
});

test('a scan that tells of other tracks needs a new player', async ({ page, harness, create }) => {
  const whole = await create('gop-2s.flv');
  const outline = await readOutline(harness.mediaDir, 'gop-2s.flv');
  await page.evaluate((facts) => window.harness.create(facts), outline);
  const update = (facts: typeof whole) =>
    page.evaluate((given) => window.harness.player.update(given), facts);
  expect(await update({ ...whole, baseTimestampMs: 40 })).toBe(false);
  expect(await update({ ...whole, audioCodec: null })).toBe(false);
  expect(await update(whole)).toBe(true);
});
