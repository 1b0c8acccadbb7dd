import type { Page } from '@playwright/test';
import { expect, open, randomNumbers, seek, test } from './fixtures.ts';
import { promiseFrames } from './frame-promise.ts';

/** gop-2s.flv: 25 frames a second, a keyframe every 50 frames. */
const VIDEO = 'gop-2s.flv';

const moveElement = (page: Page, seconds: number) =>
  page.evaluate((at) => window.harness.moveElement(at), seconds);
const seekCount = (page: Page) => page.evaluate(() => window.harness.seeks.size);
const setAssisted = (page: Page, isAssisted: boolean) =>
  page.evaluate((is) => window.harness.player.setAssisted(is), isAssisted);

test('set from outside to a place that is not in the buffer, it is a seek with its request', async ({
  page,
  server,
  create,
}) => {
  const facts = await create(VIDEO);
  const { timesMs } = promiseFrames(facts);
  await open(page);
  for (const seconds of [25.5, 14.1]) {
    const frame = timesMs.findLastIndex((timeMs) => timeMs <= seconds * 1000);
    const outcome = await moveElement(page, seconds);
    expect(outcome).toMatchObject({
      frame,
      seek: { state: 'played', source: 'network', asked: { kind: 'time', timeMs: seconds * 1000 } },
    });
    const offset = facts.index.offsets[Math.floor(frame / 50)];
    expect(server.seen.at(-1)).toMatchObject({ start: offset, seekId: outcome.seek.id });
  }
  expect(await seekCount(page)).toBe(3);
});

test('set from outside within the buffer, it is a seek that asks nothing', async ({
  page,
  server,
  create,
}) => {
  const { timesMs } = promiseFrames(await create(VIDEO));
  await open(page, { asked: { kind: 'keyframe', keyframe: 5 } });
  const asked = server.seen.length;
  const place = () => page.evaluate(() => window.harness.place().currentTime);
  // The place of the seek before, too: only while that runs is it the player's own.
  for (const to of [() => 10.6, place, () => 10.2]) {
    const seconds = await to();
    const frame = timesMs.findLastIndex((timeMs) => timeMs <= seconds * 1000);
    expect(await moveElement(page, seconds)).toMatchObject({
      frame,
      seek: { state: 'played', source: 'buffer' },
    });
  }
  expect(server.seen.length).toBe(asked);
  expect(await seekCount(page)).toBe(4);
});

test('none of the player’s own is taken for one', async ({ page, create }) => {
  await create('b-frames.flv');
  await open(page);
  const random = randomNumbers(7);
  /** Plays; at the end, which a busy machine may have reached by now, that is a seek to the beginning. */
  const play = () =>
    page.evaluate(() => {
      const { ended } = window.harness.video;
      window.harness.player.play();
      return ended ? 1 : 0;
    });
  let expected = 1;
  for (let n = 1; n <= 15; n++) {
    const timeMs = Math.floor(random() * 32_000);
    await seek(page, { kind: 'time', timeMs }, n % 2 === 0 ? 'exact' : 'keyframe');
    expected += 1;
    if (n % 5 === 0) expected += await play();
    expect(await seekCount(page)).toBe(expected);
  }
});

test('at the end, play goes to the beginning by one seek', async ({ page, create }) => {
  await create(VIDEO);
  await open(page, { asked: { kind: 'time', timeMs: 28_500 }, accuracy: 'exact' });
  await page.evaluate(() => window.harness.player.play());
  await page.evaluate(() => window.harness.phase('ended'));
  await page.evaluate(() => window.harness.player.play());
  const { seek: again } = await page.evaluate(() => window.harness.lastEnded());
  expect(again).toMatchObject({ state: 'played', asked: { kind: 'time', timeMs: 0 } });
  // Whatever the element did of its own accord is told of before it plays.
  await page.evaluate(() => window.harness.phase('playing'));
  expect(await seekCount(page)).toBe(2);
});

test('at the end, the browser’s own play goes to the beginning as a seek', async ({
  page,
  create,
}) => {
  await create(VIDEO);
  await open(page, { asked: { kind: 'time', timeMs: 28_500 }, accuracy: 'exact' });
  await page.evaluate(() => window.harness.player.play());
  await page.evaluate(() => window.harness.phase('ended'));
  await page.evaluate(() => window.harness.video.play());
  await expect.poll(() => seekCount(page)).toBe(2);
  const { seek: again } = await page.evaluate(() => window.harness.lastEnded());
  expect(again).toMatchObject({ state: 'played', asked: { kind: 'time', timeMs: 0 } });
});

test('while a seek waits for the server, the old picture is named as what it is', async ({
  page,
  create,
  behave,
}) => {
  const { timesMs } = promiseFrames(await create(VIDEO));
  const opened = await open(page, { asked: { kind: 'keyframe', keyframe: 4 } });
  expect(opened.frame).toBe(200);
  let letGo = () => {};
  const until = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  behave({ hold: { afterBytes: -1, until } });
  await page.evaluate(() => {
    window.harness.video.currentTime = 25.5;
  });
  await expect.poll(() => seekCount(page)).toBe(2);
  // Its pixels cannot be read while the element has no data; they were when it came.
  expect(await page.evaluate(() => window.harness.state)).toMatchObject({
    isSeeking: true,
    oldPictureMs: timesMs[200],
    currentTimeMs: timesMs[636],
  });
  letGo();
  expect(await page.evaluate(() => window.harness.lastEnded())).toMatchObject({
    frame: 636,
    seek: { state: 'played' },
  });
  expect(await page.evaluate(() => window.harness.state)).toMatchObject({
    isSeeking: false,
    oldPictureMs: null,
    currentTimeMs: timesMs[636],
  });
});

test('without assistance too: it is asked for by the file’s own index', async ({
  page,
  server,
  create,
}) => {
  const { declaredIndex } = await create(VIDEO);
  await setAssisted(page, false);
  await open(page);
  const { seek: asked } = await moveElement(page, 1.5);
  // H.264 from the middle, without its sequence header, is what a plain player cannot show.
  expect(asked).toMatchObject({
    state: 'failed',
    source: 'network',
    asked: { kind: 'time', timeMs: 1500 },
    requestedOffset: declaredIndex?.offsets[0],
    error: { code: 'raw_unplayable' },
  });
  expect(server.seen.at(-1)).toMatchObject({ seekId: asked.id });
  expect(await seekCount(page)).toBe(2);
});
