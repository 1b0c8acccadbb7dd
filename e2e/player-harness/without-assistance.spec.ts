import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import type { VideoFacts } from '../../app/contract/video.ts';
import { expect, open, seek, test } from './fixtures.ts';
import { promiseFrames } from './frame-promise.ts';
import type { OpenHarness } from './open-harness.ts';

const setAssisted = (page: Page, isAssisted: boolean) =>
  page.evaluate((is) => window.harness.player.setAssisted(is), isAssisted);

/** What a CDN puts in front: the file's own head, with its sequence headers. */
async function ownHead({ mediaDir }: OpenHarness, facts: VideoFacts): Promise<Uint8Array> {
  const file = await readFile(`${mediaDir}/${facts.name}`);
  return file.subarray(0, facts.firstMediaOffset);
}

test('a whole file plays from its first frame, and nothing is added', async ({ page, create }) => {
  await create('gop-2s.flv');
  await setAssisted(page, false);
  const outcome = await open(page);
  expect(outcome).toMatchObject({
    frame: 0,
    seek: { state: 'played', isAssisted: false, assists: [], prefixHex: null, error: null },
  });
  expect(await page.evaluate(() => window.harness.rawVerdict())).toMatchObject({
    isPlayable: true,
  });
});

for (const name of ['gop-2s.flv', 'b-frames.flv', 'no-audio.flv', 'late-start.flv']) {
  test(`${name}: with its own head in front, each keyframe plays, at its own time`, async ({
    page,
    create,
    behave,
    harness,
  }) => {
    const facts = await create(name);
    const frames = promiseFrames(facts);
    behave({ prefix: await ownHead(harness, facts) });
    await setAssisted(page, false);
    await open(page);
    const { offsets, timesMs } = facts.index;
    for (const keyframe of [9, 3, 12, 1]) {
      const offset = offsets[keyframe] ?? 0;
      const timeMs = (timesMs[keyframe] ?? 0) - facts.baseTimestampMs;
      for (const asked of [
        { kind: 'keyframe', keyframe },
        { kind: 'offset', offset },
      ] as const) {
        const outcome = await seek(page, asked);
        expect(outcome, `${asked.kind} ${keyframe}`).toMatchObject({
          frame: frames.numberOf(frames.indexAt(timeMs)),
          seek: {
            state: 'played',
            isAssisted: false,
            assists: [],
            source: 'network',
            requestedOffset: offset,
            landed: { offset, tagType: 9, timeMs, isKeyframe: true },
            played: { timeMs },
          },
        });
        const besideMs = async () => {
          const { currentTimeMs } = await page.evaluate(() => window.harness.phase('ready'));
          return Math.abs(currentTimeMs - timeMs);
        };
        await expect.poll(besideMs).toBeLessThan(1);
      }
    }
  });
}

test('a time is asked for by the index that the file declares', async ({
  page,
  server,
  create,
  behave,
  harness,
}) => {
  const facts = await create('gop-2s.flv');
  behave({ prefix: await ownHead(harness, facts) });
  await setAssisted(page, false);
  const declared = facts.declaredIndex?.offsets.indexOf(facts.index.offsets[9] ?? 0) ?? -1;
  expect(declared).toBeGreaterThan(0);
  const outcome = await open(page, { asked: { kind: 'time', timeMs: 19_000 }, accuracy: 'exact' });
  expect(server.seen.map(({ start }) => start)).toEqual([facts.declaredIndex?.offsets[declared]]);
  expect(outcome).toMatchObject({ frame: 450, seek: { state: 'played', assists: [] } });
});

test('a time in a file without an index is refused by name; its keyframes play', async ({
  page,
  server,
  create,
  behave,
  harness,
}) => {
  const bytes = await readFile(new URL('../../assets/samples/no-index.flv', import.meta.url));
  const facts = await create('no-index.flv', bytes);
  behave({ prefix: await ownHead(harness, facts) });
  await setAssisted(page, false);
  const { seek: refused } = await open(page, { asked: { kind: 'time', timeMs: 7000 } });
  expect(refused).toMatchObject({ state: 'failed', error: { code: 'index_missing' }, raw: null });
  expect(server.seen).toEqual([]);
  expect(await seek(page, { kind: 'keyframe', keyframe: 3 })).toMatchObject({
    frame: 150,
    seek: { state: 'played', assists: [] },
  });
  await page.evaluate(() => window.harness.player.stepFrame(1));
  const next = await page.evaluate(() => window.harness.lastEnded());
  expect(next, 'what is in the buffer shows').toMatchObject({
    frame: 151,
    seek: { state: 'played', source: 'buffer' },
  });
});

