import { open, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { makeTempDir } from '../../origin/test-support/temp-dir.ts';
import { fileSource } from './file-source.ts';

async function openBytes(text: string) {
  const path = join(await makeTempDir(), 'a');
  await writeFile(path, text);
  const handle = await open(path);
  onTestFinished(() => handle.close());
  return { path, source: fileSource(handle, text.length) };
}

const textOf = (bytes: Uint8Array) => Buffer.from(bytes).toString();

it('reads any part, short only at the end', async () => {
  const { source } = await openBytes('0123456789');
  expect(source.sizeBytes).toBe(10);
  expect(textOf(await source.read(0, 4))).toBe('0123');
  expect(textOf(await source.read(7, 100))).toBe('789');
  expect(textOf(await source.read(10, 5))).toBe('');
  expect(textOf(await source.read(99, 5))).toBe('');
  expect(textOf(await source.read(3, 0))).toBe('');
});

it('reads into a given buffer and leaves the rest of it alone', async () => {
  const { source } = await openBytes('0123456789');
  const into = new Uint8Array(6).fill(0x2d);
  const read = await source.read(2, 3, into);
  expect(read.buffer).toBe(into.buffer);
  expect([textOf(read), textOf(into)]).toEqual(['234', '234---']);
});

it('gives a short read where the file has become shorter', async () => {
  const { path, source } = await openBytes('0123456789');
  await truncate(path, 4);
  expect(textOf(await source.read(2, 8))).toBe('23');
});
