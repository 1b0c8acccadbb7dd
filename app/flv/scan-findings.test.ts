import { describe, expect, test } from 'vitest';
import { bytesSource } from './byte-source.ts';
import { scanFlv } from './scan.ts';
import {
  aacData,
  amfName,
  avcAacFlv,
  avcData,
  fileHeader,
  flvOf,
  joined,
  noise,
  withMetadata,
} from './test-support/build-flv.ts';

const scanBytes = (bytes: Uint8Array, blockBytes = 512) =>
  scanFlv(bytesSource(bytes), { blockBytes });

const codesOf = (scan: { findings: { code: string }[] }) => scan.findings.map(({ code }) => code);

describe('scanFlv on files that are not sound', () => {
  const flv = avcAacFlv({ frames: 40, framesPerGop: 10 });
  const [emptyMetadata = { type: 18, data: new Uint8Array() }] = withMetadata(flv).tags;

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

  test.each([
    ['is 0', () => 0],
    ['counts itself', (size: number) => size + 4],
    ['leaves out the header', (size: number) => size - 11],
    ['is anything', (size: number) => (size * 2_654_435_761) >>> 0],
  ])('believes tags whose PreviousTagSize %s, and says so once', async (_, wrong) => {
    const bad = flvOf(
      flv.tags.map((tag) => ({ ...tag, previousTagSize: wrong(11 + tag.data.length) })),
    );
    const scan = await scanBytes(bad.bytes);
    expect(scan.tagCount).toBe(flv.tags.length);
    const [first] = flv.tags;
    const size = 11 + (first?.data.length ?? 0);
    expect(scan.findings.filter(({ code }) => code === 'previous_tag_size_wrong')).toEqual([
      {
        code: 'previous_tag_size_wrong',
        severity: 'warn',
        offset: 13 + size,
        message: `PreviousTagSize is ${wrong(size)}, expected ${size}. So it is with ${flv.tags.length} of ${flv.tags.length} tags.`,
      },
    ]);
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
    ['metadata_time_nonzero', flvOf([{ ...emptyMetadata, timestampMs: 40 }, ...flv.tags])],
    ['metadata_invalid', flvOf([{ type: 18, data: amfName('onMetaData') }, ...flv.tags])],
    [
      'metadata_surplus',
      flvOf([{ type: 18, data: joined([emptyMetadata.data, Uint8Array.of(5)]) }, ...flv.tags]),
    ],
    [
      'metadata_not_ecma_array',
      flvOf([
        { type: 18, data: joined([amfName('onMetaData'), Uint8Array.of(3, 0, 0, 9)]) },
        ...flv.tags,
      ]),
    ],
    ['script_data_invalid', flvOf([...flv.tags, { type: 18, data: Uint8Array.of(2, 0, 9, 65) }])],
    ['script_data_invalid', flvOf([...flv.tags, { type: 18, data: amfName('') }])],
    ['script_timestamp_backwards', flvOf([...flv.tags, { type: 18, data: amfName('onCuePoint') }])],
    [
      'tracks_apart',
      flvOf(
        flv.tags.filter(({ type, timestampMs: ms = 0 }) => type === 9 || ms < 200 || ms > 1400),
      ),
    ],
    [
      'audio_format_changed',
      flvOf([...flv.tags, { type: 8, timestampMs: 1600, data: Uint8Array.of(0xa6, 1, 2) }]),
    ],
    ['tag_too_short', flvOf([...flv.tags, { type: 9, data: Uint8Array.of(0x27) }])],
    ['tag_too_short', flvOf([...flv.tags, { type: 9, data: Uint8Array.of(0x91, 0x68) }])],
    ['tag_too_short', flvOf([...flv.tags, { type: 8, data: Uint8Array.of(0xaf) }])],
    ['frame_type_unknown', flvOf([...flv.tags, { type: 9, data: avcData(6, 1, 0, noise(9)) }])],
    ['metadata_late', flvOf([...flv.tags, { type: 18, data: amfName('onMetaData') }])],
  ])('finds %s', async (code, { bytes }) => {
    expect(codesOf(await scanBytes(bytes))).toContain(code);
  });
});