test('behind the patch’s 13 bytes H.264 does not play: named within a second', async ({
  page,
  create,
}) => {
  const facts = await create('gop-2s.flv');
  await setAssisted(page, false);
  await open(page);
  for (const asked of [
    { kind: 'keyframe', keyframe: 9 },
    { kind: 'time', timeMs: 21_000 },
    { kind: 'offset', offset: facts.index.offsets[3] ?? 0 },
  ] as const) {
    const { seek: failed, ticks } = await page.evaluate(async (what) => {
      const seeking = window.harness.seek(what, 'keyframe');
      const newest = () => [...window.harness.seeks.values()].at(-1);
      let ticks = 0;
      while (newest()?.state === 'running') {
        await new Promise((resolve) => setTimeout(resolve, 50));
        if (newest()?.firstByteMs !== null) ticks += 1;
      }
      return { ...(await seeking), ticks };
    }, asked);
    expect(failed, asked.kind).toMatchObject({
      state: 'failed',
      isAssisted: false,
      assists: [],
      played: null,
      landed: { isKeyframe: true },
      raw: { isPlayable: false },
      error: { code: 'raw_unplayable' },
    });
    expect(failed.error?.message).toContain('No video sequence header');
    // A second after the first byte, by a clock that a busy processor slows down as it does the page.
    expect(ticks * 50).toBeLessThanOrEqual(1000);
    const state = await page.evaluate(() => window.harness.state);
    expect(state).toMatchObject({ phase: 'failed', error: { code: 'raw_unplayable' } });
    expect(await page.evaluate(() => window.harness.frame()), 'no old picture').toBeNull();
  }
});

test('switched on, what did not play is asked for again, and plays', async ({
  page,
  server,
  create,
}) => {
  await create('gop-2s.flv');
  await setAssisted(page, false);
  await open(page, { asked: { kind: 'keyframe', keyframe: 9 } });
  for (let round = 0; round < 3; round++) {
    await setAssisted(page, true);
    const shown = await page.evaluate(() => window.harness.lastEnded());
    expect(shown).toMatchObject({
      frame: 450,
      seek: { state: 'played', isAssisted: true, asked: { kind: 'keyframe', keyframe: 9 } },
    });
    expect(shown.seek.assists.map(({ code }) => code)).toContain('sequence_headers');
    await setAssisted(page, false);
    const failed = await page.evaluate(() => window.harness.lastEnded());
    expect(failed.seek).toMatchObject({ state: 'failed', isAssisted: false });
  }
  await expect.poll(() => server.openBodies()).toBe(0);
});

test('switched off and on while it plays, it goes on playing', async ({
  page,
  create,
  behave,
  harness,
}) => {
  const facts = await create('gop-2s.flv');
  behave({ prefix: await ownHead(harness, facts) });
  await open(page, { asked: { kind: 'keyframe', keyframe: 5 } });
  await page.evaluate(() => window.harness.player.play());
  for (const isAssisted of [false, true]) {
    await page.evaluate(() => window.harness.phase('playing'));
    await setAssisted(page, isAssisted);
    const { seek: done } = await page.evaluate(() => window.harness.lastEnded());
    expect(done).toMatchObject({ state: 'played', isAssisted, asked: { kind: 'time' } });
    expect(done.played?.timeMs).toBeGreaterThanOrEqual(10_000);
    const from = await page.evaluate(() => window.harness.video.currentTime);
    const goesOn = () => page.evaluate(() => window.harness.video.currentTime);
    await expect.poll(goesOn, 'the clock runs').toBeGreaterThan(from);
  }
});

test('an offset inside a tag is handed on as it came', async ({ page, create }) => {
  const facts = await create('gop-2s.flv');
  await setAssisted(page, false);
  await open(page);
  const offset = (facts.index.offsets[9] ?? 0) - 100;
  const { seek: failed } = await seek(page, { kind: 'offset', offset });
  expect(failed).toMatchObject({ state: 'failed', resync: null, assists: [] });
  expect(failed.error?.message).toContain('bytes after the prefix');
});

test('without a prefix a plain player takes it for no video', async ({ page, create, behave }) => {
  await create('gop-2s.flv');
  await setAssisted(page, false);
  await open(page);
  behave({ prefix: new Uint8Array() });
  const { seek: failed } = await seek(page, { kind: 'keyframe', keyframe: 9 });
  expect(failed.error?.message).toContain('where a plain player expects an FLV header');
  expect(failed.prefixHex).toMatch(/^09.{24}$/);
});

test('steps frame by frame inside what came', async ({ page, create, behave, harness }) => {
  const facts = await create('b-frames.flv');
  behave({ prefix: await ownHead(harness, facts) });
  await setAssisted(page, false);
  await open(page, { asked: { kind: 'keyframe', keyframe: 5 } });
  for (const [direction, frame] of [
    [1, 251],
    [1, 252],
    [-1, 251],
  ] as const) {
    const outcome = await page.evaluate((to) => {
      window.harness.player.stepFrame(to);
      return window.harness.lastEnded();
    }, direction);
    expect(outcome).toMatchObject({ frame, seek: { source: 'buffer', isAssisted: false } });
  }
});

test('a refusal is told in the words of the reproxy', async ({
  page,
  create,
  behave,
  acceptBadAnswers,
}) => {
  acceptBadAnswers();
  await create('gop-2s.flv');
  await setAssisted(page, false);
  await open(page);
  behave({ refusal: { status: 503, body: 'storage_unreachable: Storage is down.' } });
  const { seek: failed } = await seek(page, { kind: 'keyframe', keyframe: 9 });
  expect(failed).toMatchObject({
    state: 'failed',
    status: 503,
    raw: null,
    error: { code: 'storage_unreachable' },
  });
});
