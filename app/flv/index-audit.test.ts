import { describe, expect, test } from 'vitest';
import type { AmfValue } from './amf0.ts';
import { encodeAmf0 } from './amf0-encode.ts';
import { audit, codesOf } from './test-support/audit.ts';
import {
  avcAacFlv,
  avcData,
  flvOf,
  joined,
  noise,
  type TagParts,
} from './test-support/build-flv.ts';
import {
  type Declared,
  declaring,
  isKeyframe,
  type Keyframes,
  media,
} from './test-support/declaring-flv.ts';

describe('auditIndex', () => {
  test('passes an index that is right', async () => {
    expect(await audit(declaring((truth) => truth))).toEqual({
      declaredCount: 6,
      scannedCount: 6,
      dialect: { writer: 'ffmpeg', knownBy: 'shape', beginsWith: 'keyframe' },
      clock: { kind: 'either', zeroMs: 0 },
      findings: [],
      isPassed: true,
    });
  });

  test('fails a file with keyframes and no index', async () => {
    const result = await audit(flvOf(media));
    expect(codesOf(result)).toEqual(['index_missing']);
    expect(result).toMatchObject({ isPassed: false, dialect: null });
  });

  test.each<[string, boolean, (truth: Keyframes) => Declared & { others?: [string, AmfValue][] }]>([
    ['index_lengths_differ', false, (truth) => ({ ...truth, times: truth.times.slice(1) })],
    ['index_unsorted', false, (t) => ({ ...t, filepositions: t.filepositions.toReversed() })],
    ['index_times_unsorted', false, (truth) => ({ ...truth, times: truth.times.toReversed() })],
    ['index_time_wrong', false, (t) => ({ ...t, times: t.times.with(3, 1.5) })],
    ['index_beyond_end', false, (t) => ({ ...t, filepositions: t.filepositions.with(5, 1e9) })],
    ['index_not_on_tag', false, (t) => ({ ...t, filepositions: t.filepositions.with(2, 777) })],
    ['index_not_on_tag', false, (t) => ({ ...t, filepositions: t.filepositions.with(2, -5.5) })],
    ['index_entry_no_number', false, (t) => ({ ...t, times: [...t.times.slice(0, 5), 'end'] })],
    ['index_shifted', false, (t) => ({ ...t, filepositions: t.filepositions.map((p) => p - 4) })],
    [
      'index_keyframe_missing',
      true,
      (t) => ({
        times: t.times.toSpliced(2, 1),
        filepositions: t.filepositions.toSpliced(2, 1),
      }),
    ],
    [
      'index_last_keyframe_missing',
      true,
      (t) => ({
        times: t.times.slice(0, -1),
        filepositions: t.filepositions.slice(0, -1),
      }),
    ],
    [
      'index_duplicate',
      true,
      (t) => ({
        times: [0, ...t.times],
        filepositions: [t.filepositions[0] ?? 0, ...t.filepositions],
      }),
    ],
    ['duration_wrong', false, (truth) => ({ ...truth, others: [['duration', 60]] })],
    ['filesize_wrong', false, (truth) => ({ ...truth, others: [['filesize', 60]] })],
    ['codec_id_wrong', true, (truth) => ({ ...truth, others: [['videocodecid', 2]] })],
    ['metadata_type_wrong', true, (truth) => ({ ...truth, others: [['width', '640']] })],
    ['last_keyframe_offset_wrong', true, (t) => ({ ...t, others: [['lastkeyframelocation', 9]] })],
    ['last_timestamp_wrong', true, (t) => ({ ...t, others: [['lasttimestamp', 9]] })],
    ['metadata_track_wrong', true, (t) => ({ ...t, others: [['hasVideo', false]] })],
    ['last_keyframe_time_wrong', true, (t) => ({ ...t, others: [['lastkeyframetimestamp', 9]] })],
  ])('finds %s (passes: %s)', async (code, isPassed, declare) => {
    const result = await audit(declaring(declare));
    expect(codesOf(result)).toContain(code);
    expect(result.isPassed).toBe(isPassed);
  });

  test('says of an entry without a time only that the times are too few', async () => {
    for (const left of [1, 3]) {
      const result = await audit(
        declaring((truth) => ({ ...truth, times: truth.times.slice(0, -left) })),
      );
      expect(result.findings.map(({ code, message }) => [code, message])).toEqual([
        ['index_lengths_differ', `The index has 6 offsets, but ${6 - left} times.`],
      ]);
    }
  });

  describe('where the index is not where players look', () => {
    const saying = (...values: [string, AmfValue][]): TagParts => ({
      type: 18,
      data: encodeAmf0(['onMetaData', { type: 'ecma_array', className: '', entries: values }]),
    });
    const index: [string, AmfValue] = [
      'keyframes',
      {
        type: 'object',
        className: '',
        entries: [
          ['times', [0]],
          ['filepositions', [1]],
        ],
      },
    ];

    test('the last onMetaData in front of the first frame counts', async () => {
      const last = await audit(flvOf([saying(['a', 1]), saying(index), ...media]));
      expect(codesOf(last)).not.toContain('index_missing');
      const first = await audit(flvOf([saying(index), saying(['a', 1]), ...media]));
      expect(first.findings[0]?.message).toMatch(/^The onMetaData that players begin with/);
    });

    test('one behind it is named', async () => {
      const flv = flvOf([saying(['a', 1]), ...media.slice(0, 9), saying(index), ...media.slice(9)]);
      const at = flv.tags.findLast(({ type }) => type === 18)?.offset;
      expect((await audit(flv)).findings).toMatchObject([
        { code: 'index_missing', message: expect.stringContaining(`the one at ${at} does`) },
      ]);
    });

    test('AMF3 may hide it', async () => {
      const data = joined([encodeAmf0(['onMetaData']), Uint8Array.of(0x11, 0x0a, 0x0b, 1)]);
      const hidden = await audit(flvOf([{ type: 18, data }, ...media]));
      expect(hidden.findings.map(({ message }) => message).join()).not.toContain(
        'declares no index',
      );
    });
  });

  test('says what an entry is on instead of a keyframe', async () => {
    const audio = media.findIndex(({ type }, i) => i > 20 && type === 8);
    const flv = declaring((truth) => truth);
    const audioAt = flv.tags[audio + 1]?.offset ?? 0;
    const result = await audit(
      declaring((truth) => ({ ...truth, filepositions: truth.filepositions.with(1, audioAt) })),
    );
    expect(result.findings).toContainEqual({
      code: 'index_not_on_keyframe',
      severity: 'fail',
      offset: audioAt,
      message: `Entry 1: at ${audioAt} is an audio tag, expected a keyframe.`,
    });
  });

  test.each([5000, -33, 3_600_000])(
    'tells times from the first frame, which is at %s ms, from timestamps as they stand',
    async (baseMs) => {
      const late = avcAacFlv({ frames: 60, framesPerGop: 10, baseMs }).tags;
      // As SI32, which the tags have.
      const absolute = await audit(declaring((truth) => truth, late));
      expect(absolute).toMatchObject({ clock: { zeroMs: 0 }, isPassed: true });
      expect(absolute.findings).toMatchObject([
        {
          code: 'index_times_absolute',
          severity: 'warn',
          message: expect.stringContaining(`${baseMs} ms`),
        },
      ]);
      const relative = (t: Keyframes) => ({
        ...t,
        times: t.times.map((time) => time - baseMs / 1000),
      });
      expect(await audit(declaring(relative, late))).toMatchObject({
        clock: { zeroMs: baseMs },
        findings: [],
      });
    },
  );

  test('tells decode times from presentation times', async () => {
    const delayed = media.map((tag) =>
      isKeyframe(tag) ? { ...tag, data: avcData(1, 1, 80, noise(50)) } : tag,
    );
    const decode = await audit(declaring((truth) => truth, delayed));
    expect(decode).toMatchObject({ clock: { kind: 'decode' }, isPassed: true });
    expect(codesOf(decode)).toEqual(['index_decode_times']);
    const presentation = (t: Keyframes) => ({ ...t, times: t.times.map((time) => time + 0.08) });
    expect(await audit(declaring(presentation, delayed))).toMatchObject({
      clock: { kind: 'presentation' },
      findings: [],
    });
  });

  test('names the dialect by its shape', async () => {
    const yamdi = declaring((t) => ({
      times: [0, ...t.times],
      filepositions: [t.sequenceHeaderAt, ...t.filepositions],
    }));
    expect((await audit(yamdi)).dialect).toMatchObject({ writer: 'yamdi', knownBy: 'shape' });
    const flvmeta = await audit(
      declaring((t) => ({ ...t, filepositions: t.filepositions.with(0, t.sequenceHeaderAt) })),
    );
    expect(flvmeta.dialect).toMatchObject({ writer: 'flvmeta', beginsWith: 'sequence_header' });
    expect(codesOf(flvmeta)).toEqual(['index_first_keyframe_missing']);
  });

  test.each([
    ['Yet Another Metadata Injector for FLV - Version 1.9', 'yamdi'],
    ['inlet media FLVTool2 v1.0.6 - http://www.inlet-media.de/flvtool2', 'flvtool2'],
    ['flvmeta 1.2.1', 'flvmeta'],
    ['Lavf61.7.100', 'ffmpeg'],
  ])('names the dialect by its creator: %s', async (creator, writer) => {
    const flv = declaring((t) => ({ ...t, others: [['metadatacreator', creator]] }));
    expect((await audit(flv)).dialect).toMatchObject({ writer, knownBy: 'creator' });
  });
});
