import { expect, open, randomNumbers, seek, test } from './fixtures.ts';
import { promiseFrames } from './frame-promise.ts';
import { recipes } from './make-videos.ts';

const SEEKS_PER_VIDEO = 40;

for (const recipe of recipes) {
  test(`${recipe.name}: ${SEEKS_PER_VIDEO} random seeks show the promised frame`, async ({
    page,
    server,
    create,
  }) => {
    const facts = await create(recipe.name);
    const frames = promiseFrames(facts, recipe.isKept);
    const random = randomNumbers(recipe.name.length);
    await open(page);
    for (let n = 0; n < SEEKS_PER_VIDEO; n++) {
      const index = Math.floor(random() * frames.timesMs.length);
      const accuracy = n % 2 === 0 ? 'exact' : 'keyframe';
      const timeMs = (frames.timesMs[index] ?? 0) + 3;
      const outcome = await seek(page, { kind: 'time', timeMs }, accuracy);
      const shown = accuracy === 'exact' ? index : frames.keyframeOf(index);
      expect(outcome, `seek ${n} to ${timeMs} ms, ${accuracy}`).toMatchObject({
        frame: frames.numberOf(shown),
        seek: { state: 'played', error: null, played: { timeMs: frames.timesMs[shown] } },
      });
      const isAsked = server.seen.some(({ seekId }) => seekId === outcome.seek.id);
      expect(isAsked, 'asked of the server').toBe(outcome.seek.source === 'network');
      expect(outcome.seek.assists.filter(({ code }) => code === 'reseek')).toEqual([]);
    }
    expect(server.openBodies()).toBeLessThanOrEqual(1);
  });
}

test('all keyframes show, by number', async ({ page, server, create }) => {
  const facts = await create('gop-2s.flv');
  const frames = promiseFrames(facts);
  await open(page);
  const count = facts.index.offsets.length;
  for (const keyframe of Array.from({ length: count }, (_, n) => (n * 7) % count)) {
    const outcome = await seek(page, { kind: 'keyframe', keyframe });
    expect(outcome.frame).toBe(frames.numberOf(keyframe * 50));
    if (outcome.seek.source === 'network') {
      expect(server.seen.at(-1)?.start).toBe(facts.index.offsets[keyframe]);
    }
  }
});

test('the last frame of the file shows', async ({ page, create }) => {
  for (const name of ['gop-2s.flv', 'b-frames.flv', 'no-audio.flv']) {
    const facts = await create(name);
    const frames = promiseFrames(facts);
    await open(page);
    const outcome = await seek(page, { kind: 'time', timeMs: 1e9 }, 'exact');
    expect(outcome.frame, name).toBe(frames.numberOf(frames.timesMs.length - 1));
  }
});

test('20 seeks 5 ms apart: the last one wins, and nothing is stuck', async ({
  page,
  server,
  create,
}) => {
  const facts = await create('gop-2s.flv');
  const frames = promiseFrames(facts);
  const random = randomNumbers(20);
  await open(page);
  for (let round = 0; round < 5; round++) {
    const times = Array.from({ length: 20 }, () => Math.floor(random() * 29_000));
    const outcome = await page.evaluate(async (asked) => {
      for (const timeMs of asked) {
        window.harness.player.seek({ kind: 'time', timeMs }, 'keyframe');
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return window.harness.lastEnded();
    }, times);
    const index = frames.timesMs.findLastIndex((timeMs) => timeMs <= (times.at(-1) ?? 0));
    expect(outcome).toMatchObject({
      frame: frames.numberOf(frames.keyframeOf(index)),
      seek: { state: 'played' },
    });
    const states = await page.evaluate(() =>
      [...window.harness.seeks.values()].map(({ state }) => state),
    );
    expect(states).not.toContain('running');
    expect(states).not.toContain('failed');
    expect(server.openBodies()).toBeLessThanOrEqual(1);
  }
});

test('a place in the buffer asks nothing of the server', async ({ page, server, create }) => {
  await create('gop-2s.flv');
  await open(page, { asked: { kind: 'keyframe', keyframe: 5 } });
  const asked = server.seen.length;
  const outcome = await seek(page, { kind: 'time', timeMs: 10_600 }, 'exact');
  expect(outcome).toMatchObject({
    frame: 264,
    seek: { source: 'buffer', requestedOffset: null, status: null, landed: null },
  });
  expect(server.seen.length).toBe(asked);
});

test('an offset in the buffer is asked for all the same', async ({ page, server, create }) => {
  const facts = await create('gop-2s.flv');
  await open(page, { asked: { kind: 'keyframe', keyframe: 5 } });
  for (let again = 0; again < 5; again++) {
    const offset = facts.index.offsets[5] ?? 0;
    const outcome = await seek(page, { kind: 'offset', offset });
    expect(outcome).toMatchObject({
      frame: 250,
      seek: { source: 'network', requestedOffset: offset, resync: null },
    });
    expect(server.seen.at(-1)).toMatchObject({ start: offset, seekId: outcome.seek.id });
  }
});
