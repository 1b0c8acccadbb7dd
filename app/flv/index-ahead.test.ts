import { expect, test } from 'vitest';
import { bytesSource } from './byte-source.ts';
import { keyframesAhead } from './index-ahead.ts';
import { scanFlv } from './scan.ts';
import type { FlvScan } from './scan-result.ts';
import { avcAacFlv, avcData, type BuiltFlv, noise } from './test-support/build-flv.ts';
import { declaring } from './test-support/declaring-flv.ts';

/** What a scan knows of a file at an early look at the progress, after which it ends. */
async function outlineOf({ bytes }: BuiltFlv): Promise<FlvScan> {
  let outline: Promise<FlvScan | null> | undefined;
  const ending = new AbortController();
  const scanning = scanFlv(bytesSource(bytes), {
    signal: ending.signal,
    blockBytes: 512,
    onProgress(progress) {
      if (progress.keyframes.offsets.length < 3) return;
      outline = progress.outline();
      ending.abort();
    },
    turnMs: 0,
  });
  await expect(scanning).rejects.toMatchObject({ name: 'AbortError' });
  const scan = await outline;
  if (!scan) throw new Error('the scan was never asked for an outline');
  return scan;
}

/** 400 s, a keyframe every 2 s; long enough for more than one look at the progress. */
const long = (baseMs = 0) => avcAacFlv({ frames: 10_000, framesPerGop: 50, baseMs }).tags;

const whole = async (flv: BuiltFlv) => scanFlv(bytesSource(flv.bytes));

test('what is found and what is declared further on are together all keyframes', async () => {
  const flv = declaring((truth) => truth, long());
  const outline = await outlineOf(flv);
  const ahead = keyframesAhead(outline);
  const { keyframes } = await whole(flv);
  expect(outline.keyframes.offsets.length).toBeLessThan(keyframes.offsets.length);
  expect([...outline.keyframes.offsets, ...ahead.offsets]).toEqual([...keyframes.offsets]);
  expect([...outline.keyframes.ptsMs, ...ahead.ptsMs]).toEqual([...keyframes.ptsMs]);
});

test('an index that counts from the first timestamp is put on the clock of the file', async () => {
  const flv = declaring(
    ({ times, filepositions }) => ({ times: times.map((time) => time - 5), filepositions }),
    long(5000),
  );
  const ahead = keyframesAhead(await outlineOf(flv));
  const { keyframes } = await whole(flv);
  expect(ahead.ptsMs).toEqual([...keyframes.ptsMs].slice(-ahead.ptsMs.length));
});

test('an index that counts from the first picture is put on it too', async () => {
  const flv = declaring(
    ({ times, filepositions }) => ({ times: times.map((time) => time - 0.023), filepositions }),
    long(23),
  );
  const ahead = keyframesAhead(await outlineOf(flv));
  const { keyframes } = await whole(flv);
  expect(ahead.ptsMs).toEqual([...keyframes.ptsMs].slice(-ahead.ptsMs.length));
});

test('an index of decode times becomes one of presentation times', async () => {
  const later = long().map((tag) =>
    tag.data[0] === 0x17 && tag.data[1] === 1
      ? { ...tag, data: avcData(1, 1, 80, noise(60, 3)) }
      : tag,
  );
  const flv = declaring((truth) => truth, later);
  const ahead = keyframesAhead(await outlineOf(flv));
  const { keyframes } = await whole(flv);
  expect(ahead.ptsMs).toEqual([...keyframes.ptsMs].slice(-ahead.ptsMs.length));
});

test('entries that no keyframe can be at are left out, the others put in file order', async () => {
  const flv = declaring(({ times, filepositions, sizeBytes }) => {
    const entries = times.map((time, at) => [time, filepositions[at] ?? 0] as const);
    const last = entries.at(-1) ?? [0, 0];
    const odd = [last, [1, sizeBytes + 5], [1, -7], [1, 2.5], [Number.NaN, last[1] - 1], [1e15, 9]];
    const all = [...odd, ...entries.toReversed()] as [number, number][];
    return { times: all.map(([time]) => time), filepositions: all.map(([, offset]) => offset) };
  }, long());
  const { offsets } = keyframesAhead(await outlineOf(flv));
  const { keyframes } = await whole(flv);
  expect(offsets.length).toBeGreaterThan(0);
  expect(offsets).toEqual([...keyframes.offsets].slice(-offsets.length));
});

test.each([-100, -4, 3, 100])(
  'entries that all miss by %d bytes are counted once, wherever reading stands',
  async (missedBy) => {
    const flv = declaring(
      ({ times, filepositions }) => ({
        times,
        filepositions: filepositions.map((offset) => offset + missedBy),
      }),
      avcAacFlv({ frames: 100, framesPerGop: 10 }).tags,
    );
    const { keyframes, sizeBytes } = await whole(flv);
    // Before that nothing shows by how much they miss.
    const places = flv.tags.filter(({ offset }) => offset > (keyframes.offsets[4] ?? 0));
    const counts = places.map(async ({ offset }) => {
      const read = await scanFlv(bytesSource(flv.bytes.subarray(0, offset)));
      return read.keyframes.offsets.length + keyframesAhead({ ...read, sizeBytes }).offsets.length;
    });
    expect(new Set(await Promise.all(counts))).toEqual(new Set([keyframes.offsets.length]));
  },
);

test('a file without an index declares nothing ahead', async () => {
  const scan = await whole(avcAacFlv());
  expect(keyframesAhead(scan)).toEqual({ ptsMs: [], offsets: [] });
});

test('there is no outline before each promised track has begun', async () => {
  const outlines: (FlvScan | null)[] = [];
  const flv = avcAacFlv({ frames: 1, bodySize: 600 });
  await scanFlv(bytesSource(flv.bytes), {
    blockBytes: 512,
    onProgress: async ({ outline }) => outlines.push(await outline()),
  });
  expect(outlines[0]).toBeNull();
});
