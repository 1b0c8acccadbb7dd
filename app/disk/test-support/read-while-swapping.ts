import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OpenFile } from '../confined-file.ts';

const READS = 1500;

/**
 * Reads a file again and again while its folder and a link to one outside change places, and once
 * more afterwards.
 * @param openIn opens a file that must lie in the root
 * @returns every content that came: `inside`, or `outside` when somebody was misled
 */
export async function readWhileSwapping(
  openIn: (path: string, root: string) => Promise<OpenFile | string>,
): Promise<Set<string>> {
  const house = await mkdtemp(join(tmpdir(), 'seeklab-swap-'));
  const [root, folder, aside] = [join(house, 'root'), join(house, 'root/clips'), join(house, 'a')];
  await mkdir(folder, { recursive: true });
  await writeFile(join(house, 'video.flv'), 'outside');
  await writeFile(join(folder, 'video.flv'), 'inside');
  let isSwapping = true;
  const swapping = (async () => {
    while (isSwapping) {
      await rename(folder, aside);
      await symlink(house, folder);
      await rm(folder);
      await rename(aside, folder);
    }
  })();
  const seen = new Set<string>();
  const read = async () => {
    const file = await openIn(join(folder, 'video.flv'), root);
    if (typeof file === 'string') return;
    seen.add(await file.handle.readFile('utf8'));
    await file.handle.close();
  };
  for (let n = 0; n < READS; n += 1) await read();
  isSwapping = false;
  await swapping;
  // Some machines swap in such a rhythm that no read in between finds the folder.
  await read();
  await rm(house, { recursive: true });
  return seen;
}
