import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AmfValue } from '../../app/flv/amf0.ts';
import { encodeAmf0 } from '../../app/flv/amf0-encode.ts';
import {
  amfName,
  avcAacFlv,
  avcData,
  type BuiltFlv,
  fileHeader,
  flvOf,
  joined,
  noise,
  type TagParts,
} from '../../app/flv/test-support/build-flv.ts';
import { readTagSpans } from '../../scripts/lib/flv-tags.mjs';
import { projectDir } from '../project-dir.ts';

/** A true one: flvmeta reads the size of the picture from it, and gives up on noise. */
function avcConfiguration(): Uint8Array {
  const sample = readFileSync(join(projectDir, 'assets', 'samples', 'sample.flv'));
  const tag = readTagSpans(sample).find(({ data }) => data[0] === 0x17 && data[1] === 0);
  if (tag === undefined) throw new Error('the sample has no AVC sequence header');
  return Uint8Array.from(tag.data);
}

export interface BrokenFile {
  name: string;
  bytes: Uint8Array;
}

const media: readonly TagParts[] = avcAacFlv({ frames: 100, framesPerGop: 10 }).tags.map(
  (tag, i) => (i === 0 ? { ...tag, data: avcConfiguration() } : tag),
);
const metadata: TagParts = {
  type: 18,
  data: encodeAmf0(['onMetaData', { type: 'ecma_array', className: '', entries: [] }]),
};
const tags: readonly TagParts[] = [metadata, ...media];

/** Without any fault of structure. */
export const soundFile: BuiltFlv = flvOf([...tags]);

/** A tag in the middle: an AVC inter frame. */
const middle = 156;

const withTag = (change: Partial<TagParts>, at = middle) =>
  flvOf(tags.map((tag, i) => (i === at ? { ...tag, ...change } : tag))).bytes;
const withExtra = (extra: TagParts, at = middle) => flvOf(tags.toSpliced(at, 0, extra)).bytes;
const withHeader = (head: Uint8Array) => flvOf([...tags], head).bytes;
const withMetadata = (data: Uint8Array, timestampMs = 0) =>
  flvOf([{ type: 18, data, timestampMs }, ...media]).bytes;
const cut = (length: number) => soundFile.bytes.slice(0, length);
const only = (keep: (tag: TagParts) => boolean, flags = 5) =>
  flvOf([metadata, ...media.filter(keep)], fileHeader(flags)).bytes;

const isVideo = ({ type }: TagParts) => type === 9;
const isAudio = ({ type }: TagParts) => type === 8;
const timeOf = ({ timestampMs = 0 }: TagParts) => timestampMs;
const offsetOf = (tag: number) => soundFile.tags[tag]?.offset ?? 0;
const lastTag = tags.length - 1;
const middleMs = timeOf(tags[middle] ?? metadata);

