import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ByteSource, bytesSource } from './byte-source.ts';
import { scanFlv } from './scan.ts';
import { avcAacFlv, flvOf, noise } from './test-support/build-flv.ts';

/** A source that can be read at once, and what was read of it so. */
function instantSource(bytes: Uint8Array, sizeBytes = bytes.length) {
  const hops: number[] = [];
  const source: ByteSource = {
    ...bytesSource(bytes),
    sizeBytes,
    readNow(offset, into) {
      const part = bytes.subarray(offset, offset + into.length);
      into.set(part);
      hops.push(offset);
      return part.length;
    },
  };
  return { source, hops };
}

const videoOf = (sizes: readonly number[]) =>
  flvOf(
    sizes.map((size, i) => ({
      type: 9,
      timestampMs: i * 40,
      data: Uint8Array.of(i % 5 === 0 ? 0x12 : 0x22, ...noise(size, i)),
    })),
  ).bytes;

const large = videoOf(Array.from({ length: 300 }, (_, i) => 6000 + i));

describe('hopping from header to header', () => {
  test('gives the same scan as blocks, one short read for each tag', async () => {
    const { source, hops } = instantSource(large);
    const scan = await scanFlv(source, { blockBytes: 16_384 });
    expect(scan).toEqual(await scanFlv(bytesSource(large), { blockBytes: 16_384 }));
    expect(hops.length).toBeGreaterThan(250);
    expect(hops.length).toBeLessThan(310);
  });

  test('is left alone where tags are small', async () => {
    const { bytes } = avcAacFlv({ frames: 200, bodySize: 500 });
    const { source, hops } = instantSource(bytes);
    await scanFlv(source, { blockBytes: 16_384 });
    expect(hops).toEqual([]);
  });

  test('goes back to blocks where tags become small', async () => {
    const sizes = Array.from({ length: 4000 }, (_, i) => (i < 300 ? 6000 : 40));
    const { source, hops } = instantSource(videoOf(sizes));
    const scan = await scanFlv(source, { blockBytes: 16_384 });
    expect(scan.tagCount).toBe(4000);
    expect(hops.length).toBeLessThan(300 + 2 * 128);
  });

  test('takes a file that shrinks under it for one that ends there', async () => {
    const { source } = instantSource(large, large.length * 2);
    const scan = await scanFlv(source, { blockBytes: 16_384 });
    expect(scan.tagCount).toBe(300);
  });

  test('finds the same damage as blocks, whatever is damaged', async () => {
    const hurt = fc.array(fc.tuple(fc.nat(large.length - 1), fc.nat(255)), { maxLength: 30 });
    const damage = fc.tuple(hurt, fc.nat(300), fc.integer({ min: 1000, max: large.length }));
    await fc.assert(
      fc.asyncProperty(damage, async ([bytes, tag, length]) => {
        const broken = large.slice(0, length);
        for (const [at, value] of bytes) broken[at] = value;
        // Most single bytes lie in tag data: this one is in some tag's header.
        const headerAt = 13 + tag * 6016 + (tag * (tag - 1)) / 2;
        if (headerAt < length) broken[headerAt + (tag % 11)] = 0xff;
        const { source } = instantSource(broken);
        const scan = await scanFlv(source, { blockBytes: 16_384 });
        expect(scan).toEqual(await scanFlv(bytesSource(broken), { blockBytes: 16_384 }));
      }),
      { numRuns: 60 },
    );
  });
});
