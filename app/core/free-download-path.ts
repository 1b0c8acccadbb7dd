import { access, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** A name that no file has yet, in the folder for downloads, or at home where there is none. */
export async function freeDownloadPath(name: string, extension: string): Promise<string> {
  const downloads = join(homedir(), 'Downloads');
  const folder = await stat(downloads).then(
    (found) => (found.isDirectory() ? downloads : homedir()),
    () => homedir(),
  );
  const stem = name.replace(/[^\p{L}\p{N} ._-]/gu, '-').slice(0, 120);
  for (let count = 1; ; count += 1) {
    const path = join(folder, `${stem}${count === 1 ? '' : ` (${count})`}.${extension}`);
    const isThere = await access(path).then(
      () => true,
      () => false,
    );
    if (!isThere) return path;
  }
}
