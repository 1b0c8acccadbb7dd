import type { BigIntStats } from 'node:fs';
import { constants, type FileHandle, open, readlink, realpath, stat } from 'node:fs/promises';
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
 * path meanwhile, what was checked is what will be read.
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
    if (stats.isFile() && isInside(await realPathOf(handle, path, stats), root)) {
      return { handle, stats };
    }
  } catch {
    // The path vanished or changed while it was looked at: refused.
  }
  await handle.close();
  return null;
}

/**
 * Where an open file lies, links resolved. Linux knows it of the handle itself. Elsewhere the path is
 * resolved again and must lead to the same file; whoever may swap folders for links inside the
 * library at that very moment can still mislead that.
 * @throws when the path leads to another file by now, or nowhere
 */
async function realPathOf(handle: FileHandle, path: string, opened: BigIntStats): Promise<string> {
  if (process.platform === 'linux') return readlink(`/proc/self/fd/${handle.fd}`);
  const real = await realpath(path);
  const found = await stat(real, { bigint: true });
  if (found.dev !== opened.dev || found.ino !== opened.ino) throw new Error('another file by now');
  return real;
}

/** Is a real path the root itself or below it? Both absolute, links resolved. */
export function isInside(real: string, root: string): boolean {
  return real === root || real.startsWith(root.endsWith(sep) ? root : root + sep);
}
