import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { bytesSource } from './byte-source.ts';
import { scanFlv } from './scan.ts';
import { type ReadTag, TagReader } from './tag-reader.ts';
import {
  aacData,
  avcAacFlv,
  avcData,
  chunked,
  fileHeader,
  joined,
  noise,
  tagBytes,
} from './test-support/build-flv.ts';

const scanBytes = (bytes: Uint8Array, blockBytes = 512) =>
  scanFlv(bytesSource(bytes), { blockBytes });

const codesOf = (scan: { findings: { code: string }[] }) => scan.findings.map(({ code }) => code);

function readAll(bytes: Uint8Array, lengths: number[] = []): { tags: ReadTag[]; codes: string[] } {
  const reader = new TagReader();
  const tags = chunked(bytes, lengths).flatMap((chunk) => reader.push(chunk));
  tags.push(...reader.finish());
  return { tags, codes: codesOf({ findings: reader.findings() }) };
}

describe('TagReader', () => {
  const flv = avcAacFlv({ frames: 20 });

  test('gives every tag whole, with what its first bytes say', () => {
    const { tags, codes } = readAll(flv.bytes, [100]);
    expect(codes).toEqual([]);
    expect(tags.map(({ offset }) => offset)).toEqual(flv.tags.map(({ offset }) => offset));
    for (const [i, tag] of tags.entries()) {
      const built = flv.tags[i];
      expect(tag.bytes).toEqual(built && tagBytes({ ...built, previousTagSize: null }));
      expect(tag.header.timestampMs).toBe(built?.timestampMs);
      expect(tag.isPreviousTagSizeRight).toBe(true);
    }
    expect(tags[0]).toMatchObject({ audio: null, video: { isSequenceHeader: true, codec: 7 } });
    expect(tags[1]).toMatchObject({ audio: { isSequenceHeader: true, codec: 10 }, video: null });
  });

  test('gives a tag as soon as the next one has begun', () => {
    const reader = new TagReader();
    const secondAt = flv.tags[1]?.offset ?? 0;
    expect(reader.push(flv.bytes.subarray(0, secondAt + 11))).toEqual([]);
    expect(reader.push(flv.bytes.subarray(secondAt + 11, secondAt + 12))).toHaveLength(1);
  });

  test('starts at a tag when told so', () => {
    const reader = new TagReader('tag');
    const tail = flv.bytes.subarray(flv.tags[30]?.offset);
    expect([...reader.push(tail), ...reader.finish()]).toHaveLength(flv.tags.length - 30);
    expect(reader.findings()).toEqual([]);
  });

  test('reads nothing out of a stream that is no FLV', () => {
    const { tags, codes } = readAll(noise(5000), [500]);
    expect({ tags, codes }).toEqual({ tags: [], codes: ['not_flv'] });
  });
});

/** Bytes that look like FLV in places: the interesting kind of garbage. */
const almostFlv = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 40 }),
      fc.constantFrom(8, 9, 18, 15).chain((type) =>
        fc
          .tuple(
            fc.uint8Array({ maxLength: 60 }),
            fc.option(fc.nat(100)),
            fc.constantFrom(0x17, 0xaf),
          )
          .map(([body, trailer, first]) => {
            const data = joined([Uint8Array.of(first, 1), body]);
            return tagBytes({
              type,
              data,
              ...(trailer === null ? {} : { previousTagSize: trailer }),
            });
          }),
      ),
      fc.constant(fileHeader()),
      fc.constant(tagBytes({ type: 8, data: aacData(1, noise(20)) })),
    ),
    { maxLength: 40 },
  )
  .map((pieces) => joined([fileHeader(), ...pieces]));

describe('scanFlv and TagReader', () => {
  test('any bytes end in a value', async () => {
    const anyBytes = fc.uint8Array({ maxLength: 400 });
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyBytes, almostFlv), async (bytes) => {
        const scan = await scanBytes(bytes);
        expect(scan.tagCount).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 300 },
    );
  });

  test('see the same tags and findings in the same bytes, for any chunking', async () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(almostFlv, lengths, async (bytes, chunkLengths) => {
        const atOnce = readAll(bytes);
        expect(readAll(bytes, chunkLengths)).toEqual(atOnce);
        const scan = await scanBytes(bytes);
        expect(scan.tagCount).toBe(atOnce.tags.length);
        const keyframes = atOnce.tags.filter(({ video }) => video?.isKeyframe);
        expect(Array.from(scan.keyframes.offsets)).toEqual(keyframes.map(({ offset }) => offset));
        expect(codesOf(scan)).toEqual(expect.arrayContaining(atOnce.codes));
      }),
      { numRuns: 300 },
    );
  });

  test('hostile bytes cost linear time', async () => {
    const tag = tagBytes({ type: 9, data: avcData(1, 1, 0, noise(5)) });
    const lie = Uint8Array.of(9, 0x0f, 0xff, 0xff, 0, 0, 0, 0, 0, 0, 0, 0x17);
    const hostile = joined([
      fileHeader(),
      ...Array.from({ length: 30_000 }, (_, i) => (i % 2 ? tag : lie)),
    ]);
    const startMs = performance.now();
    const scan = await scanFlv(bytesSource(hostile));
    expect(performance.now() - startMs).toBeLessThan(5000);
    expect(codesOf(scan)).toContain('damaged');
  });
});

const samples = join(import.meta.dirname, '../../assets/samples');

describe('the sample files', () => {
  test.each(readdirSync(samples).filter((name) => name.endsWith('.flv')))(
    '%s: scan and streaming read agree',
    async (name) => {
      const bytes = new Uint8Array(await readFile(join(samples, name)));
      const scan = await scanBytes(bytes, 1 << 16);
      const { tags } = readAll(bytes, [1460]);
      expect(scan.tagCount).toBe(tags.length);
      expect(tags.filter(({ isPreviousTagSizeRight }) => !isPreviousTagSizeRight)).toEqual([]);
      const keyframes = tags.filter(({ video }) => video?.isKeyframe);
      expect(Array.from(scan.keyframes.offsets)).toEqual(keyframes.map(({ offset }) => offset));
    },
  );
});
