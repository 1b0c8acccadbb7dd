import { expect, it } from 'vitest';
import { bytesSource } from './byte-source.ts';
import { heldSource } from './held-source.ts';

const BLOCK = 64 * 1024;
const bytes = Uint8Array.from({ length: 3 * BLOCK + 100 }, (_, i) => (i * 7 + (i >>> 16)) % 256);

it('has in memory what was read of it, to the end of the block', async () => {
  const source = heldSource(bytesSource(bytes));
  expect(source.held(10)).toBeNull();
  expect(await source.read(BLOCK - 5, 10)).toEqual(bytes.subarray(BLOCK - 5, BLOCK + 5));
  expect(source.held(10)).toEqual(bytes.subarray(10, BLOCK));
  expect(source.held(BLOCK)).toEqual(bytes.subarray(BLOCK, 2 * BLOCK));
  expect(source.held(2 * BLOCK)).toBeNull();
  await source.read(3 * BLOCK, 1000);
  expect(source.held(3 * BLOCK + 99)).toEqual(bytes.subarray(-1));
  expect(source.held(3 * BLOCK + 100)).toBeNull();
});

it('reads again what could not be read', async () => {
  let isBroken = true;
  const read = async (offset: number, length: number) => {
    if (isBroken) throw new Error('not now');
    return bytes.subarray(offset, offset + length);
  };
  const source = heldSource({ sizeBytes: bytes.length, read });
  await expect(source.read(0, 10)).rejects.toThrow('not now');
  isBroken = false;
  expect(await source.read(0, 10)).toEqual(bytes.subarray(0, 10));
});
