import { expect, test } from 'vitest';
import type { AmfValue } from './amf0.ts';
import { encodeAmf0 } from './amf0-encode.ts';
import { audit, codesOf } from './test-support/audit.ts';
import { avcData, flvOf, joined, noise, type TagParts } from './test-support/build-flv.ts';
import { declaring, isKeyframe, media } from './test-support/declaring-flv.ts';

test.each<[string, number | string, number | string, number]>([
  ['hvc1 and 7', 'hvc1', 7, 1],
  ['hvc1 and its FourCC as a number', 'hvc1', 0x68766331, 0],
  ['hvc1 and its FourCC as text', 'hvc1', 'hvc1', 0],
  ['av01 and 0', 'av01', 0, 1],
  ['av01 and the FourCC of VP9', 'av01', 0x76703039, 1],
  ['7 and hvc1', 7, 'hvc1', 1],
  ['7 and avc1, which is the same', 7, 'avc1', 0],
  ['7 and 7 as text', 7, '7', 0],
  ['7 and 2', 7, 2, 1],
])('compares videocodecid with the tags: %s', async (_, tags, declared, count) => {
  const [header = {} as TagParts, ...rest] = media;
  const fourCc = typeof tags === 'string' ? new TextEncoder().encode(tags) : null;
  const video = fourCc
    ? media.map((tag) =>
        tag.type === 9
          ? {
              ...tag,
              data: joined([Uint8Array.of(isKeyframe(tag) ? 0x93 : 0xa3), fourCc, noise(40)]),
            }
          : tag,
      )
    : [header, ...rest];
  const entries: [string, AmfValue][] = [['videocodecid', declared]];
  const data = encodeAmf0(['onMetaData', { type: 'ecma_array', className: '', entries }]);
  const result = await audit(flvOf([{ type: 18, data }, ...video]));
  expect(codesOf(result).filter((code) => code === 'codec_id_wrong')).toHaveLength(count);
});

test('compares audiocodecid with the tags: Opus is not 9', async () => {
  const opus = media.map((tag) =>
    tag.type === 8
      ? {
          ...tag,
          data: joined([Uint8Array.of(0x91), new TextEncoder().encode('Opus'), noise(9)]),
        }
      : tag,
  );
  for (const [declared, count] of [
    [9, 1],
    [0x4f707573, 0],
    ['Opus', 0],
    [10, 1],
  ] as const) {
    const result = await audit(
      declaring((truth) => ({ ...truth, others: [['audiocodecid', declared]] }), opus),
    );
    expect(codesOf(result).filter((code) => code === 'codec_id_wrong')).toHaveLength(count);
  }
});

test.each<[[string, AmfValue][], number]>([
  [
    [
      ['width', 640],
      ['width', '640'],
    ],
    1,
  ],
  [
    [
      ['width', 640],
      ['width', 320],
    ],
    1,
  ],
  [
    [
      ['width', 640],
      ['width', 640],
    ],
    0,
  ],
  [
    [
      ['mine', true],
      ['mine', null],
    ],
    1,
  ],
])('tells a property that stands twice and differs: %j', async (others, count) => {
  const result = await audit(declaring((truth) => ({ ...truth, others })));
  const found = result.findings.filter(({ code }) => code === 'metadata_property_repeated');
  expect(found).toHaveLength(count);
});

test('lets a duration be anything that the last picture of a slide show can last', async () => {
  const [header] = media;
  const slides = [0, 55_000].map((timestampMs) => ({
    type: 9,
    timestampMs,
    data: avcData(1, 1, 0, noise(30)),
  }));
  for (const [seconds, isWrong] of [
    [56, false],
    [60, false],
    [110, false],
    [50, true],
  ] as const) {
    const result = await audit(
      declaring(
        (t) => ({ ...t, others: [['duration', seconds]] }),
        [header as TagParts, ...slides],
      ),
    );
    expect(codesOf(result).includes('duration_wrong')).toBe(isWrong);
  }
});
