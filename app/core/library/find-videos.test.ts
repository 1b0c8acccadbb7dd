import { mkdir, writeFile } from 'node:fs/promises';
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
