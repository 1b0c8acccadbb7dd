import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isInside } from '../../disk/confined-file.ts';

/** How far a folder is searched, so that a wrong choice (`/`) ends soon. */
export const SEARCH_LIMITS = { videos: 20_000, folders: 20_000 };

/** A video file found on disk. */
export interface FoundVideo {
  /** Absolute path. */
  path: string;
  /** Folders below the searched one, and the file's name. */
  relativePath: string[];
  sizeBytes: number;
  modifiedAtEpochMs: number;
}

export interface SearchResult {
  videos: FoundVideo[];
  /** False when a limit ended the search before all folders were read. */
  isWhole: boolean;
}

/** Is this the name of a file that the library takes? */
export function isVideoName(fileName: string): boolean {
  return /.\.flv$/i.test(fileName) && !fileName.startsWith('.');
}

/**
 * Finds the videos below a folder, depth first in alphabetical order. Hidden files and folders and
 * `node_modules` are skipped; links to folders are not followed, links to files only when the file
 * lies inside. What cannot be read is left out.
 * @param root real path of the folder
 */
export async function findVideos(root: string, limits = SEARCH_LIMITS): Promise<SearchResult> {
  const videos: FoundVideo[] = [];
  const waiting: string[][] = [[]];

  for (let foldersRead = 0; waiting.length > 0; foldersRead += 1) {
    const folder = waiting.pop() ?? [];
    if (foldersRead === limits.folders) return { videos, isWhole: false };

    const entries = await entriesOf(join(root, ...folder));
    const files = entries.filter((entry) => !entry.isDirectory() && isVideoName(entry.name));
    const found = await Promise.all(files.map((entry) => lookAt(root, [...folder, entry.name])));
    videos.push(...found.filter((video) => video !== null));
    if (videos.length > limits.videos) {
      return { videos: videos.slice(0, limits.videos), isWhole: false };
    }

    const subfolders = entries.filter((entry) => entry.isDirectory() && !isSkipped(entry.name));
    waiting.push(...subfolders.map((entry) => [...folder, entry.name]).reverse());
  }
  return { videos, isWhole: true };
}

function isSkipped(folderName: string): boolean {
  return folderName.startsWith('.') || folderName === 'node_modules';
}

async function entriesOf(path: string): Promise<Dirent[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true });
    return entries.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    // Vanished or not readable: nothing of it can be served either.
    return [];
  }
}

async function lookAt(root: string, relativePath: string[]): Promise<FoundVideo | null> {
  const path = join(root, ...relativePath);
  try {
    const isLink = (await lstat(path)).isSymbolicLink();
    if (isLink && !isInside(await realpath(path), root)) return null;
    const stats = await stat(path);
    if (!stats.isFile()) return null;
    return { path, relativePath, sizeBytes: stats.size, modifiedAtEpochMs: stats.mtimeMs };
  } catch {
    // Vanished meanwhile, or a link that leads nowhere.
    return null;
  }
}
