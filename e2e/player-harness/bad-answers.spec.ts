import { readFile } from 'node:fs/promises';
import { expect, open, seek, test } from './fixtures.ts';

test('a refusal is told in the words of the reproxy, and the next seek plays', async ({
  page,
  create,
  behave,
  acceptBadAnswers,
}) => {
  acceptBadAnswers();
  await create('gop-2s.flv');
  await open(page);
  const refusal = { status: 503, body: 'storage_unreachable: Storage is down.\nTried: nothing.' };
  behave({ refusal });
  const { seek: failed } = await seek(page, { kind: 'keyframe', keyframe: 9 });
  expect(failed).toMatchObject({
    state: 'failed',
    status: 503,
    requestedOffset: expect.any(Number),
    error: { code: 'storage_unreachable', message: 'Storage is down.' },
  });
  expect(failed.error?.fix).toContain('Start that storage node');
  const state = await page.evaluate(() => window.harness.state);
  expect(state).toMatchObject({ phase: 'failed', error: { code: 'storage_unreachable' } });

  behave({ refusal: null });
  const outcome = await seek(page, { kind: 'keyframe', keyframe: 9 });
  expect(outcome).toMatchObject({ frame: 450, seek: { state: 'played' } });
  expect(await page.evaluate(() => window.harness.state)).toMatchObject({ error: null });
});

test('a refusal in other words is told by its status', async ({
  page,
  create,
  behave,
  acceptBadAnswers,
}) => {
  acceptBadAnswers();
  await create('gop-2s.flv');
  behave({ refusal: { status: 404, body: '<h1>Not Found</h1>' } });
  const { seek: failed } = await open(page);
  expect(failed).toMatchObject({ state: 'failed', status: 404, error: { code: 'answer_status' } });
});

test('offsets beyond the end are asked for, and refused by the server', async ({
  page,
  server,
  create,
  acceptBadAnswers,
}) => {
  acceptBadAnswers();
  const facts = await create('gop-2s.flv');
  await open(page);
  const offset = facts.sizeBytes + 5;
  const { seek: failed } = await seek(page, { kind: 'offset', offset });
  expect(server.seen.at(-1)?.start).toBe(offset);
  expect(failed).toMatchObject({
    state: 'failed',
    status: 416,
    error: { code: 'start_beyond_end' },
  });
});

test('a keyframe that the index has not is refused without asking', async ({
  page,
  server,
  create,
}) => {
  await create('gop-2s.flv');
  await open(page);
  const asked = server.seen.length;
  const { seek: failed } = await seek(page, { kind: 'keyframe', keyframe: 15 });
  expect(failed).toMatchObject({ state: 'failed', error: { code: 'keyframe_unknown' } });
  expect(server.seen.length).toBe(asked);
});

test('a missing prefix is named, with the bytes that came instead', async ({
  page,
  create,
  behave,
}) => {
  await create('gop-2s.flv');
  await open(page);
  behave({ prefix: new Uint8Array() });
  const { seek: failed } = await seek(page, { kind: 'keyframe', keyframe: 9 });
  expect(failed).toMatchObject({ state: 'failed', status: 200, error: { code: 'prefix_invalid' } });
  expect(failed.prefixHex).toMatch(/^09.{24}$/);
});

test('a prefix sent twice is skipped, and listed', async ({ page, create, behave, server }) => {
  await create('gop-2s.flv');
  await open(page);
  const { prefix } = server.behaviour;
  behave({ prefix: Uint8Array.of(...prefix, ...prefix) });
  const outcome = await seek(page, { kind: 'keyframe', keyframe: 9 });
  expect(outcome).toMatchObject({
    frame: 450,
    seek: { state: 'played', resync: { bytesToKeyframe: 0 } },
  });
});

test('bytes of another place are played where they belong', async ({ page, create, behave }) => {
  const facts = await create('gop-2s.flv');
  await open(page);
  const { offsets } = facts.index;
  const asked = offsets[9] ?? 0;
  behave({ shiftBytes: (offsets[4] ?? 0) - asked });
  const outcome = await seek(page, { kind: 'keyframe', keyframe: 9 });
  expect(outcome).toMatchObject({
    frame: 200,
    seek: {
      requestedOffset: asked,
      landed: { offset: offsets[4], timeMs: 8023 },
      played: { timeMs: 8023 },
    },
  });
});

