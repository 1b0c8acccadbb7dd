import { access, constants, realpath, stat } from 'node:fs/promises';
import { basename, isAbsolute } from 'node:path';
import { CodedError } from '../../contract/errors.ts';
import { findVideos, SEARCH_LIMITS, whyNoVideo } from './find-videos.ts';
import type { Source } from './listing.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'it does not exist',
  ELOOP: 'its links lead in a circle',
  EACCES: 'it may not be read',
  EPERM: 'it may not be read',
};

/**
 * Looks at a path that the user chose. Links in the path itself are resolved once, now.
 * @param path absolute
 * @throws CodedError `path_unusable`
 */
export async function openSource(path: string): Promise<Source> {
  const unusable = (detail: string, cause?: unknown) =>
    new CodedError('path_unusable', { path, detail }, { cause });

  if (/^file:/i.test(path)) throw unusable('this address names no file of this machine');
  if (!isAbsolute(path)) throw unusable('it is not an absolute path');
  const { root, stats } = await lookUp(path).catch((error: unknown) => {
    throw unusable(reasonOf(error), error);
  });

  if (stats.isDirectory()) {
    if ((await findVideos(root)).isWhole) return { origin: 'folder', root };
    const { videos, folders } = SEARCH_LIMITS;
    throw unusable(`it is too large: at most ${videos} videos in ${folders} folders are taken`);
  }
  if (!stats.isFile()) throw unusable('it is neither a file nor a folder');
  const fileName = basename(path);
  const refusal = whyNoVideo(fileName);
  if (refusal !== null) throw unusable(refusal);
  return { origin: 'file', root, fileName };
}

async function lookUp(path: string) {
  const root = await realpath(path);
  await access(root, constants.R_OK);
  return { root, stats: await stat(root) };
}

/** Why the file system refused a path, in words: the end of a sentence. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
  return REASONS[code] ?? `the system says ${code}`;
}
