import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { amfProperty } from './amf0.ts';
import { encodeAmf0 } from './amf0-encode.ts';
import { bytesSource } from './byte-source.ts';
import { auditIndex } from './index-audit.ts';
import { scanFlv } from './scan.ts';
import { avcAacFlv, fileHeader, flvOf, joined, type TagParts } from './test-support/build-flv.ts';
import { planIndexCopy } from './write-index.ts';

async function copyOf(bytes: Uint8Array): Promise<Uint8Array> {
  const plan = planIndexCopy(await scanFlv(bytesSource(bytes)));
  if (plan === null) throw new Error('there is no plan');
  const copy = joined([plan.head, ...plan.ranges.map(({ start, end }) => bytes.slice(start, end))]);
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
  const { tags } = avcAacFlv({ frames: 60, framesPerGop: 10, baseMs: 1000 });

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
    const media = flvOf(tags).bytes.slice(13);
    expect(copy.slice(-media.length)).toEqual(media);
  });

  test('keeps what else the metadata declared', async () => {
    const copy = await copyOf(flvOf([onMetaData, ...tags]).bytes);
    const { metadata } = await scanFlv(bytesSource(copy));
    expect(metadata).toMatchObject({ width: 640, fileSize: copy.length });
    expect(metadata && amfProperty(metadata.record, 'mine')).toBe('kept');
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
    const scan = await scanFlv(bytesSource(flvOf(tags).bytes));
    const many = new Float64Array(1_000_000);
    const keyframes = { dtsMs: many, ptsMs: many, offsets: many, sizes: many };
    expect(() => planIndexCopy({ ...scan, keyframes })).toThrow(RangeError);
  });

  test('of a copy is the copy', async () => {
    const copy = await copyOf(flvOf([onMetaData, ...tags]).bytes);
    expect(await copyOf(copy)).toEqual(copy);
  });

  test('leaves out the piece of a tag at the end', async () => {
    const { bytes } = flvOf(tags);
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
