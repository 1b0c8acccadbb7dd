import { describe, expect, test } from 'vitest';
import { type ByteSource, bytesSource } from './byte-source.ts';
import { Resynchroniser } from './resync.ts';
import { scanFlv } from './scan.ts';
import { tagAt } from './tag-lookup.ts';
import { avcData, flvOf, joined, noise, type TagParts } from './test-support/build-flv.ts';

/** A NAL unit with its length in front. */
function unit(header: readonly number[], body: Uint8Array, lengthBytes = 4): Uint8Array {
  const length = header.length + body.length;
  const prefix = Array.from(
    { length: lengthBytes },
    (_, i) => (length >>> (8 * (lengthBytes - 1 - i))) & 0xff,
  );
  return joined([Uint8Array.from([...prefix, ...header]), body]);
}

const sei = (length: number) =>
  unit([6], joined([Uint8Array.of(5, length - 2), noise(length - 2)]));
const recoveryPoint = unit([6], Uint8Array.of(6, 1, 0x84, 0x80));
const parameterSets = joined([unit([0x67], noise(20)), unit([0x68], noise(4))]);
const idr = unit([0x65], noise(60));
const inter = unit([0x41], noise(60));

const avcTag = (frameType: number, ...units: Uint8Array[]): TagParts => ({
  type: 9,
  data: avcData(frameType, 1, 0, joined(units)),
});
const configuration = (lengthBytes = 4): TagParts => ({
  type: 9,
  data: avcData(1, 0, 0, Uint8Array.of(1, 100, 0, 30, 0xfc | (lengthBytes - 1), 0xe1, 0, 0)),
});
const timed = (tags: readonly TagParts[]) =>
  tags.map((tag, i) => ({ ...tag, timestampMs: i * 40 }));

async function scanOf(tags: readonly TagParts[], readNow = false) {
  const flv = flvOf(timed(tags));
  const source: ByteSource = bytesSource(flv.bytes);
  if (readNow) {
    source.readNow = (offset, into) => {
      const part = flv.bytes.subarray(offset, offset + into.length);
      into.set(part);
      return part.length;
    };
  }
  const scan = await scanFlv(source, { blockBytes: 1024 });
  return { flv, source, scan, codes: scan.findings.map(({ code }) => code) };
}

describe('the keyframes of a file', () => {
  test('are those that hold an IDR picture, whatever their flags say', async () => {
    const { flv, scan, codes } = await scanOf([
      configuration(),
      avcTag(1, idr),
      avcTag(1, inter),
      avcTag(2, inter),
      avcTag(2, idr),
    ]);
    expect(Array.from(scan.keyframes.offsets)).toEqual([flv.tags[1]?.offset, flv.tags[4]?.offset]);
    expect(codes).toEqual(expect.arrayContaining(['keyframe_flag_wrong', 'keyframe_unflagged']));
  });

  test.each([
    ['an encoder that flags every frame', Array.from({ length: 99 }, () => avcTag(1, inter)), 1],
    ['a delimiter before each', [avcTag(1, unit([9], Uint8Array.of(0xf0)), inter)], 1],
    ['parameter sets and SEI before it', [avcTag(1, parameterSets, sei(200), inter)], 1],
    ['many slices', [avcTag(1, inter, inter, inter)], 1],
    ['a true keyframe behind a long SEI', [avcTag(1, sei(200), sei(250), idr)], 2],
    ['a true keyframe behind a long SEI, not flagged', [avcTag(2, sei(250), idr)], 2],
    ['a recovery point', [avcTag(1, sei(200), recoveryPoint, inter)], 1],
    ['a recovery point that is not flagged', [avcTag(2, recoveryPoint, inter)], 1],
    ['bytes that are no NAL units', [avcTag(1, noise(90))], 2],
  ])('with %s', async (_, tags, keyframes) => {
    for (const readNow of [false, true]) {
      const { scan } = await scanOf([configuration(), avcTag(1, idr), ...tags], readNow);
      expect(scan.keyframes.offsets).toHaveLength(keyframes);
    }
  });

  test('are found where NAL lengths have two bytes', async () => {
    const short = (type: number) => avcTag(1, unit([type], noise(60), 2));
    const { scan } = await scanOf([configuration(2), short(0x65), short(0x41)]);
    expect(scan.keyframes.offsets).toHaveLength(1);
  });

  test.each([
    [
      'codec id 12',
      (frameType: number, body: Uint8Array) =>
        joined([Uint8Array.of((frameType << 4) | 12, 1, 0, 0, 0), body]),
    ],
    [
      'hvc1',
      (frameType: number, body: Uint8Array) =>
        joined([Uint8Array.of(0x80 | (frameType << 4) | 3, 0x68, 0x76, 0x63, 0x31), body]),
    ],
  ])('of HEVC are its IRAP pictures: %s', async (_, data) => {
    const tag = (frameType: number, nalType: number): TagParts => ({
      type: 9,
      data: data(frameType, unit([nalType << 1, 1], noise(60))),
    });
    const { flv, scan, codes } = await scanOf([tag(1, 19), tag(1, 1), tag(1, 21), tag(2, 20)]);
    const at = (i: number) => flv.tags[i]?.offset;
    expect(Array.from(scan.keyframes.offsets)).toEqual([at(0), at(2), at(3)]);
    expect(codes).toEqual(expect.arrayContaining(['keyframe_flag_wrong', 'keyframe_unflagged']));
  });

  test('are the same for who looks a tag up, and for who begins in the middle', async () => {
    const { flv, source } = await scanOf([configuration(), avcTag(1, inter), avcTag(1, idr)]);
    const [, lie, truth] = flv.tags.map(({ offset }) => offset);
    expect((await tagAt(source, lie ?? 0))?.kind).toBe('other');
    expect((await tagAt(source, truth ?? 0))?.kind).toBe('keyframe');
    const resync = new Resynchroniser('keyframe');
    resync.push(flv.bytes.subarray(lie));
    expect(resync.finish()).toMatchObject({ bytesToStart: (truth ?? 0) - (lie ?? 0) });
  });
});