/** A file for each thing that can be wrong with the structure. */
const faults: Record<string, Uint8Array> = {
  'ends in the file header': cut(6),
  'is no FLV': Uint8Array.from([0x46, 0x4c, 0x53, ...soundFile.bytes.subarray(3)]),
  'version 2': soundFile.bytes.with(3, 2),
  'flags promise nothing': withHeader(fileHeader(0)),
  'flags promise no video': withHeader(fileHeader(4)),
  'flags promise no audio': withHeader(fileHeader(1)),
  'reserved flags': withHeader(fileHeader(0xfd)),
  'DataOffset 10': soundFile.bytes.with(8, 10),
  'ends in PreviousTagSize0': cut(11),
  'PreviousTagSize0 is 9': soundFile.bytes.with(12, 9),
  'ends before the first tag': cut(13),
  'video promised, none there': only(isAudio),
  'audio promised, none there': only(isVideo),
  'ends in a tag header': cut(offsetOf(lastTag) + 5),
  'ends in tag data': cut(soundFile.bytes.length - 8),
  'ends before the last PreviousTagSize': cut(soundFile.bytes.length - 4),
  'ends in the last PreviousTagSize': cut(soundFile.bytes.length - 2),
  'tag of unknown type': withTag({ type: 15 }),
  'tags of unknown type': withExtra({ type: 15, data: noise(9) }, middle),
  'tag without data': withExtra({ type: 9, data: new Uint8Array(), timestampMs: middleMs }),
  'audio tag without data': withExtra({ type: 8, data: new Uint8Array(), timestampMs: middleMs }),
  'script tag without data': withExtra({ type: 18, data: new Uint8Array(), timestampMs: middleMs }),
  'data size that reaches beyond the end': soundFile.bytes.with(offsetOf(middle) + 1, 0xff),
  'data size one too small': soundFile.bytes.with(
    offsetOf(middle) + 3,
    (soundFile.bytes[offsetOf(middle) + 3] ?? 0) - 1,
  ),
  'PreviousTagSize wrong': withTag({ previousTagSize: 12 }),
  'PreviousTagSize missing': withTag({ previousTagSize: null }),
  'stream id 5': withTag({ streamId: 5 }),
  'first timestamp 1000': flvOf(tags.map((tag) => ({ ...tag, timestampMs: timeOf(tag) + 1000 })))
    .bytes,
  'video goes back in time': withTag({ timestampMs: middleMs - 400 }),
  'audio goes back in time': withTag({ timestampMs: middleMs - 400 }, middle + 1),
  'script goes back in time': withExtra({
    type: 18,
    data: encodeAmf0(['onCuePoint', 1]),
    timestampMs: 0,
  }),
  'timestamps run over 24 bits': flvOf(
    tags.map((tag) => ({ ...tag, timestampMs: (timeOf(tag) + 0xff_ffff - 1000) & 0xff_ffff })),
  ).bytes,
  'audio pauses for 2 s': only((tag) => isVideo(tag) || timeOf(tag) < 500 || timeOf(tag) > 2500),
  'audio ends 2 s early': only((tag) => isVideo(tag) || timeOf(tag) < 1900),
  'video ends 2 s early': only((tag) => isAudio(tag) || timeOf(tag) < 1900),
  'audio codec changes': withTag({ data: Uint8Array.of(0x2f, 1, 2) }, middle + 1),
  'audio format changes': withTag({ data: Uint8Array.of(0xaa, 1, 2) }, middle + 1),
  'unknown audio format': withTag({ data: Uint8Array.of(0xcf, 1, 2) }, middle + 1),
  'reserved audio format': withTag({ data: Uint8Array.of(0x9f, 1, 2) }, middle + 1),
  'PCM, platform endian': flvOf(
    tags.map((tag) => (isAudio(tag) ? { ...tag, data: Uint8Array.of(0x0f, 1, 2) } : tag)),
  ).bytes,
  'video codec changes': withTag({ data: Uint8Array.of(0x22, 1, 2) }),
  'unknown frame type': withTag({ data: avcData(6, 1, 0, noise(9)) }),
  'unknown video codec': withTag({ data: Uint8Array.of(0x2e, 1, 2) }),
  'JPEG video': withTag({ data: Uint8Array.of(0x21, 1, 2) }),
  'begins without a keyframe': only(
    (tag) => isAudio(tag) || (timeOf(tag) > 0 && tag.data[0] !== 0x17),
  ),
  'no keyframe': only((tag) => isAudio(tag) || tag.data[0] !== 0x17),
  'no onMetaData': flvOf([...media]).bytes,
  'onMetaData twice': withExtra(metadata, 1),
  'onMetaData late': flvOf([...media.slice(0, 4), metadata, ...media.slice(4)]).bytes,
  'onMetaData at 1 s': withMetadata(metadata.data, 1000),
  'onMetaData is an object': withMetadata(
    joined([amfName('onMetaData'), Uint8Array.of(3, 0, 0, 9)]),
  ),
  'onMetaData is a number': withMetadata(encodeAmf0(['onMetaData', 5])),
  'onMetaData ends early': withMetadata(metadata.data.slice(0, -3)),
  'onMetaData has no value': withMetadata(amfName('onMetaData')),
  'bytes after onMetaData': withMetadata(joined([metadata.data, Uint8Array.of(5, 5, 5)])),
  'script data without a name': withExtra({
    type: 18,
    data: Uint8Array.of(5),
    timestampMs: middleMs,
  }),
  'script name empty': withExtra({ type: 18, data: amfName(''), timestampMs: middleMs }),
  'script name longer than its tag': withExtra({
    type: 18,
    data: Uint8Array.of(2, 0, 9, 65),
    timestampMs: middleMs,
  }),
  'script data broken': withExtra({
    type: 18,
    data: joined([amfName('onCuePoint'), Uint8Array.of(3, 0, 4, 65)]),
    timestampMs: middleMs,
  }),
  'overwritten in the middle': joined([
    soundFile.bytes.subarray(0, offsetOf(middle) + 3),
    noise(600),
    soundFile.bytes.subarray(offsetOf(middle) + 603),
  ]),
  '37 bytes missing': joined([
    soundFile.bytes.subarray(0, offsetOf(middle) + 20),
    soundFile.bytes.subarray(offsetOf(middle) + 57),
  ]),
  '500 bytes too many': joined([
    soundFile.bytes.subarray(0, offsetOf(middle)),
    noise(500),
    soundFile.bytes.subarray(offsetOf(middle)),
  ]),
};

