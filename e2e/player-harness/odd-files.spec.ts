import { readFile } from 'node:fs/promises';
import { specPrefix } from '../../app/flv/prefix.ts';
import { withTrailer } from '../../app/flv/synthetic-head.ts';
import { type ReadTag, TagReader } from '../../app/flv/tag-reader.ts';
import { expect, open, seek, test } from './fixtures.ts';

const sample = (name: string) => readFile(new URL(`../../assets/samples/${name}`, import.meta.url));

test('Sorenson: is asked for and inspected, without a picture', async ({
  page,
  server,
  create,
}) => {
  const facts = await create('sorenson.flv', await sample('sorenson.flv'));
  const { seek: opened } = await open(page);
  expect(opened).toMatchObject({ state: 'inspected', status: 200, prefixHex: null, error: null });
  const offset = facts.index.offsets[1] ?? 0;
  const { seek: done } = await seek(page, { kind: 'keyframe', keyframe: 1 });
  expect(done).toMatchObject({
    state: 'inspected',
    requestedOffset: offset,
    prefixHex: '464c5601010000000900000009',
    landed: { offset, isKeyframe: true },
    played: null,
  });
  const { seek: inside } = await seek(page, { kind: 'offset', offset: offset - 7 });
  expect(inside).toMatchObject({ state: 'inspected', resync: { bytesToKeyframe: 7 } });
  await expect.poll(() => server.openBodies()).toBe(0);
  const state = await page.evaluate(() => window.harness.state);
  expect(state).toMatchObject({ phase: 'failed', error: { code: 'codec_unplayable' } });
});

for (const [name, bytes, code] of [
  ['empty.flv', new Uint8Array(), 'not_flv'],
  ['words.flv', new TextEncoder().encode('this is no video\n'.repeat(99)), 'not_flv'],
] as const) {
  test(`${name}: says what came`, async ({ page, create }) => {
    await create(name, bytes);
    const { seek: failed } = await open(page);
    expect(failed).toMatchObject({ state: 'failed', status: 200, error: { code } });
  });
}

test('sound only: plays from the asked time, and says that the offset is an estimate', async ({
  page,
  create,
}) => {
  const facts = await create('audio-only.flv', await sample('audio-only.flv'));
  await open(page);
  for (const share of [0.5, 0.9, 0.1, 0.999]) {
    const timeMs = (facts.durationMs ?? 0) * share;
    const { seek: done } = await seek(page, { kind: 'time', timeMs }, 'exact');
    expect(done).toMatchObject({ state: 'played' });
    expect(Math.abs((done.played?.timeMs ?? 0) - timeMs)).toBeLessThan(1);
    if (done.source === 'network') {
      expect(done.assists.map(({ code }) => code)).toContain('keyframe_index');
    }
  }
});

test('damaged in the middle: seeks behind the damage', async ({ page, create }) => {
  const bytes = await sample('no-index.flv');
  const facts = await create('damaged.flv', Uint8Array.from(bytes).fill(0xaa, 60_000, 60_600));
  await open(page);
  // A source that has ended lasts as long as what it holds: here up to the damage.
  const duration = () => page.evaluate(() => document.querySelector('video')?.duration ?? 0);
  await expect.poll(duration).toBeLessThan(4);
  for (const timeMs of [6000, 0, 4000]) {
    const { seek: done } = await seek(page, { kind: 'time', timeMs }, 'keyframe');
    expect(done).toMatchObject({ state: 'played', played: { timeMs } });
  }
  expect(facts.findings.map(({ code }) => code)).toContain('damaged');
});

test('without an index: seeks by the scanned one, and says so', async ({ page, create }) => {
  await create('no-index.flv', await sample('no-index.flv'));
  await open(page);
  const outcome = await seek(page, { kind: 'keyframe', keyframe: 3 });
  expect(outcome).toMatchObject({ frame: 150, seek: { state: 'played' } });
  if (outcome.seek.source === 'network') {
    expect(outcome.seek.assists.map(({ code }) => code)).toContain('keyframe_index');
  }
});

test('cut short: plays to where it ends', async ({ page, create }) => {
  const facts = await create('cut-short.flv', await sample('cut-short.flv'));
  await open(page);
  const last = facts.frameTimesMs.length - 1;
  const outcome = await seek(page, { kind: 'time', timeMs: 1e9 }, 'exact');
  expect(outcome).toMatchObject({ frame: last, seek: { state: 'played' } });
});

test('overwritten in the middle: the pictures before and after it show', async ({
  page,
  create,
}) => {
  const bytes = await sample('sample.flv');
  bytes.fill(0x55, 400_000, 400_600);
  const facts = await create('damaged.flv', bytes);
  await open(page);
  for (const keyframe of [0, 5, facts.index.offsets.length - 1]) {
    const { seek: done } = await seek(page, { kind: 'keyframe', keyframe });
    expect(done.state).toBe('played');
  }
});

