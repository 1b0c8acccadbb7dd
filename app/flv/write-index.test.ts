import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AmfValue, amfProperty } from './amf0.ts';
import { encodeAmf0 } from './amf0-encode.ts';
import { bytesSource } from './byte-source.ts';
import { auditIndex } from './index-audit.ts';
import { readMetadata } from './metadata.ts';
import { scanFlv } from './scan.ts';
import {
  avcAacFlv,
  avcData,
  chunked,
  fileHeader,
  flvOf,
  joined,
  noise,
  type TagParts,
} from './test-support/build-flv.ts';
import { copyBy } from './test-support/copy-of.ts';
import { TrailerMender } from './trailer-mender.ts';
import { planIndexCopy } from './write-index.ts';

async function copyOf(bytes: Uint8Array): Promise<Uint8Array> {
  const plan = planIndexCopy(await scanFlv(bytesSource(bytes)));
  if (plan === null) throw new Error('there is no plan');
  const copy = copyBy(plan, bytes);
  expect(plan.sizeBytes).toBe(copy.length);
  return copy;
}

const onMetaData: TagParts = {
  type: 18,
  data: encodeAmf0([
    'onMetaData',
    {
      type: 'ecma_array',
      className: '',
      entries: [
        ['width', 640],
        ['filesize', 1],
        ['mine', 'kept'],
        ['keyframes', [1, 2, 3]],
      ],
    },
  ]),
};

