import { readFile } from 'node:fs/promises';
import type { BuiltTag, TagParts } from '../../app/flv/test-support/build-flv.ts';
import { flvOf } from '../../app/flv/test-support/build-flv.ts';
import { readTagSpans } from '../../scripts/lib/flv-tags.mjs';
import { expect, open, seek, test } from './fixtures.ts';
import { twoSizes } from './two-sizes.ts';

const sample = await readFile(new URL('../../assets/samples/sample.flv', import.meta.url));
const spans: readonly TagParts[] = readTagSpans(sample);
const isHeader = ({ type, data }: TagParts) => type === 9 && data[1] === 0;
const isKeyframe = ({ type, data }: TagParts) => type === 9 && data[0] === 0x17 && data[1] === 1;
const [header] = spans.filter(isHeader);
if (header === undefined) throw new Error('the sample has no AVC sequence header');

/** The sample, with something in front of each of its tags. */
const withBefore = (before: (tag: TagParts, i: number) => TagParts[]) =>
  flvOf(spans.flatMap((tag, i) => [...before(tag, i), tag])).bytes;

test('a sequence header between keyframes is left out, and listed', async ({ page, create }) => {
  const isDue = ({ type, timestampMs = 0 }: TagParts) => type === 9 && timestampMs % 2000 === 200;
  const facts = await create(
    'between.flv',
    withBefore((tag) => (isDue(tag) ? [{ ...header, timestampMs: tag.timestampMs ?? 0 }] : [])),
  );
  expect(facts.findings.map(({ code }) => code)).toContain('sequence_header_between_keyframes');
  await open(page);
  for (const timeMs of [21_000, 5_400, 43_960]) {
    const { seek: done, frame } = await seek(page, { kind: 'time', timeMs }, 'exact');
    expect(done).toMatchObject({ state: 'played', played: { timeMs }, error: null });
    expect(frame).toBe(timeMs / 40);
    expect(done.assists.map(({ code }) => code)).toContain('sequence_header_left_out');
  }
});

test('where PreviousTagSize is wrong everywhere, a keyframe is landed on exactly', async ({
  page,
  create,
}) => {
  for (const wrong of [() => 0, ({ data }: TagParts) => 15 + data.length]) {
    const facts = await create(
      'sizes.flv',
      flvOf(spans.map((tag) => ({ ...tag, previousTagSize: wrong(tag) }))).bytes,
    );
    await open(page);
    const { seek: done, frame } = await seek(page, { kind: 'keyframe', keyframe: 10 });
    expect(done).toMatchObject({
      state: 'played',
      resync: null,
      landed: { offset: facts.index.offsets[10], isKeyframe: true },
    });
    expect(frame).toBe(500);
  }
});

test('a first keyframe that is shown later than the frames after it', async ({ page, create }) => {
  const first = spans.findIndex(isKeyframe);
  const late = spans.map((tag, i) =>
    i === first
      ? { ...tag, data: Uint8Array.of(0x17, 1, 0, 0, 200, ...tag.data.subarray(5)) }
      : tag,
  );
  await create('late-keyframe.flv', flvOf(late).bytes);
  const { seek: opened } = await open(page);
  expect(opened).toMatchObject({ state: 'played', error: null });
  const { seek: done } = await seek(page, { kind: 'time', timeMs: 20_000 }, 'exact');
  expect(done).toMatchObject({ state: 'played', played: { timeMs: 20_000 } });
  const { seek: back } = await seek(page, { kind: 'time', timeMs: 80 }, 'exact');
  expect(back.state).toBe('played');
});

test('after a changed sequence header both parts play, in any order', async ({ page, create }) => {
  const { first, second } = await twoSizes();
  const shiftMs = 6000;
  const later = (readTagSpans(second) as readonly BuiltTag[])
    .filter(({ type }) => type !== 18)
    .map((tag) => ({ ...tag, timestampMs: (tag.timestampMs ?? 0) + shiftMs }));
  const facts = await create('two-sizes.flv', flvOf([...readTagSpans(first), ...later]).bytes);
  expect(facts.sequenceHeaderChanges).toHaveLength(1);
  await open(page);
  for (const timeMs of [9000, 2000, 11_000, 5000]) {
    const { seek: done } = await seek(page, { kind: 'time', timeMs }, 'exact');
    expect(done).toMatchObject({ state: 'played', played: { timeMs }, error: null });
    const width = await page.evaluate(() => document.querySelector('video')?.videoWidth);
    expect(width).toBe(timeMs < shiftMs ? 320 : 640);
  }
});
