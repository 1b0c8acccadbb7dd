import type { BigIntStats } from 'node:fs';
import { constants, type FileHandle, open, readlink, realpath, stat } from 'node:fs/promises';
import { sep } from 'node:path';

/** A file that is open, with its state at that moment. The caller closes the handle. */
export interface OpenFile {
  handle: FileHandle;
  stats: BigIntStats;
}

/**
 * Opens a regular file for reading if it lies inside one of the roots.
 *
 * The file is opened first and looked at afterwards, through the handle: whatever happens to the
 * path meanwhile, what was checked is what will be read.
 * @param path absolute; bytes where it is no UTF-8
 * @param roots real paths of folders that may hold the file once links are resolved, or of the file
 * @returns the end of a sentence that says why not
 */
export async function openConfined(
  path: string | Buffer,
  roots: readonly string[],
): Promise<OpenFile | string> {
  let handle: FileHandle;
  try {
    // O_NONBLOCK: opening a named pipe must not wait for a writer. (Windows has no such flag.)
    handle = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  } catch (error) {
    return whyNotOpened(codeOf(error));
  }
  const checked = await check(handle, path, roots);
  if (typeof checked === 'string') await handle.close();
  return checked;
}

async function check(
  handle: FileHandle,
  path: string | Buffer,
  roots: readonly string[],
): Promise<OpenFile | string> {
  try {
    const stats = await handle.stat({ bigint: true });
    const real = await realPathOf(handle, path, stats);
    if (!roots.some((root) => isInside(real, bytesOf(root)))) return OUTSIDE;
    return stats.isFile() ? { handle, stats } : 'it is no regular file';
  } catch {
    // The path vanished or changed while it was looked at.
    return 'it changed while it was being opened';
  }
}

/** Why a file is refused that lies elsewhere. */
export const OUTSIDE = 'it is not below an allowed root';

/**
 * Where an open file lies, links resolved; as `bytesOf` has it. Linux knows it of the handle itself. Elsewhere the path is
 * resolved again and must lead to the same file; whoever may swap folders for links inside the
 * library at that very moment can still mislead that.
 * @throws when the path leads to another file by now, or nowhere
 */
async function realPathOf(
  handle: FileHandle,
  path: string | Buffer,
  opened: BigIntStats,
): Promise<string> {
  if (process.platform === 'linux') return readlink(`/proc/self/fd/${handle.fd}`, 'latin1');
  const real = await realpath(path, 'latin1');
  const found = await stat(Buffer.from(real, 'latin1'), { bigint: true });
  if (found.dev !== opened.dev || found.ino !== opened.ino) throw new Error('another file by now');
  return real;
}

/** A path's bytes as a string of as many characters, so that no two paths become one. */
export function bytesOf(path: string): string {
  return Buffer.from(path).toString('latin1');
}

/** Is a path the root itself or below it? Both absolute, without `..` and with links resolved. */
export function isInside(real: string, root: string): boolean {
  return real === root || real.startsWith(root.endsWith(sep) ? root : root + sep);
}

function whyNotOpened(code: string): string {
  return ABSENT.has(code) ? `it cannot be opened (${code})` : `${UNREADABLE} (${code})`;
}

const ABSENT = new Set(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENAMETOOLONG']);
const UNREADABLE = 'it is there but cannot be opened';

/** Does such a reason say that the file is there? EACCES, EMFILE and EIO are no "no such file". */
export function isUnreadable(reason: string): boolean {
  return reason.startsWith(UNREADABLE);
}

function codeOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : String(error);
}
