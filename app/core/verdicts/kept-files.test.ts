import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { makeTempDir } from '../../origin/test-support/temp-dir.ts';
import { createLibrary } from '../library/library.ts';
import { localVideoOpener } from '../library/open-local-video.ts';
import { createKeptFiles } from './kept-files.ts';

const bytesOf = (length: number, first = 0) =>
  Buffer.from(Array.from({ length }, (_, i) => (first + i * 7 + (i >>> 16)) % 256));

async function keep(content: Buffer) {
  const dir = await makeTempDir();
  const path = join(dir, 'a.flv');
  await writeFile(path, content);
  const openLocal = localVideoOpener(await createLibrary({ sampleDir: null, paths: [dir] }));
  const open = vi.fn(openLocal);
  const files = createKeptFiles(open);
  onTestFinished(() => files.close());
  const read = async (offset: number, length: number, into?: Uint8Array) => {
    const video = await files.open('a.flv');
    const bytes = await video?.source.read(offset, length, into);
    await video?.close();
    return Buffer.from(bytes ?? []);
  };
  return { path, open, files, read };
}

it('gives the bytes of the file, wherever they lie, and opens it once', async () => {
  const content = bytesOf(200_000);
  const { open, read } = await keep(content);
  for (const [offset, length] of [
    [0, 10],
    [65_530, 20],
    [1, 140_000],
    [199_990, 500],
    [300_000, 5],
  ] as const) {
    const expected = content.subarray(offset, offset + length);
    expect((await read(offset, length)).equals(expected)).toBe(true);
    expect((await read(offset, length, new Uint8Array(150_000))).equals(expected)).toBe(true);
  }
  expect(open.mock.calls.length).toBeLessThan(10);
});

it('is of the file that stands there now', async () => {
  const { path, read } = await keep(bytesOf(100));
  expect((await read(0, 1))[0]).toBe(0);
  await writeFile(`${path}.new`, bytesOf(100, 99));
  await rename(`${path}.new`, path);
  await vi.waitFor(async () => expect((await read(0, 1))[0]).toBe(99), 20_000);
});

it('knows of none where there is none', async () => {
  const { files } = await keep(bytesOf(1));
  expect(await files.open('b.flv')).toBeNull();
  expect(await files.open('b.flv')).toBeNull();
});

it('reads again what could not be read', async () => {
  const content = bytesOf(100);
  const read = vi.fn(async (offset: number, length: number) => {
    return content.subarray(offset, offset + length);
  });
  read.mockRejectedValueOnce(new Error('EIO'));
  const source = { sizeBytes: content.length, read };
  const files = createKeptFiles(async () => ({
    source,
    sizeBytes: content.length,
    modifiedAtEpochMs: 0,
    state: 'a',
    isUnchanged: async () => true,
    close: async () => undefined,
  }));
  onTestFinished(() => files.close());
  const video = await files.open('a.flv');
  await expect(video?.source.read(0, 10)).rejects.toThrow('EIO');
  expect(await video?.source.read(0, 10)).toEqual(new Uint8Array(content.subarray(0, 10)));
});
