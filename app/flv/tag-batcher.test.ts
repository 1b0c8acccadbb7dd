import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type TagBatch, TagBatcher } from './tag-batcher.ts';
import { avcAacFlv, chunked, flvOf, joined } from './test-support/build-flv.ts';

const flv = avcAacFlv({ frames: 30 });

function batchesOf(bytes: Uint8Array, lengths: number[], headLength: number): TagBatch[] {
  const batcher = new TagBatcher(headLength);
  const pushed = chunked(bytes, lengths).map((chunk) => batcher.push(chunk));
  return [...pushed, batcher.rest()].filter((batch) => batch !== null);
}

describe('TagBatcher', () => {
  test('any chunking gives all bytes, in whole tags, never a lone audio or video tag', () => {
    const boundaries = new Set([...flv.tags.map((tag) => tag.offset), flv.bytes.length]);
    const lengths = fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1 });
    fc.assert(
      fc.property(lengths, (chunkLengths) => {
        const batches = batchesOf(flv.bytes, chunkLengths, 13);
        expect(joined(batches.map((batch) => batch.bytes))).toEqual(flv.bytes);
        let end = 0;
        for (const [i, batch] of batches.entries()) {
          end += batch.bytes.length;
          expect(boundaries).toContain(end);
          expect(batch.bytes.buffer.byteLength).toBe(batch.bytes.length);
          if (i === batches.length - 1) continue;
          expect(batch.videoTagCount).not.toBe(1);
          expect(batch.audioTagCount).not.toBe(1);
        }
      }),
    );
  });

  test('any chunking leaves out the tags that are not wanted, and counts their bytes', () => {
    const isLeftOut = (tag: Uint8Array) => tag[0] === 9 && tag[12] === 0;
    const again = flv.tags.flatMap((tag, i) =>
      i % 7 === 0 ? [tag, ...flv.tags.slice(0, 1)] : [tag],
    );
    const stream = flvOf(again).bytes.subarray(13);
    const wanted = flvOf(flv.tags.slice(1)).bytes.subarray(13);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1 }), (lengths) => {
        const batcher = new TagBatcher(0, isLeftOut);
        const pushed = chunked(stream, lengths).map((chunk) => batcher.push(chunk));
        const batches = [...pushed, batcher.rest()].filter((batch) => batch !== null);
        expect(Buffer.compare(joined(batches.map(({ bytes }) => bytes)), wanted)).toBe(0);
        expect(batches.reduce((sum, { sourceLength }) => sum + sourceLength, 0)).toBe(
          stream.length,
        );
      }),
      { numRuns: 30 },
    );
  });

  test('counts what a batch holds and names its first and last time', () => {
    const [batch] = batchesOf(flv.bytes, [], 13);
    expect(batch).toMatchObject({
      videoTagCount: 31,
      audioTagCount: 61,
      firstTimestampMs: 0,
      lastTimestampMs: 29 * 40 + 20,
    });
  });

  test('starts in the middle of a file, at a tag', () => {
    const tag = flv.tags[40];
    const [batch] = batchesOf(flv.bytes.subarray(tag?.offset), [], 0);
    expect(batch?.firstTimestampMs).toBe(tag?.timestampMs);
  });

  test('waits for whole tags', () => {
    const batcher = new TagBatcher(13);
    expect(batcher.push(flv.bytes.subarray(0, (flv.tags[1]?.offset ?? 0) - 1))).toBeNull();
    expect(batcher.push(flv.bytes.subarray((flv.tags[1]?.offset ?? 0) - 1))).not.toBeNull();
    expect(batcher.rest()).toBeNull();
  });

  test('hands out a piece of a tag at the end', () => {
    const cut = flv.bytes.subarray(0, flv.bytes.length - 7);
    const batches = batchesOf(cut, [300], 13);
    expect(joined(batches.map((batch) => batch.bytes))).toEqual(cut);
  });

  test('tiny chunks of a large tag do not cost quadratic time', () => {
    const large = avcAacFlv({ frames: 2, bodySize: 1_000_000 });
    const startMs = performance.now();
    const batches = batchesOf(large.bytes, [100], 13);
    expect(performance.now() - startMs).toBeLessThan(3000);
    expect(joined(batches.map((batch) => batch.bytes))).toHaveLength(large.bytes.length);
  });
});
