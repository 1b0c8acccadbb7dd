import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ByteSource, blobSource, bytesSource } from './byte-source.ts';
import { scanFlv } from './scan.ts';
import { type ReadTag, TagReader } from './tag-reader.ts';
import {
  aacData,
  amfName,
  avcAacFlv,
  avcData,
  type BuiltFlv,
  chunked,
  fileHeader,
  flvOf,
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

const withMetadata = (flv: BuiltFlv) =>
  flvOf([
    { type: 18, data: joined([amfName('onMetaData'), Uint8Array.of(8, 0, 0, 0, 0, 0, 0, 9)]) },
    ...flv.tags,
  ]);

describe('scanFlv on a sound file', () => {
  const flv = withMetadata(avcAacFlv({ frames: 50, framesPerGop: 10 }));
  const keyframes = flv.tags.filter((tag) => tag.data[0] === 0x17 && tag.data[1] === 1);

  test('finds every keyframe with its times, offset and size', async () => {
    const scan = await scanBytes(flv.bytes);
    expect(Array.from(scan.keyframes.offsets)).toEqual(keyframes.map((tag) => tag.offset));
    expect(Array.from(scan.keyframes.dtsMs)).toEqual([0, 400, 800, 1200, 1600]);
    expect(Array.from(scan.keyframes.ptsMs)).toEqual([0, 400, 800, 1200, 1600]);
    expect(Array.from(scan.keyframes.sizes)).toEqual(keyframes.map((tag) => 11 + tag.data.length));
  });

  test('lists the presentation times of all frames in order', async () => {
    const { frameTimesMs } = await scanBytes(flv.bytes);
    const shown = Array.from({ length: 50 }, (_, n) => n * 40 + (n % 2 === 0 ? 0 : 80));
    expect(Array.from(frameTimesMs)).toEqual(shown.sort((a, b) => a - b));
  });

  test('counts, names codecs, keeps sequence headers whole', async () => {
    const scan = await scanBytes(flv.bytes);
    expect(scan).toMatchObject({
      format: 'flv',
      tagCount: 153,
      videoTagCount: 51,
      audioTagCount: 101,
      videoCodec: { id: 7, isPlayable: true },
      audioCodec: { id: 10, isPlayable: true },
      baseTimestampMs: 0,
      firstMediaOffset: keyframes[0]?.offset,
      lastTimestampMs: 49 * 40 + 20,
    });
    const [, video, audio] = flv.tags;
    const stored = (tag: typeof video) => tag && tagBytes({ ...tag, previousTagSize: null });
    expect(scan.sequenceHeaders.video).toEqual({ offset: video?.offset, bytes: stored(video) });
    expect(scan.sequenceHeaders.audio).toEqual({ offset: audio?.offset, bytes: stored(audio) });
    expect(codesOf(scan)).toEqual(['no_index']);
  });

  test('is the same for any block size and for a Blob', async () => {
    const large = avcAacFlv({ frames: 40, bodySize: 3000 }).bytes;
    const whole = await scanBytes(large, large.length);
    for (const blockBytes of [512, 4096, 5000, 8191, 16_384]) {
      expect(await scanBytes(large, blockBytes)).toEqual(whole);
    }
    expect(await scanFlv(blobSource(new Blob([Uint8Array.from(large)])))).toEqual(whole);
  });

  test('skips the bodies that exceed a block', async () => {
    const large = avcAacFlv({ frames: 10, framesPerGop: 5, bodySize: 100_000 }).bytes;
    let bytesRead = 0;
    const source: ByteSource = {
      sizeBytes: large.length,
      read: async (offset, length) => {
        bytesRead += Math.min(length, large.length - offset);
        return large.subarray(offset, offset + length);
      },
    };
    const scan = await scanFlv(source, { blockBytes: 4096 });
    expect(scan.keyframes.offsets).toHaveLength(2);
    expect(bytesRead).toBeLessThan(large.length / 5);
  });

  test('counts timestamps on past 2^31 and 2^32', async () => {
    for (const baseMs of [0x7fff_ffff - 300, -300, 0xff_ffff - 300]) {
      const scan = await scanBytes(avcAacFlv({ frames: 50, framesPerGop: 10, baseMs }).bytes);
      expect(scan.baseTimestampMs).toBe(baseMs);
      expect(Array.from(scan.keyframes.dtsMs, (ms) => ms - baseMs)).toEqual([
        0, 400, 800, 1200, 1600,
      ]);
      expect(codesOf(scan)).not.toContain('timestamp_backwards');
    }
  });
});

describe('scanFlv while it runs', () => {
  const { bytes } = avcAacFlv({ frames: 200, bodySize: 500 });

  test('shows keyframes that are usable before the end', async () => {
    const seen: number[] = [];
    const scan = await scanFlv(bytesSource(bytes), {
      blockBytes: 8192,
      onProgress: ({ bytesScanned, keyframes }) => {
        if (seen.length === 0) expect(bytesScanned).toBeLessThan(bytes.length / 2);
        seen.push(...keyframes.offsets.slice(0, 1));
      },
    });
    expect(seen[0]).toBe(scan.keyframes.offsets[0]);
  });

  test('ends when it is aborted', async () => {
    const controller = new AbortController();
    const scan = scanFlv(bytesSource(bytes), {
      blockBytes: 4096,
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(scan).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('rejects as its source does', async () => {
    const source: ByteSource = {
      sizeBytes: bytes.length,
      read: async (offset, length) => {
        if (offset > 20_000) throw new Error('the disk is gone');
        return bytes.subarray(offset, offset + length);
      },
    };
    await expect(scanFlv(source, { blockBytes: 4096 })).rejects.toThrow('the disk is gone');
  });

  test('takes a file that shrinks under it for one that ends there', async () => {
    const source: ByteSource = {
      sizeBytes: bytes.length * 2,
      read: async (offset, length) => bytes.subarray(offset, offset + length),
    };
    const scan = await scanFlv(source, { blockBytes: 4096 });
    expect(scan.videoTagCount).toBe(201);
  });
});

describe('scanFlv on files that are not sound', () => {
  const flv = avcAacFlv({ frames: 40, framesPerGop: 10 });

  test('names what is no FLV at all', async () => {
    expect(await scanBytes(new Uint8Array())).toMatchObject({ format: 'empty', sizeBytes: 0 });
    const html = await scanBytes(new TextEncoder().encode('<!doctype html><title>404</title>'));
    expect(html).toMatchObject({ format: 'not_flv', header: null });
    expect(codesOf(html)).toEqual(['not_flv']);
    expect((await scanBytes(Uint8Array.of(0x46, 0x4c))).format).toBe('not_flv');
    expect(codesOf(await scanBytes(fileHeader()))).toContain('no_media');
  });

  test('finds the end within a tag, its header or its PreviousTagSize', async () => {
    const last = flv.tags.at(-1)?.offset ?? 0;
    const codesAt = async (length: number) => codesOf(await scanBytes(flv.bytes.slice(0, length)));
    expect(await codesAt(flv.bytes.length - 2)).toContain('last_previous_tag_size_missing');
    expect(await codesAt(flv.bytes.length - 6)).toContain('truncated_tag');
    expect(await codesAt(last + 5)).toContain('truncated_tag');
    expect(await codesAt(last)).not.toContain('truncated_tag');
  });

  test('picks itself up after overwritten bytes, and loses only the tags they touch', async () => {
    const [from, to] = [flv.tags[30]?.offset ?? 0, flv.tags[36]?.offset ?? 0];
    const damaged = flv.bytes.slice();
    damaged.set(noise(to - from - 20), from + 5);
    const scan = await scanBytes(damaged);
    expect(scan.tagCount).toBe(flv.tags.length - 6);
    expect(scan.findings.filter(({ code }) => code === 'damaged')).toMatchObject([
      { offset: from, severity: 'fail' },
    ]);
  });

  test('picks itself up after missing and after inserted bytes', async () => {
    const at = (flv.tags[30]?.offset ?? 0) + 20;
    const shorter = joined([flv.bytes.subarray(0, at), flv.bytes.subarray(at + 37)]);
    const longer = joined([flv.bytes.subarray(0, at), noise(500), flv.bytes.subarray(at)]);
    for (const bytes of [shorter, longer]) {
      const scan = await scanBytes(bytes);
      expect(codesOf(scan)).toContain('damaged');
      expect(scan.tagCount).toBeGreaterThan(flv.tags.length - 5);
      expect(scan.keyframes.offsets).toHaveLength(4);
    }
  });

  test('is not led astray by a tag that claims 16 MB', async () => {
    const damaged = flv.bytes.slice();
    damaged.fill(0xff, (flv.tags[30]?.offset ?? 0) + 1, (flv.tags[30]?.offset ?? 0) + 4);
    const scan = await scanBytes(damaged);
    expect(scan.tagCount).toBe(flv.tags.length - 1);
    expect(codesOf(scan)).toContain('damaged');
  });

  test('believes tags whose PreviousTagSize is wrong, and counts the rest of such findings', async () => {
    const wrong = flvOf(flv.tags.map((tag) => ({ ...tag, previousTagSize: 0 })));
    const scan = await scanBytes(wrong.bytes);
    expect(scan.tagCount).toBe(flv.tags.length);
    const findings = scan.findings.filter(({ code }) => code === 'previous_tag_size_wrong');
    expect(findings).toHaveLength(21);
    expect(findings.at(-1)).toMatchObject({
      offset: null,
      message: `${flv.tags.length - 20} more of previous_tag_size_wrong are not listed.`,
    });
  });

  test('sees that a proxy put its prefix in front of a whole file', async () => {
    const scan = await scanBytes(joined([fileHeader(1), flv.bytes]));
    expect(codesOf(scan)).toContain('second_file_header');
    expect(scan.tagCount).toBe(flv.tags.length);
  });

  test.each([
    [
      'stream_id_nonzero',
      flvOf(flv.tags.map((tag, i) => (i === 5 ? { ...tag, streamId: 7 } : tag))),
    ],
    ['unknown_tag_type', flvOf(flv.tags.map((tag, i) => (i === 5 ? { ...tag, type: 15 } : tag)))],
    ['encrypted_tag', flvOf(flv.tags.map((tag, i) => (i === 5 ? { ...tag, type: 0x28 } : tag)))],
    ['empty_tag', flvOf([...flv.tags, { type: 8, data: new Uint8Array() }])],
    ['header_flags_wrong', flvOf(flv.tags, fileHeader(1))],
    ['header_flags_wrong', flvOf(flv.tags.filter((tag) => tag.type === 9))],
    ['header_reserved_bits', flvOf(flv.tags, fileHeader(0x25))],
    ['timestamp_backwards', flvOf([...flv.tags.slice(9), ...flv.tags.slice(2, 9)])],
    ['no_keyframes', flvOf([{ type: 9, data: avcData(2, 1, 0, noise(9)) }])],
    ['first_frame_not_keyframe', flvOf(flv.tags.filter((_, i) => i !== 2))],
    ['sequence_header_repeated', flvOf([...flv.tags, ...flv.tags.slice(0, 1)])],
    ['sequence_header_late', flvOf([...flv.tags.slice(2, 9), ...flv.tags.slice(0, 1)])],
    ['codec_unplayable', flvOf([{ type: 9, data: joined([Uint8Array.of(0x12), noise(20)]) }])],
    ['audio_codec_changed', flvOf([...flv.tags, { type: 8, data: Uint8Array.of(0x2f, 1, 2) }])],
    ['first_timestamp_nonzero', avcAacFlv({ baseMs: 40 })],
    [
      'tracks_start_apart',
      flvOf(flv.tags.filter(({ type, timestampMs = 0 }) => type === 9 || timestampMs > 1000)),
    ],
    [
      'tracks_end_apart',
      flvOf(flv.tags.filter(({ type, timestampMs = 0 }) => type === 9 || timestampMs < 500)),
    ],
    [
      'timestamp_extended_missing',
      flvOf(
        flv.tags.map((tag) => ({
          ...tag,
          timestampMs: ((tag.timestampMs ?? 0) - 400) & 0xff_ffff,
        })),
      ),
    ],
    [
      'timestamp_leap',
      flvOf([...flv.tags, { type: 8, timestampMs: 99_000, data: aacData(1, noise(9)) }]),
    ],
    ['version_unknown', { bytes: flv.bytes.with(3, 2) }],
    ['data_offset_unusual', { bytes: flv.bytes.with(8, 10) }],
    ['previous_tag_size_0_wrong', { bytes: flv.bytes.with(12, 9) }],
    ['video_codec_changed', flvOf([...flv.tags, { type: 9, data: Uint8Array.of(0x12, 1, 2) }])],
    ['script_data_invalid', flvOf([...flv.tags, { type: 18, data: Uint8Array.of(5, 0) }])],
    ['metadata_repeated', withMetadata(withMetadata(flv))],
    ['no_metadata', flv],
    ['metadata_late', flvOf([...flv.tags, { type: 18, data: amfName('onMetaData') }])],
  ])('finds %s', async (code, { bytes }) => {
    expect(codesOf(await scanBytes(bytes))).toContain(code);
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

describe.runIf(existsSync(samples))('the sample files', () => {
  test.each(
    existsSync(samples) ? readdirSync(samples).filter((name) => name.endsWith('.flv')) : [],
  )('%s: scan and streaming read agree', async (name) => {
    const bytes = new Uint8Array(await readFile(join(samples, name)));
    const scan = await scanBytes(bytes, 1 << 16);
    const { tags } = readAll(bytes, [1460]);
    expect(scan.tagCount).toBe(tags.length);
    expect(tags.filter(({ isPreviousTagSizeRight }) => !isPreviousTagSizeRight)).toEqual([]);
    const keyframes = tags.filter(({ video }) => video?.isKeyframe);
    expect(Array.from(scan.keyframes.offsets)).toEqual(keyframes.map(({ offset }) => offset));
  });
});
