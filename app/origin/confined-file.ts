import type { BigIntStats } from 'node:fs';
import { constants, type FileHandle, open, realpath, stat } from 'node:fs/promises';
import { sep } from 'node:path';

/** Where a video lies, and what it must lie in. */
export interface LibraryFile {
  /** Absolute path. */
  path: string;
  /** Real path of the folder that must hold the file once links are resolved, or of the file itself. */
  root: string;
}

/** A file that is open, with its state at that moment. The caller closes the handle. */
export interface OpenFile {
  handle: FileHandle;
  stats: BigIntStats;
}

/**
 * Opens a regular file for reading if it lies inside its root.
 *
 * The file is opened first and looked at afterwards, through the handle: whatever happens to the
 * path meanwhile, what was checked is what will be read. A link swapped in between leads to a
 * handle whose device and inode no path inside the root has, and is refused.
 * @returns null when there is no such file, it is not a regular file, not readable, or outside
 */
export async function openConfined({ path, root }: LibraryFile): Promise<OpenFile | null> {
  let handle: FileHandle;
  try {
    // O_NONBLOCK: opening a named pipe must not wait for a writer. (Windows has no such flag.)
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch {
    // Missing, not readable, a loop of links: for whoever asks there is no such file.
    return null;
  }
  try {
    const stats = await handle.stat({ bigint: true });
    if (stats.isFile() && (await isSameFileInside(path, root, stats))) return { handle, stats };
  } catch {
    // The path vanished or changed while it was looked at: refused below.
  }
  await handle.close();
  return null;
}

async function isSameFileInside(path: string, root: string, opened: BigIntStats): Promise<boolean> {
  const real = await realpath(path);
  if (!isInside(real, root)) return false;
  const found = await stat(real, { bigint: true });
  return found.dev === opened.dev && found.ino === opened.ino;
}

/** Is a real path the root itself or below it? Both absolute, links resolved. */
export function isInside(real: string, root: string): boolean {
  return real === root || real.startsWith(root.endsWith(sep) ? root : root + sep);
}