test('a body that is cut is asked for again, and that is listed', async ({
  page,
  server,
  create,
  behave,
  acceptBadAnswers,
}) => {
  acceptBadAnswers();
  const facts = await create('gop-10s.flv');
  await open(page);
  const start = facts.index.offsets[2] ?? 0;
  let cut = () => {};
  const until = new Promise<void>((resolve) => {
    cut = resolve;
  });
  behave({ cuts: 1, cutAfterBytes: 150_000, hold: { afterBytes: 150_000, until } });
  const sought = seek(page, { kind: 'time', timeMs: 26_000 }, 'exact');
  // A browser may throw away what nobody has read when the connection breaks.
  await page.waitForFunction(() => {
    const { buffered } = window.harness.video;
    return buffered.length > 0 && buffered.end(buffered.length - 1) > 20.2;
  });
  cut();
  const outcome = await sought;
  expect(outcome).toMatchObject({ frame: 649, seek: { state: 'played', requestedOffset: start } });
  expect(outcome.seek.assists.map(({ code }) => code)).toContain('reconnect');
  const again = server.seen.filter(({ seekId }) => seekId === outcome.seek.id);
  expect(again).toHaveLength(2);
  expect(again[1]?.start).toBeGreaterThan(start);
});

test('a body that is always cut fails, and says how many bytes should have come', async ({
  page,
  create,
  behave,
  acceptBadAnswers,
}) => {
  acceptBadAnswers();
  await create('gop-10s.flv');
  await open(page);
  behave({ cuts: 99, cutAfterBytes: 1000 });
  const { seek: failed } = await seek(page, { kind: 'time', timeMs: 26_000 }, 'exact');
  expect(failed).toMatchObject({ state: 'failed', error: { code: 'body_cut' } });
  expect(failed.error?.message).toContain('of 1627040 bytes');
});

test('no server: the seek fails with a reason', async ({ page, create, acceptBadAnswers }) => {
  acceptBadAnswers();
  await create('gop-2s.flv');
  await page.route('**/v/**', (route) => route.abort('connectionrefused'));
  const { seek: failed } = await open(page);
  expect(failed).toMatchObject({ state: 'failed', status: null, error: { code: 'no_answer' } });
  await page.unroute('**/v/**');
  expect(await open(page)).toMatchObject({ frame: 0 });
});

test('a slow server: the seek waits for its bytes instead of calling it a stall', async ({
  page,
  create,
  behave,
}) => {
  await create('gop-10s.flv');
  await open(page);
  behave({ bytesPerSecond: 400_000 });
  const outcome = await seek(page, { kind: 'time', timeMs: 28_000 }, 'exact');
  expect(outcome).toMatchObject({ frame: 699, seek: { state: 'played', error: null } });
  expect(outcome.seek.firstPictureMs).toBeGreaterThan(2000);
});

for (const [when, afterBytes] of [
  ['before its head', -1],
  ['in the middle of the keyframe', 5000],
] as const) {
  test(`a server that goes quiet ${when} is named within a second, and may go on`, async ({
    page,
    create,
    behave,
  }) => {
    await create('gop-2s.flv');
    await open(page);
    for (const isAssisted of [true, false]) {
      await page.evaluate((is) => window.harness.player.setAssisted(is), isAssisted);
      await page.evaluate(() => window.harness.lastEnded());
      let goOn: () => void = () => undefined;
      const until = new Promise<void>((resolve) => {
        goOn = resolve;
      });
      behave({ hold: { afterBytes, until } });
      const running = seek(page, { kind: 'keyframe', keyframe: 9 });
      const newest = () => page.evaluate(() => [...window.harness.seeks.values()].at(-1));
      await expect.poll(async () => (await newest())?.error?.code).toBe('answer_stalled');
      expect(await newest()).toMatchObject({ state: 'running', isAssisted });
      expect((await newest())?.error?.message).toContain('No byte came for 1000 ms');
      goOn();
      behave({ hold: null });
      const { seek: done } = await running;
      expect(done).toMatchObject(
        isAssisted
          ? { state: 'played', error: null }
          : { state: 'failed', error: { code: 'raw_unplayable' } },
      );
    }
  });
}

test('what the decoder cannot take fails by name, and the next seek plays', async ({
  page,
  create,
}) => {
  const bytes = await readFile(new URL('../../assets/samples/sample.flv', import.meta.url));
  const { index } = await create('sample.flv', bytes);
  const at = index.offsets[5] ?? 0;
  // The tag, its length and the unit's length stay; the picture in it is gone.
  bytes.fill(0xff, at + 20, at + (index.sizes[5] ?? 0));
  await create('broken-keyframe.flv', bytes);
  await open(page);
  const { seek: failed } = await seek(page, { kind: 'keyframe', keyframe: 5 });
  expect(failed.state).toBe('failed');
  expect(failed.error?.code).toMatch(/^(decode_failed|picture_wrong|picture_missing)$/);
  expect(await seek(page, { kind: 'keyframe', keyframe: 9 })).toMatchObject({
    frame: 450,
    seek: { state: 'played', error: null },
  });
});
