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

test('a key held down shows keyframes all the way to where it leads', async ({ page, create }) => {
  const { index } = await create('gop-0.4s.flv');
  await open(page);
  const { presses, seeks } = await page.evaluate(async () => {
    let presses = 0;
    while (window.harness.seeks.size <= 20 && presses < 60) {
      window.harness.player.stepKeyframe(1);
      presses += 1;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    // A press that waits begins when the seek before it has ended.
    for (let count = 0; count < window.harness.seeks.size; ) {
      count = window.harness.seeks.size;
      await window.harness.lastEnded();
    }
    return { presses, seeks: [...window.harness.seeks.values()] };
  });
  const steps = seeks.slice(1);
  expect(steps.map(({ state }) => state)).toEqual(steps.map(() => 'played'));
  // A press counts though a busy processor has no time to show its picture: the next one is beyond.
  const numbers = steps.map(({ played }) => index.timesMs.indexOf(played?.timeMs ?? -1));
  expect(numbers).toEqual([...new Set(numbers)].toSorted((a, b) => a - b));
  expect(numbers[0]).toBe(1);
  expect(numbers.at(-1)).toBe(presses);
});

test('plays to the end, and from the beginning again', async ({ page, server, create }) => {
  const facts = await create('gop-2s.flv');
  const { index } = facts;
  const { timesMs } = promiseFrames(facts);
  await open(page, { asked: { kind: 'time', timeMs: 28_500 }, accuracy: 'exact' });
  await page.evaluate(() => window.harness.player.play());
  await page.evaluate(() => window.harness.phase('ended'));
  // A slow processor leaves pictures out, the last ones too; the time is that of the one that is
  // there, and the sound has come to the end.
  const { timeMs, frame } = await page.evaluate(() =>
    window.harness.reading(() => window.harness.player.currentTimeMs),
  );
  expect(timesMs.indexOf(timeMs)).toBe(frame);
  expect(frame).toBeGreaterThan(712);
  const { currentTime, duration } = await page.evaluate(() => window.harness.place());
  expect(currentTime).toBe(duration);
  await page.evaluate(() => window.harness.player.play());
  const { seek: again } = await page.evaluate(() => window.harness.lastEnded());
  expect(again).toMatchObject({ state: 'played', asked: { kind: 'time', timeMs: 0 } });
  expect(server.seen.at(-1)).toMatchObject({ start: index.offsets[0], seekId: again.id });
  // The first picture, or one within the second after it: while it plays, late ones are left out.
  expect(timesMs.indexOf(again.played?.timeMs ?? -1)).toBeGreaterThanOrEqual(0);
  expect(again.played?.timeMs).toBeLessThan((timesMs[0] ?? 0) + 1000);
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
        return window.harness.reading(() => player.currentTimeMs);
      },
      120 + pause * 7,
    );
    expect(timesMs.indexOf(timeMs), `pause ${pause}`).toBe(frame);

    const told = () =>
      page.evaluate(() => window.harness.reading(() => window.harness.state?.currentTimeMs ?? -1));
    await expect(async () => {
      const now = await told();
      expect(timesMs.indexOf(now.timeMs), `told after pause ${pause}`).toBe(now.frame);
    }).toPass();
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
  behave({ hold: { afterBytes: 400_000, until: new Promise(() => undefined) } });
  await open(page);
  expect(server.openBodies()).toBe(1);
  await page.evaluate(() => window.harness.close());
  await expect.poll(() => server.openBodies()).toBe(0);
  expect(await page.evaluate(() => window.harness.video.readyState)).toBe(0);
});
