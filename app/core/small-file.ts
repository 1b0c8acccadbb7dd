import { randomBytes } from 'node:crypto';
import {
  constants,
  type FileHandle,
  mkdir,
  open,
  realpath,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import { dirname } from 'node:path';

/** More than any file holds that the program keeps for itself. */
export const SMALL_FILE_BYTES = 64 * 1024;

/** Why a small file cannot be read or written; the message is the end of a sentence. */
export class SmallFileError extends Error {
  override readonly name = 'SmallFileError';
}

/**
 * The text of a small file that the program keeps for itself; null when there is none.
 * @throws SmallFileError when it is no file or too large, or may not be read
 */
export async function readSmallFile(path: string): Promise<string | null> {
  try {
    // Without O_NONBLOCK the open of a named pipe would wait for a writer. (Windows has no such flag.)
    const file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      return await readText(file);
    } finally {
      await file.close();
    }
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw toSmallFileError(error);
  }
}

async function readText(file: FileHandle): Promise<string> {
  if (!(await file.stat()).isFile()) throw new SmallFileError('it is no file');
  // The size that was looked up may be another by now: what is read is bounded, whatever it says.
  const buffer = Buffer.alloc(SMALL_FILE_BYTES + 1);
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  if (length > SMALL_FILE_BYTES) {
    throw new SmallFileError(`it is larger than ${SMALL_FILE_BYTES} bytes`);
  }
  return buffer.toString('utf8', 0, length);
}

/**
 * Puts a small file in the place of the old one, whole or not at all: other programs may read and
 * replace it at the same time, and the disk may be full. A link stays a link.
 * @param mode of the new file, before the umask
 * @throws SmallFileError when something else than a file stands there, or the disk refuses
 */
export async function replaceSmallFile(path: string, text: string, mode = 0o666): Promise<void> {
  try {
    const target = await fileToReplace(path);
    await mkdir(dirname(target), { recursive: true });
    // A name of one's own: a shared one would be renamed away under whoever writes there too.
    const own = `${target}.${process.pid}-${randomBytes(6).toString('hex')}.new`;
    try {
      await writeNew(own, text, mode);
      await rename(own, target);
    } catch (error) {
      await rm(own, { force: true });
      throw error;
    }
  } catch (error) {
    throw toSmallFileError(error);
  }
}

/** Where the file lies, links followed; a folder, named pipe or device is not replaced. */
async function fileToReplace(path: string): Promise<string> {
  try {
    if (!(await stat(path)).isFile()) throw new SmallFileError('it is no file');
    return await realpath(path);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return path;
    throw error;
  }
}

async function writeNew(path: string, text: string, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    await file.writeFile(text);
    // Before it takes the old one's place: after a power cut there is one or the other.
    await file.sync();
  } finally {
    await file.close();
  }
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'that is not permitted',
  EPERM: 'that is not permitted',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk is read-only',
  ENOTDIR: 'its folder is no folder',
  EEXIST: 'its folder is no folder',
  EFBIG: 'no file may be that large',
  ELOOP: 'its links lead in a circle',
};

function toSmallFileError(cause: unknown): SmallFileError {
  if (cause instanceof SmallFileError) return cause;
  const code = codeOf(cause);
  return new SmallFileError(REASONS[code] ?? `the system says ${code}`, { cause });
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
