import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AmfValue } from './amf0.ts';
import { encodeAmf0 } from './amf0-encode.ts';
import { readMetadata } from './metadata.ts';

const onMetaData = (entries: [string, AmfValue][]) =>
  encodeAmf0(['onMetaData', { type: 'ecma_array', className: '', entries }]);

describe('readMetadata', () => {
  test('reads what is declared, in ms and bytes', () => {
    const metadata = readMetadata(
      onMetaData([
        ['duration', 60.04],
        ['width', 640],
        ['height', 360],
        ['framerate', 25],
        ['filesize', 1234],
        ['videocodecid', 7],
        ['audiocodecid', 'mp4a'],
        ['encoder', 'Lavf61.7.100'],
        [
          'keyframes',
          {
            type: 'object',
            className: '',
            entries: [
              ['filepositions', [13, 500]],
              ['times', [0, 2.04]],
            ],
          },
        ],
      ]),
    );
    expect(metadata).toMatchObject({
      durationMs: 60_040,
      width: 640,
      height: 360,
      framesPerSecond: 25,
      fileSize: 1234,
      videoCodec: 7,
      audioCodec: 'mp4a',
      creator: 'Lavf61.7.100',
      keyframes: {
        timesMs: Float64Array.of(0, 2040),
        offsets: Float64Array.of(13, 500),
      },
      problem: null,
    });
  });

  test('leaves null what is missing or no number', () => {
    const metadata = readMetadata(
      onMetaData([
        ['duration', 'long'],
        ['width', Number.NaN],
      ]),
    );
    expect(metadata).toMatchObject({ durationMs: null, width: null, keyframes: null });
  });

  test('keeps a bad index as bad as it is', () => {
    const keyframes: AmfValue = {
      type: 'object',
      className: '',
      entries: [['times', [0, 'two', 4]]],
    };
    expect(readMetadata(onMetaData([['keyframes', keyframes]]))?.keyframes).toEqual({
      timesMs: Float64Array.of(0, Number.NaN, 4000),
      offsets: new Float64Array(),
    });
  });

  test('a strict array where a record belongs is no record', () => {
    expect(readMetadata(onMetaData([['keyframes', [1, 2, 3]]]))).toMatchObject({ keyframes: null });
    expect(readMetadata(encodeAmf0(['onMetaData', [1]]))).toBeNull();
  });

  test('any values end in metadata or null', () => {
    const leaf = fc.constantFrom<AmfValue>(null, undefined, 1, Number.NaN, 'x', true, [], [null]);
    const record = fc
      .array(fc.tuple(fc.constantFrom('times', 'filepositions', ''), leaf))
      .map((entries): AmfValue => ({ type: 'object', className: '', entries }));
    const key = fc.constantFrom(
      'keyframes',
      'duration',
      'width',
      'metadatacreator',
      'videocodecid',
    );
    const entries = fc.array(fc.tuple(key, fc.oneof(leaf, record)));
    fc.assert(
      fc.property(entries, (values) => {
        expect(readMetadata(onMetaData(values))?.record.entries).toHaveLength(values.length);
      }),
    );
  });

  test('sees through @setDataFrame', () => {
    const recorded = encodeAmf0([
      '@setDataFrame',
      'onMetaData',
      { type: 'object', className: '', entries: [['width', 320]] },
    ]);
    expect(readMetadata(recorded)?.width).toBe(320);
  });

  test('keeps the entries before a cut and says so', () => {
    const whole = onMetaData([
      ['width', 320],
      ['height', 240],
    ]);
    const metadata = readMetadata(whole.subarray(0, whole.length - 6));
    expect(metadata).toMatchObject({ width: 320, problem: { code: 'amf_truncated' } });
  });

  test('is null for other script data and for garbage', () => {
    expect(readMetadata(encodeAmf0(['onCuePoint', 1]))).toBeNull();
    expect(readMetadata(encodeAmf0(['onMetaData']))).toBeNull();
    expect(readMetadata(Uint8Array.of(1, 2, 3))).toBeNull();
  });
});
