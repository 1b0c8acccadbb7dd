import { expect, open, randomNumbers, seek, test } from './fixtures.ts';
import { promiseFrames } from './frame-promise.ts';

for (const name of ['gop-0.4s.flv', 'gop-2s.flv', 'b-frames.flv', 'late-start.flv']) {
  test(`${name}: 25 random offsets land on the next keyframe`, async ({ page, server, create }) => {
    const facts = await create(name);
    const frames = promiseFrames(facts);
    const { offsets, timesMs } = facts.index;
    const random = randomNumbers(25);
    await open(page);
    for (let n = 0; n < 25; n++) {
      const offset = 14 + Math.floor(random() * ((offsets.at(-1) ?? 0) - 14));
      const keyframe = offsets.findIndex((each) => each >= offset);
      const timeMs = (timesMs[keyframe] ?? 0) - facts.baseTimestampMs;
      const landedAt = offsets[keyframe] ?? 0;
      const outcome = await seek(page, { kind: 'offset', offset });
      expect(server.seen.at(-1)?.start).toBe(offset);
      expect(outcome, `offset ${offset}`).toMatchObject({
        frame: frames.numberOf(frames.indexAt(timeMs)),
        seek: {
          state: 'played',
          requestedOffset: offset,
          landed: { offset: landedAt, tagType: 9, timeMs, isKeyframe: true },
          resync: { bytesToKeyframe: landedAt - offset },
          played: { timeMs },
        },
      });
      expect(outcome.seek.resync?.reason).toContain('as the index says');
      expect(outcome.seek.assists).toContainEqual(
        expect.objectContaining({ code: 'resync', bytes: landedAt - offset }),
      );
    }
  });
}

test('an offset on a keyframe needs no resync', async ({ page, create }) => {
  const facts = await create('gop-2s.flv');
  await open(page);
  const { seek: done } = await seek(page, {
    kind: 'offset',
    offset: facts.index.offsets[9] ?? 0,
  });
  expect(done).toMatchObject({ state: 'played', resync: null, played: { timeMs: 18_023 } });
  expect(done.assists).toEqual([]);
});

test('an offset past the last keyframe is a finding, and the next seek plays', async ({
  page,
  create,
}) => {
  const facts = await create('gop-2s.flv');
  await open(page);
  const offset = (facts.index.offsets.at(-1) ?? 0) + 1;
  const { seek: failed } = await seek(page, { kind: 'offset', offset });
  expect(failed).toMatchObject({
    state: 'failed',
    status: 200,
    requestedOffset: offset,
    error: { code: 'no_keyframe_found' },
  });
  expect(await seek(page, { kind: 'keyframe', keyframe: 3 })).toMatchObject({ frame: 150 });
});

test('opens cold at a time and at an offset, with the right time on the clock', async ({
  page,
  server,
  create,
}) => {
  const facts = await create('b-frames.flv');
  const at = await open(page, { asked: { kind: 'time', timeMs: 21_300 }, accuracy: 'exact' });
  expect(at).toMatchObject({ frame: 530, seek: { state: 'played' } });
  expect(server.seen.map(({ start }) => start)).toEqual([facts.index.offsets[10]]);
  expect(at.seek.assists.map(({ code }) => code)).toContain('sequence_headers');

  await create('late-start.flv');
  const offset = 2_000_000;
  const cold = await open(page, { asked: { kind: 'offset', offset } });
  expect(cold.seek).toMatchObject({ state: 'played', requestedOffset: offset });
  const clockMs = await page.evaluate(() => window.harness.video.currentTime * 1000);
  expect(Math.abs(clockMs - (cold.seek.played?.timeMs ?? 0))).toBeLessThan(1);
});