test('a second, broken onMetaData in the middle does not end seeking', async ({ page, create }) => {
  const bytes = await sample('sample.flv');
  const { index } = await create('sample.flv', bytes);
  const at = index.offsets[3] ?? 0;
  // onMetaData with an object of keyframes that has neither times nor positions.
  const text = (value: string) => [0, value.length, ...new TextEncoder().encode(value)];
  const end = [0, 0, 9];
  const name = [2, ...text('onMetaData'), 3, ...text('keyframes'), 3, ...end, ...end];
  const script = Uint8Array.of(18, 0, 0, name.length, 0, 0, 0, 0, 0, 0, 0, ...name);
  const trailer = Uint8Array.of(0, 0, 0, script.length);
  const parts = [bytes.subarray(0, at), script, trailer, bytes.subarray(at)];
  await create('two-heads.flv', Buffer.concat(parts));
  await open(page, { asked: { kind: 'keyframe', keyframe: 2 } });
  const readToMs = () => page.evaluate(() => window.harness.state?.buffered.at(-1)?.[1] ?? 0);
  await expect.poll(readToMs, 'read on behind it, which is at 6 s').toBeGreaterThan(7000);
  for (const [keyframe, frame] of [
    [3, 150],
    [20, 1000],
    [1, 50],
  ] as const) {
    expect(await seek(page, { kind: 'keyframe', keyframe })).toMatchObject({ frame });
  }
});

test('without its sequence header: says so, and is inspected', async ({ page, create }) => {
  const bytes = await sample('sample.flv');
  const facts = await create('sample.flv', bytes);
  const header = Buffer.from(facts.sequenceHeaders.video ?? '', 'base64');
  const at = bytes.indexOf(header);
  const cut = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + header.length + 4)]);
  await create('headless.flv', cut);
  const { seek: done } = await open(page);
  expect(done.state).toBe('inspected');
  const state = await page.evaluate(() => window.harness.state);
  expect(state).toMatchObject({ phase: 'failed', error: { code: 'sequence_header_missing' } });
});

test('flags that promise sound which never comes: mended and listed; without assistance named', async ({
  page,
  create,
  behave,
  harness,
}) => {
  await create('no-audio.flv');
  const bytes = await readFile(`${harness.mediaDir}/no-audio.flv`);
  bytes[4] = 5;
  const facts = await create('no-audio-flagged.flv', bytes);
  const opened = await open(page, { asked: { kind: 'keyframe', keyframe: 4 } });
  expect(opened).toMatchObject({ frame: 200, seek: { state: 'played' } });
  expect(opened.seek.assists).toContainEqual(
    expect.objectContaining({ code: 'header_flags', bytes: 1 }),
  );
  await page.evaluate(() => window.harness.player.setAssisted(false));
  await page.evaluate(() => window.harness.lastEnded());
  // Without onMetaData, which knows better, flv.js believes the flags.
  const header = Buffer.from(facts.sequenceHeaders.video ?? '', 'base64');
  behave({ prefix: Buffer.concat([specPrefix(5), withTrailer(header)]) });
  const { seek: failed } = await seek(page, { kind: 'keyframe', keyframe: 4 });
  expect(failed).toMatchObject({ state: 'failed', error: { code: 'raw_unplayable' } });
  expect(failed.error?.message).toMatch(/promises audio, (which never|and none) comes/);
});

test('sound only plays without assistance too', async ({ page, create }) => {
  await create('audio-only.flv', await sample('audio-only.flv'));
  await page.evaluate(() => window.harness.player.setAssisted(false));
  const { seek: done } = await open(page);
  expect(done).toMatchObject({ state: 'played', assists: [], raw: { isPlayable: true } });
});

/** A file of the tags of one type. */
async function tagsOf(type: number, isKept: (tag: ReadTag) => boolean): Promise<Uint8Array> {
  const tags = new TagReader().push(await sample('sample.flv'));
  const kept = tags.filter((tag) => tag.header.type === type && isKept(tag));
  return Buffer.concat([specPrefix(4), ...kept.flatMap(({ bytes }) => withTrailer(bytes))]);
}

test('AAC alone: plays with its sequence header, and without it says what is missing', async ({
  page,
  create,
}) => {
  const whole = await create('aac.flv', await tagsOf(8, () => true));
  expect(whole.isPlayable).toBe(true);
  expect((await open(page)).seek).toMatchObject({ state: 'played', error: null });

  const bytes = await tagsOf(8, ({ audio }) => audio?.isFrame ?? false);
  const facts = await create('headless.flv', bytes);
  expect(facts).toMatchObject({
    isPlayable: false,
    notPlayable: { code: 'sequence_header_missing' },
  });
  expect((await open(page)).seek).toMatchObject({ state: 'inspected', error: null });
  expect(await page.evaluate(() => window.harness.state?.error)).toEqual(facts.notPlayable);
});
