import { describe, expect, test } from 'vitest';
import { avcPictureSize } from './avc-picture-size.ts';
import { bytesSource } from './byte-source.ts';
import { fromHex } from './hex.ts';
import { scanFlv } from './scan.ts';
import {
  aacData,
  avcAacFlv,
  avcData,
  flvOf,
  noise,
  type TagParts,
} from './test-support/build-flv.ts';

/** AVC configuration records that x264 made. */
const records: Record<string, string> = {
  '178x98':
    '0164000bffe1001a6764000bacd9430fe2223011000003000100000300320f14299601000668ebe3cb22c0fdf8f800',
  '320x180':
    '0164000cffe1001a6764000cacd941419f9f011000000300100000030320f142996001000668ebe3cb22c0fdf8f800',
  '640x360':
    '0164001effe1001a6764001eacd940a02ff97011000003000100000300320f162d9601000668ebe3cb22c0fdf8f800',
  '1920x1080':
    '01640028ffe1001b67640028acd940780227e5c044000003000400000300c83c60c65801000668ebe3cb22c0fdf8f800',
  // Interlaced, and 4:4:4.
  '720x576':
    '0164001effe100186764001eacd940b424d8088000000300800000190f8a14cb01000668fba3cb22c0fdf8f800',
  '322x182':
    '01f4000dffe1001b67f4000d919b282a33c7c5e022000003000200000300641e28532c01000668ebe3c44844fff8f800',
};
const recordOf = (size: string) => fromHex(records[size] ?? '') ?? new Uint8Array();

const videoHeader = (timestampMs: number, record: Uint8Array): TagParts => ({
  type: 9,
  timestampMs,
  data: avcData(1, 0, 0, record),
});
const audioHeader = (timestampMs: number, ...config: number[]): TagParts => ({
  type: 8,
  timestampMs,
  data: aacData(0, Uint8Array.from(config)),
});

/** 4 s with a keyframe every 400 ms, at the place of each tag those that `add` gives for it. */
function withHeaders(add: (tag: TagParts, isKeyframe: boolean) => TagParts[]) {
  const [, , ...media] = avcAacFlv({ frames: 100, framesPerGop: 10 }).tags;
  return flvOf([
    videoHeader(0, recordOf('320x180')),
    audioHeader(0, 0x12, 0x10),
    ...media.flatMap((tag) => [...add(tag, tag.data[0] === 0x17), tag]),
  ]);
}

async function scanOf({ bytes }: { bytes: Uint8Array }) {
  const scan = await scanFlv(bytesSource(bytes), { blockBytes: 1024 });
  const found = (code: string) => scan.findings.filter((finding) => finding.code === code);
  return { scan, found };
}

test.each(Object.keys(records))('the size of the pictures is read from the record: %s', (size) => {
  const [width, height] = size.split('x').map(Number);
  expect(avcPictureSize(recordOf(size))).toEqual({ width, height });
});

test('any bytes are a size or none', () => {
  for (let seed = 0; seed < 500; seed++) {
    const record = recordOf('640x360');
    record.set(noise(20, seed), 8 + (seed % 20));
    expect(() => avcPictureSize(record.subarray(0, seed % record.length))).not.toThrow();
    expect(() => avcPictureSize(record)).not.toThrow();
  }
});

describe('a sequence header that stands again', () => {
  test('before each keyframe is no fault', async () => {
    const { scan, found } = await scanOf(
      withHeaders(({ timestampMs = 0 }, isKeyframe) =>
        isKeyframe ? [videoHeader(timestampMs, recordOf('320x180'))] : [],
      ),
    );
    expect(found('sequence_header_repeated')).toHaveLength(10);
    expect(found('sequence_header_between_keyframes')).toEqual([]);
    expect(found('sequence_header_changed')).toEqual([]);
    expect(scan.sequenceHeaderChanges).toEqual({ video: [], audio: [] });
  });

  test('between keyframes costs the frames up to the next', async () => {
    const flv = withHeaders(({ type, timestampMs = 0 }) =>
      type === 9 && timestampMs % 400 === 200
        ? [videoHeader(timestampMs, recordOf('320x180'))]
        : [],
    );
    const { found } = await scanOf(flv);
    expect(found('sequence_header_between_keyframes')).toEqual([
      {
        code: 'sequence_header_between_keyframes',
        severity: 'warn',
        offset: flv.tags.filter(({ data }) => data[1] === 0 && data[0] === 0x17)[1]?.offset,
        message:
          '10 video sequence headers stand between keyframes: a browser starts its decoder anew there and drops the frames up to the next keyframe.',
      },
    ]);
  });
});

describe('a sequence header that says something else', () => {
  test('is named with both sizes, and kept with its place', async () => {
    const flv = withHeaders((tag, isKeyframe) =>
      isKeyframe && tag.timestampMs === 2000 ? [videoHeader(2000, recordOf('640x360'))] : [],
    );
    const { scan, found } = await scanOf(flv);
    const changed = flv.tags.filter(({ data }) => data[0] === 0x17 && data[1] === 0)[1];
    expect(found('sequence_header_changed')).toMatchObject([
      {
        severity: 'warn',
        offset: changed?.offset,
        message: expect.stringContaining('changes from 320x180 to 640x360:'),
      },
    ]);
    expect(found('sequence_header_repeated')).toEqual([]);
    expect(scan.sequenceHeaderChanges.video.map(({ offset }) => offset)).toEqual([changed?.offset]);
    expect(scan.sequenceHeaderChanges.video[0]?.bytes.subarray(11)).toEqual(changed?.data);
  });

  test('and back again is two changes', async () => {
    const at: Record<number, string> = { 1200: '640x360', 2400: '320x180' };
    const flv = withHeaders(({ timestampMs = 0 }, isKeyframe) => {
      const size = isKeyframe ? at[timestampMs] : undefined;
      return size === undefined ? [] : [videoHeader(timestampMs, recordOf(size))];
    });
    const { scan, found } = await scanOf(flv);
    expect(found('sequence_header_changed')).toHaveLength(2);
    expect(scan.sequenceHeaderChanges.video).toHaveLength(2);
  });

  test('of sound is named too', async () => {
    const flv = withHeaders((tag, isKeyframe) =>
      isKeyframe && tag.timestampMs === 2000 ? [audioHeader(2000, 0x11, 0x88)] : [],
    );
    const { scan, found } = await scanOf(flv);
    expect(found('sequence_header_changed')[0]?.message).toContain(
      'The audio sequence header changes from 44100 Hz, 2 channels to 48000 Hz, 1 channel:',
    );
    expect(scan.sequenceHeaderChanges.audio).toHaveLength(1);
  });

  test('of bytes that cannot be read is still a change', async () => {
    const flv = withHeaders((tag, isKeyframe) =>
      isKeyframe && tag.timestampMs === 2000 ? [videoHeader(2000, noise(900))] : [],
    );
    const { found } = await scanOf(flv);
    expect(found('sequence_header_changed')[0]?.message).toContain('header changes, other bytes:');
  });
});
