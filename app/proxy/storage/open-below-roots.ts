import { constants } from 'node:fs';
import { type FileHandle, open, realpath, stat } from 'node:fs/promises';
import path from 'node:path';

export interface OpenedFile {
  readonly handle: FileHandle;
  readonly sizeBytes: number;
}

/**
 * Opens a regular file below one of the roots, `..` and links resolved first.
 *
 * The file that was opened and the path that was checked are held against each other, so a link
 * that is swapped in between leads nowhere. Outside the roots the file system is not even looked
 * at: whether a file is there is nobody's business.
 * @returns a sentence that says why not
 */
export async function openBelowRoots(
  file: string,
  roots: readonly string[],
): Promise<OpenedFile | string> {
  const outside = 'it is not below an allowed root';
  if (!path.isAbsolute(file)) return 'its path is not absolute';
  const realRoots = await Promise.all(roots.map(realRoot));
  const named = path.resolve(file);
  if (![...roots, ...realRoots].some((root) => isBelow(named, path.resolve(root)))) return outside;
  let handle: FileHandle | null = null;
  try {
    // Without O_NONBLOCK the open of a named pipe would wait for a writer.
    handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    const real = await realpath(file);
    const isInside = realRoots.some((root) => isBelow(real, root));
    const fault = isInside ? await faultOf(handle, real) : outside;
    if (fault === null) return { handle, sizeBytes: (await handle.stat()).size };
    await handle.close();
    return fault;
  } catch (error) {
    await handle?.close();
    return `it cannot be opened (${codeOf(error)})`;
  }
}

/** A root that is not there has nothing below it. */
async function realRoot(root: string): Promise<string> {
  return await realpath(root).catch(() => path.resolve(root));
}

async function faultOf(handle: FileHandle, real: string): Promise<string | null> {
  const opened = await handle.stat();
  const checked = await stat(real);
  if (!opened.isFile()) return 'it is no regular file';
  const isSame = opened.ino === checked.ino && opened.dev === checked.dev;
  return isSame ? null : 'it changed while it was being opened';
}

function isBelow(file: string, root: string): boolean {
  const relative = path.relative(root, file);
  return relative !== '' && !path.isAbsolute(relative) && relative.split(path.sep)[0] !== '..';
}

function codeOf(error: unknown): string {
  const { code } = error as NodeJS.ErrnoException;
  return typeof code === 'string' ? code : String(error);
}
