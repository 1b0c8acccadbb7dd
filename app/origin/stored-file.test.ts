import { readdir, readlink, rename, symlink, writeFile } from 'node:fs/promises';
import http from 'node:http';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { createStorage } from './storage.ts';
import { createKeptStored, openStored } from './stored-file.ts';
import { makeTempDir } from './test-support/temp-dir.ts';

async function keep(content: Buffer) {
  const root = await makeTempDir();
  const path = join(root, 'a.flv');
  await writeFile(path, content);
  const kept = createKeptStored();
  onTestFinished(() => kept.close());
  const read = async (position: number, length: number) => {
    const file = await kept.open({ path, root });
    if (typeof file === 'string') throw new Error(file);
    const into = Buffer.alloc(length);
    const { bytesRead } = await file.handle.read(into, 0, length, position);
    await file.handle.close();
    return into.subarray(0, bytesRead);
  };
  return { root, path, kept, read };
}

async function openCount(path: string): Promise<number> {
  const names = await readdir('/proc/self/fd');
  const links = await Promise.all(names.map((n) => readlink(`/proc/self/fd/${n}`).catch(() => '')));
  return links.filter((link) => link === path).length;
}

it('keeps one file open for all answers, and gives its bytes', async () => {
  const content = Buffer.from(Array.from({ length: 150_000 }, (_, i) => (i * 7) % 251));
  const { path, kept, read } = await keep(content);
  for (const [at, length] of [
    [0, 10],
    [65_530, 20],
    [149_990, 50],
  ] as const) {
    expect((await read(at, length)).equals(content.subarray(at, at + length))).toBe(true);
    expect(await openCount(path)).toBe(1);
  }
  await kept.close();
  expect(await openCount(path)).toBe(0);
});

it('gives the bytes of the file that stands there now', async () => {
  const { path, read } = await keep(Buffer.from('old'));
  expect((await read(0, 3)).toString()).toBe('old');
  await writeFile(`${path}.new`, 'new');
  await rename(`${path}.new`, path);
  await vi.waitFor(async () => expect((await read(0, 3)).toString()).toBe('new'), 20_000);
  await vi.waitFor(async () => expect(await openCount(`${path} (deleted)`)).toBe(0), 20_000);
});

it('says why a file cannot be had, each time', async () => {
  const { root, path, kept } = await keep(Buffer.from('a'));
  const elsewhere = await makeTempDir();
  await symlink(path, join(elsewhere, 'link.flv'));
  for (let times = 0; times < 2; times += 1) {
    const outside = await kept.open({ path: join(elsewhere, 'link.flv'), root: elsewhere });
    expect(outside).toMatch(/not below/);
    expect(await kept.open({ path: join(root, 'none.flv'), root })).toMatch(/ENOENT/);
  }
});

it('sends a client in this program no second read when the first was enough, where there is a pace', async () => {
  const root = await makeTempDir();
  const path = join(root, 'a.flv');
  await writeFile(path, Buffer.alloc(1024 * 1024));
  let reads = 0;
  let closed = 0;
  const storage = await createStorage({
    resolve: () => ({ path, root }),
    async open(file) {
      const opened = await openStored(file);
      if (typeof opened === 'string') return opened;
      const { stats, handle } = opened;
      return {
        stats,
        handle: {
          read(...args) {
            reads += 1;
            return handle.read(...args);
          },
          async close() {
            await handle.close();
            closed += 1;
          },
        },
      };
    },
  });
  onTestFinished(() => storage.close());
  const ask = http.get(`${storage.url}/a.flv?limit_rate_after=65536&limit_rate=900000000`);
  ask.on('error', () => 'it was cut by us');
  ask.on('response', (answer) => answer.once('data', () => ask.destroy()));
  await vi.waitFor(() => expect(closed).toBe(1), 20_000);
  expect(reads).toBe(1);
});