/** Bytes of tag headers, first data bytes and PreviousTagSizes changed; the same every time. */
function changedAtRandom(count: number): BrokenFile[] {
  const dice = noise(count * 6, 7);
  return Array.from({ length: count }, (_, n) => {
    const [a = 0, b = 0, where = 0, value = 0, where2 = 0, value2 = 0] = dice.subarray(n * 6);
    const tag = (a * 256 + b) % tags.length;
    const bytes = soundFile.bytes.slice();
    // From the PreviousTagSize before the tag to its fourth byte of data.
    const from = offsetOf(tag) - 4;
    bytes[from + (where % 19)] = value;
    if (n % 3 === 0) bytes[from + (where2 % 19)] = value2;
    return { name: `changed at random, ${n}`, bytes };
  });
}

/** The faults one by one, then files with bytes changed at random. */
export function brokenFiles(): BrokenFile[] {
  const oneByOne = Object.entries(faults).map(([name, bytes]) => ({ name, bytes }));
  return [...oneByOne, ...changedAtRandom(150)];
}

/** Faults that flvmeta does not name; what it says instead, if anything. */
export const moreFaults: readonly (BrokenFile & { code: string; theirs: string[] })[] = [
  {
    code: 'encrypted_tag',
    name: 'an encrypted tag',
    bytes: withTag({ type: 0x29 }),
    theirs: ['E30013'],
  },
  {
    code: 'sequence_header_late',
    name: 'a frame before the first sequence header',
    bytes: flvOf([metadata, ...media.slice(2, 3), ...media.slice(0, 2), ...media.slice(3)]).bytes,
    theirs: [],
  },
  {
    code: 'sequence_header_repeated',
    name: 'a second sequence header',
    bytes: withExtra({ ...(media[0] ?? metadata), timestampMs: middleMs }),
    theirs: [],
  },
  {
    code: 'timestamp_leap',
    name: 'a leap by ten minutes',
    bytes: flvOf(
      tags.map((tag, i) => (i < middle ? tag : { ...tag, timestampMs: timeOf(tag) + 600_000 })),
    ).bytes,
    theirs: ['W40024'],
  },
  ...['index_not_on_tag', 'index_beyond_end', 'index_unsorted', 'index_times_unsorted'].map(
    (code) => ({
      code,
      name: 'an index of which nothing is right',
      // All that flvmeta says of it is that the number of entries is wrong.
      bytes: withIndex([9, 8, 7, 6, 5, 4, 3, 2, 1], [9e9, 3001, 2000, 77, 90, 31, 21, 3, 1]),
      theirs: ['W81071'],
    }),
  ),
];

function withIndex(times: number[], filepositions: number[]): Uint8Array {
  const entries: [string, AmfValue][] = [
    ['times', times],
    ['filepositions', filepositions],
  ];
  const keyframes: AmfValue = { type: 'object', className: '', entries };
  return withMetadata(
    encodeAmf0([
      'onMetaData',
      { type: 'ecma_array', className: '', entries: [['keyframes', keyframes]] },
    ]),
  );
}
