import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readTagSpans } from './lib/flv-tags.mjs';

const AUDIO = 8;
const VIDEO = 9;
const SCRIPT = 18;

function readSample(name: string) {
  const bytes = readFileSync(new URL(`../assets/samples/${name}`, import.meta.url));
  const tags = readTagSpans(bytes);
  const last = tags.at(-1);
  return {
    bytes,
    tags,
    // AVCPacketType 1: a coded picture, not the sequence header (FLV specification E.4.3.1).
    pictures: tags.filter((tag) => tag.type === VIDEO && tag.data[1] === 1),
    videoCodecs: new Set(
      tags.filter((tag) => tag.type === VIDEO).map((tag) => tag.data.readUInt8(0) & 15),
    ),
    soundFormats: new Set(
      tags.filter((tag) => tag.type === AUDIO).map((tag) => tag.data.readUInt8(0) >> 4),
    ),
    hasIndex: tags.some((tag) => tag.type === SCRIPT && tag.data.includes('filepositions')),
    isWhole: last !== undefined && last.offset + 11 + last.dataSize + 4 === bytes.length,
  };
}

const isKeyframe = (data: Buffer) => data.readUInt8(0) >> 4 === 1;

test('sample.flv: one minute, 25 pictures a second from 0, a keyframe every 2 s', () => {
  const { bytes, pictures, videoCodecs, soundFormats, hasIndex, isWhole } =
    readSample('sample.flv');
  expect(bytes.length).toBeLessThan(3_000_000);
  expect(pictures.map((tag) => tag.timestampMs)).toEqual(
    Array.from({ length: 1500 }, (_, frame) => frame * 40),
  );
  expect(pictures.filter((tag) => isKeyframe(tag.data)).map((tag) => tag.timestampMs)).toEqual(
    Array.from({ length: 30 }, (_, gop) => gop * 2000),
  );
  const compositionTimes = new Set(pictures.map((tag) => tag.data.readIntBE(2, 3)));
  expect(compositionTimes).toEqual(new Set([0]));
  expect([videoCodecs, soundFormats]).toEqual([new Set([7]), new Set([10])]);
  expect([hasIndex, isWhole]).toEqual([true, true]);
});

test('sorenson.flv: codec 2 and MP3, as in 2007', () => {
  const { videoCodecs, soundFormats, hasIndex } = readSample('sorenson.flv');
  expect([videoCodecs, soundFormats]).toEqual([new Set([2]), new Set([2])]);
  expect(hasIndex).toBe(true);
});

test('audio-only.flv: AAC and no video tag', () => {
  const { videoCodecs, soundFormats, isWhole } = readSample('audio-only.flv');
  expect([videoCodecs, soundFormats]).toEqual([new Set(), new Set([10])]);
  expect(isWhole).toBe(true);
});

test('no-index.flv: H.264 whose metadata has no keyframe index', () => {
  const { tags, videoCodecs, hasIndex, isWhole } = readSample('no-index.flv');
  expect(tags[0]?.type).toBe(SCRIPT);
  expect(videoCodecs).toEqual(new Set([7]));
  expect([hasIndex, isWhole]).toEqual([false, true]);
});

test('cut-short.flv: ends in the middle of a video tag', () => {
  const { bytes, tags, hasIndex } = readSample('cut-short.flv');
  const last = tags.at(-1);
  expect(last?.type).toBe(VIDEO);
  expect(last?.offset).toBeLessThan(bytes.length);
  expect(last && last.data.length < last.dataSize).toBe(true);
  expect(hasIndex).toBe(true);
});