describe('planIndexCopy', () => {
  const tags: readonly TagParts[] = avcAacFlv({ frames: 60, framesPerGop: 10, baseMs: 1000 }).tags;

  test('makes a copy whose audit finds nothing, whatever stood where', async () => {
    // Not behind any media tag.
    const note: TagParts = { type: 18, data: encodeAmf0(['onTextData', 1]), timestampMs: 3400 };
    const extra = fc.array(fc.tuple(fc.nat(tags.length), fc.constantFrom(onMetaData, note)), {
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(extra, fc.nat(5), async (insertions, flags) => {
        const parts: TagParts[] = [...tags];
        for (const [at, tag] of insertions) parts.splice(at, 0, tag);
        const { bytes } = flvOf(parts, fileHeader(flags));
        const source = bytesSource(await copyOf(bytes));
        const scan = await scanFlv(source);
        expect(scan.findings).toMatchObject([{ code: 'first_timestamp_nonzero' }]);
        const audit = await auditIndex(scan, source);
        expect(audit).toMatchObject({ findings: [], isPassed: true, declaredCount: 7 });
        expect(audit.dialect).toEqual({
          writer: 'seeklab',
          knownBy: 'creator',
          beginsWith: 'both',
        });
      }),
      { numRuns: 40 },
    );
  });

  test('keeps every tag but onMetaData, byte for byte', async () => {
    const { bytes } = flvOf([...tags.slice(0, 5), onMetaData, ...tags.slice(5)]);
    const copy = await copyOf(bytes);
    const media = flvOf([...tags]).bytes.slice(13);
    expect(copy.slice(-media.length)).toEqual(media);
  });

  test('keeps what else the metadata declared', async () => {
    const copy = await copyOf(flvOf([onMetaData, ...tags]).bytes);
    const { metadata } = await scanFlv(bytesSource(copy));
    expect(metadata).toMatchObject({ width: 640, fileSize: copy.length });
    expect(metadata && amfProperty(metadata.record, 'mine')).toBe('kept');
  });

  test.each([0, -33, 3_600_000, 2 ** 31])(
    'counts times from the first frame, which is at %s ms',
    async (baseMs) => {
      const { tags } = avcAacFlv({ frames: 60, framesPerGop: 10, baseMs });
      const copy = await copyOf(flvOf([...tags]).bytes);
      const source = bytesSource(copy);
      const scan = await scanFlv(source);
      expect(Array.from(scan.metadata?.keyframes?.timesMs ?? [])).toEqual([
        0, 0, 400, 800, 1200, 1600, 2000,
      ]);
      expect(scan.metadata).toMatchObject({
        durationMs: 2480,
        lastTimestampMs: 2380,
        lastKeyframeTimestampMs: 2000,
      });
      expect((await auditIndex(scan, source)).findings).toEqual([]);
    },
  );

  test('writes every PreviousTagSize anew where they are wrong', async () => {
    for (const wrong of [() => 0, (size: number) => size + 4]) {
      const bad = tags.map((tag) => ({ ...tag, previousTagSize: wrong(11 + tag.data.length) }));
      const copy = await copyOf(flvOf(bad).bytes);
      expect(copy).toEqual(await copyOf(flvOf([...tags]).bytes));
    }
  });

  test('writes them the same however the tags are cut into pieces', () => {
    const right = flvOf([...tags]).bytes.subarray(13);
    const wrong = flvOf(tags.map((tag) => ({ ...tag, previousTagSize: 7 }))).bytes.subarray(13);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }), (lengths) => {
        const mender = new TrailerMender();
        const pieces = chunked(wrong, lengths);
        for (const piece of pieces) mender.mend(piece);
        expect(joined(pieces)).toEqual(right);
      }),
      { numRuns: 30 },
    );
  });

  test('leaves what cannot be decoded out of the index, whatever its flag says', async () => {
    const slice = joined([Uint8Array.of(0, 0, 0, 30, 0x41), noise(29)]);
    const lie = (tag: TagParts) => ({ ...tag, data: avcData(1, 1, 0, slice) });
    const lying = tags.map((tag) => (tag.data[0] === 0x27 ? lie(tag) : tag));
    const source = bytesSource(await copyOf(flvOf(lying).bytes));
    const scan = await scanFlv(source);
    expect(scan.metadata?.keyframes?.offsets).toHaveLength(7);
    expect((await auditIndex(scan, source)).findings).toEqual([]);
  });

  describe('keeps a later onMetaData', () => {
    const saying = (entries: [string, AmfValue][], timestampMs: number): TagParts => ({
      type: 18,
      timestampMs,
      data: encodeAmf0(['onMetaData', { type: 'ecma_array', className: '', entries }]),
    });
    const at = tags.findIndex(({ timestampMs }) => timestampMs === 2000);
    const rotated = saying([['orientation', '90']], 2000);
    const declared = (tag: { bytes: Uint8Array } | null) =>
      tag && readMetadata(tag.bytes.subarray(11));

    test('at its time, with the index, which players forget otherwise', async () => {
      const copy = await copyOf(flvOf([onMetaData, ...tags.toSpliced(at, 0, rotated)]).bytes);
      const source = bytesSource(copy);
      const scan = await scanFlv(source);
      const [later] = scan.laterMetadata;
      expect(later).toMatchObject({ timestampMs: 2000 });
      expect(later?.metadata && amfProperty(later.metadata.record, 'orientation')).toBe('90');
      expect(later?.metadata?.keyframes).toEqual(declared(scan.metadataTag)?.keyframes);
      expect((await auditIndex(scan, source)).findings).toEqual([]);
      expect(await copyOf(copy)).toEqual(copy);
    });

    test('unless it says nothing new', async () => {
      const again = { ...onMetaData, timestampMs: 2000 };
      const once = await copyOf(flvOf([onMetaData, ...tags]).bytes);
      expect(await copyOf(flvOf([onMetaData, ...tags.toSpliced(at, 0, again)]).bytes)).toEqual(
        once,
      );
    });

    test('joined to the first where both stand in front of the first frame', async () => {
      const copy = await copyOf(
        flvOf([
          onMetaData,
          saying(
            [
              ['width', 320],
              ['theirs', 1],
            ],
            0,
          ),
          ...tags,
        ]).bytes,
      );
      const scan = await scanFlv(bytesSource(copy));
      expect(scan.metadataPlaces).toHaveLength(1);
      const property = (key: string) =>
        scan.metadata === null ? null : amfProperty(scan.metadata.record, key);
      expect([property('width'), property('mine'), property('theirs')]).toEqual([320, 'kept', 1]);
    });

    test('or tells that it has no place', async () => {
      const many = Array.from({ length: 70 }, (_, i) => saying([['n', i]], 2000));
      const plan = planIndexCopy(
        await scanFlv(bytesSource(flvOf(tags.toSpliced(at, 0, ...many)).bytes)),
      );
      expect(plan?.leftOutMetadata).toHaveLength(5);
    });
  });

  test('leaves out what nests too deep to be read, and declares its index after it', async () => {
    const deep = joined([
      encodeAmf0(['onMetaData']),
      Uint8Array.of(8, 0, 0, 0, 2, 0, 5, 119, 105, 100, 116, 104),
      encodeAmf0([640]),
      ...Array.from({ length: 50_000 }, () => Uint8Array.of(0, 1, 97, 3)),
    ]);
    const source = bytesSource(await copyOf(flvOf([{ type: 18, data: deep }, ...tags]).bytes));
    const scan = await scanFlv(source);
    expect(scan.metadata).toMatchObject({ width: 640, problem: null });
    expect((await auditIndex(scan, source)).findings).toEqual([]);
  });

  test('leaves out what was declared when it cannot be encoded again', async () => {
    // 65,535 bytes that are no UTF-8: each becomes a character of three bytes.
    const key = joined([Uint8Array.of(0xff, 0xff), new Uint8Array(0xffff).fill(0xff)]);
    const data = joined([
      encodeAmf0(['onMetaData']),
      Uint8Array.of(8, 0, 0, 0, 1),
      key,
      Uint8Array.of(5, 0, 0, 9),
    ]);
    const copy = await copyOf(flvOf([{ type: 18, data }, ...tags]).bytes);
    const source = bytesSource(copy);
    expect(await auditIndex(await scanFlv(source), source)).toMatchObject({ isPassed: true });
  });

  test('refuses an index that no tag can hold, instead of writing half a size', async () => {
    const scan = await scanFlv(bytesSource(flvOf([...tags]).bytes));
    const many = new Float64Array(1_000_000);
    const keyframes = { dtsMs: many, ptsMs: many, offsets: many, sizes: many };
    expect(() => planIndexCopy({ ...scan, keyframes })).toThrow(RangeError);
  });

  test('of a copy is the copy', async () => {
    const copy = await copyOf(flvOf([onMetaData, ...tags]).bytes);
    expect(await copyOf(copy)).toEqual(copy);
  });

  test('leaves out the piece of a tag at the end', async () => {
    const { bytes } = flvOf([...tags]);
    const source = bytesSource(await copyOf(bytes.slice(0, -9)));
    const scan = await scanFlv(source);
    expect(scan.findings).toMatchObject([{ code: 'first_timestamp_nonzero' }]);
    expect(scan.tagCount).toBe(tags.length);
    expect((await auditIndex(scan, source)).findings).toEqual([]);
  });

  test('declares no keyframes where there are none', async () => {
    const audio = flvOf(tags.filter(({ type }) => type === 8)).bytes;
    const scan = await scanFlv(bytesSource(await copyOf(audio)));
    expect(scan.header).toMatchObject({ hasAudio: true, hasVideo: false });
    expect(scan.metadata?.keyframes).toBeNull();
  });

  test('is null for what is no FLV', async () => {
    expect(planIndexCopy(await scanFlv(bytesSource(new Uint8Array(100))))).toBeNull();
  });
});
