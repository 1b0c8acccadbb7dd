import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { makeTempDir } from '../../origin/test-support/temp-dir.ts';
import { findVideos } from './find-videos.ts';

async function makeTree(): Promise<string> {
  const root = await makeTempDir();
  for (const folder of ['a', 'b', 'c']) {
    await mkdir(join(root, folder));
    await writeFile(join(root, folder, '1.flv'), '');
    await writeFile(join(root, folder, '2.flv'), '');
  }
  return root;
}

it('finds all, in order', async () => {
  const { videos, isWhole } = await findVideos(await makeTree());
  expect(isWhole).toBe(true);
  expect(videos.map(({ relativePath }) => relativePath.join('/'))).toEqual([
    'a/1.flv',
    'a/2.flv',
    'b/1.flv',
    'b/2.flv',
    'c/1.flv',
    'c/2.flv',
  ]);
});

it.each([
  [{ videos: 3, folders: 100 }, 3],
  [{ videos: 100, folders: 2 }, 2],
])('ends at the limits %o and says so', async (limits, count) => {
  const { videos, isWhole } = await findVideos(await makeTree(), limits);
  expect([videos.length, isWhole]).toEqual([count, false]);
});

it('is whole when it comes out at exactly the limits', async () => {
  const { videos, isWhole } = await findVideos(await makeTree(), { videos: 6, folders: 4 });
  expect([videos.length, isWhole]).toEqual([6, true]);
});

it.skipIf(process.platform !== 'linux')(
  'names that are no UTF-8 are legible, and another each',
  async () => {
    const root = await makeTempDir();
    const bytes = (...parts: (string | number | Buffer)[]) =>
      Buffer.concat(
        parts.map((part) => (typeof part === 'number' ? Buffer.of(part) : Buffer.from(part))),
      );
    const folder = bytes(root, '/d', 0xff);
    await mkdir(folder);
    await writeFile(bytes(root, '/caf', 0xe9, '.flv'), 'a');
    await writeFile(bytes(root, '/caf', 0xe8, 'ü.flv'), 'bb');
    await writeFile(bytes(folder, '/', 0xe2, 0x82, 'a.flv'), 'ccc');
    await symlink(bytes(root, '/caf', 0xe9, '.flv'), bytes(root, '/l', 0xe9, '.flv'));
    await symlink(bytes('/etc/passwd'), bytes(root, '/x', 0xe9, '.flv'));
    const { videos } = await findVideos(root);
    expect(
      videos.map(({ relativePath, sizeBytes }) => [relativePath.join('/'), sizeBytes]),
    ).toEqual([
      ['caf%E8ü.flv', 2],
      ['caf%E9.flv', 1],
      ['l%E9.flv', 1],
      ['d%FF/%E2%82a.flv', 3],
    ]);
  },
);
