import { expect, open, seek, test } from './fixtures.ts';
import { promiseFrames } from './frame-promise.ts';

test('steps frame by frame through two keyframes and back', async ({ page, create }) => {
  const facts = await create('b-frames.flv');
  const frames = promiseFrames(facts);
  await open(page, { asked: { kind: 'time', timeMs: frames.timesMs[45] ?? 0 }, accuracy: 'exact' });
  for (const direction of [1, -1] as const) {
    const start = direction === 1 ? 45 : 105;
    for (let step = 1; step <= 60; step++) {
      const outcome = await page.evaluate((to) => {
        window.harness.player.stepFrame(to);
        return window.harness.lastEnded();
      }, direction);
      expect(outcome.frame, `step ${step}`).toBe(start + direction * step);
    }
  }
});

test('a step at either end stays there', async ({ page, create }) => {
  await create('gop-2s.flv');
  await open(page);
  await page.evaluate(() => window.harness.player.stepFrame(-1));
  await page.evaluate(() => window.harness.player.stepKeyframe(-1));
  expect(await page.evaluate(() => window.harness.seeks.size)).toBe(1);
  expect(await page.evaluate(() => window.harness.frame())).toBe(0);
});

test('a key held down shows every keyframe on its way', async ({ page, create }) => {
  await create('gop-0.4s.flv');
  await open(page);
  const shown = await page.evaluate(async () => {
    const startedAt = performance.now();
    const end = startedAt + 2000;
    while (performance.now() < end) {
      window.harness.player.stepKeyframe(1);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    await window.harness.lastEnded();
    return [...window.harness.seeks.values()];
  });
  expect(shown.map(({ state }) => state)).not.toContain('superseded');
  expect(shown.length - 1, 'pictures in 2 s').toBeGreaterThanOrEqual(20);
});

test('plays to the end, and from the beginning again', async ({ page, create }) => {
  await create('gop-2s.flv');
  await open(page, { asked: { kind: 'time', timeMs: 28_500 }, accuracy: 'exact' });
  await page.evaluate(() => window.harness.player.play());
  const ended = await page.evaluate(() => window.harness.phase('ended'));
  expect(ended.currentTimeMs).toBeGreaterThan(29_900);
  await page.evaluate(() => window.harness.player.play());
  const { seek: again } = await page.evaluate(() => window.harness.lastEnded());
  expect(again.state).toBe('played');
  // The first picture, at 23 ms, or one soon after it: while it plays, a late picture is left out.
  expect([23, 63, 103, 143, 183, 223]).toContain(again.played?.timeMs);
  expect(await page.evaluate(() => window.harness.phase('playing'))).toMatchObject({ error: null });
});

test('paused anywhere, the time is that of the picture', async ({ page, create }) => {
  const { timesMs } = promiseFrames(await create('gop-2s.flv'));
  await open(page);
  for (let pause = 1; pause <= 25; pause++) {
    const { timeMs, frame } = await page.evaluate(
      async (playedMs) => {
        const { player } = window.harness;
        player.play();
        await new Promise((resolve) => setTimeout(resolve, playedMs));
        player.pause();
        // A picture that is on its way still comes.
        await new Promise((resolve) => setTimeout(resolve, 150));
        return { timeMs: player.currentTimeMs, frame: window.harness.frame() };
      },
      120 + pause * 7,
    );
    expect(timesMs.indexOf(timeMs), `pause ${pause}`).toBe(frame);
  }
});

test('seeks while playing go on playing', async ({ page, create }) => {
  await create('gop-2s.flv');
  await open(page);
  await page.evaluate(() => window.harness.player.play());
  for (const keyframe of [9, 3, 12]) {
    const { seek: done } = await seek(page, { kind: 'keyframe', keyframe });
    expect(done.state).toBe('played');
    expect(await page.evaluate(() => window.harness.video.paused)).toBe(false);
  }
});

test('reads no further ahead than it plays', async ({ page, server, create, behave }) => {
  await create('gop-2s.flv');
  await open(page);
  behave({ bytesPerSecond: 2_000_000 });
  await seek(page, { kind: 'keyframe', keyframe: 2 });
  const bufferedMs = () => page.evaluate(() => window.harness.state?.buffered.at(-1)?.[1] ?? 0);
  await expect.poll(bufferedMs).toBeGreaterThan(7000);
  // Half a second at this rate is a megabyte more, if anybody read on.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 500)));
  expect(await bufferedMs()).toBeLessThan(10_500);
  expect(server.openBodies()).toBeLessThanOrEqual(1);
});

test('closing ends the request and takes the picture away', async ({
  page,
  server,
  create,
  behave,
}) => {
  await create('gop-10s.flv');
  behave({ bytesPerSecond: 200_000 });
  await open(page);
  expect(server.openBodies()).toBe(1);
  await page.evaluate(() => window.harness.close());
  await expect.poll(() => server.openBodies()).toBe(0);
  expect(await page.evaluate(() => window.harness.video.readyState)).toBe(0);
});
