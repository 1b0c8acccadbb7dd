import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { sep } from 'node:path';
import { bytesOf, isInside } from '../../disk/confined-file.ts';

/** How far a folder is searched, so that a wrong choice (`/`) ends soon. */
export const SEARCH_LIMITS = { videos: 20_000, folders: 20_000 };

/** A video file found on disk. */
export interface FoundVideo {
  /** Absolute path; bytes where it is no UTF-8. */
  path: string | Buffer;
  /** Folders below the searched one, and the file's name; what is no UTF-8 stands as `%E9`. */
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
  const waiting: Place[] = [{ path: Buffer.from(root), relativePath: [] }];

  for (let foldersRead = 0; waiting.length > 0; foldersRead += 1) {
    const folder = waiting.pop();
    if (!folder || foldersRead === limits.folders) return { videos, isWhole: false };

    const entries = await entriesOf(folder);
    const files = entries.filter((entry) => !entry.isFolder && isVideoName(entry.name));
    const found = await Promise.all(files.map((entry) => lookAt(root, entry)));
    videos.push(...found.filter((video) => video !== null));
    if (videos.length > limits.videos) {
      return { videos: videos.slice(0, limits.videos), isWhole: false };
    }

    const subfolders = entries.filter((entry) => entry.isFolder && !isSkipped(entry.name));
    waiting.push(...subfolders.reverse());
  }
  return { videos, isWhole: true };
}

/** Names are bytes on the disk, and need not be UTF-8. */
interface Place {
  path: Buffer;
  relativePath: string[];
}

interface Entry extends Place {
  name: string;
  isFolder: boolean;
}

function isSkipped(folderName: string): boolean {
  return folderName.startsWith('.') || folderName === 'node_modules';
}

async function entriesOf({ path, relativePath }: Place): Promise<Entry[]> {
  try {
    const entries = await readdir(path, { withFileTypes: true, encoding: 'buffer' });
    const named = entries.map((entry) => {
      const name = legible(entry.name);
      return {
        name,
        isFolder: entry.isDirectory(),
        path: Buffer.concat([path, separator, entry.name]),
        relativePath: [...relativePath, name],
      };
    });
    return named.sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch {
    // Vanished or not readable: nothing of it can be served either.
    return [];
  }
}

const separator = Buffer.from(sep);
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A name as text; the bytes of one that is no UTF-8 that are none themselves stand as `%E9`. */
function legible(name: Buffer): string {
  try {
    return utf8.decode(name);
  } catch {
    return decodeWithGaps(name);
  }
}

/** Takes the longest characters that are UTF-8, one after the other. */
function decodeWithGaps(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const character = characterAt(bytes, at);
    text += character?.text ?? `%${bytes.toString('hex', at, at + 1).toUpperCase()}`;
    at += character?.length ?? 1;
  }
  return text;
}

function characterAt(bytes: Buffer, at: number): { text: string; length: number } | null {
  for (let length = 1; length <= 4 && at + length <= bytes.length; length += 1) {
    try {
      return { text: utf8.decode(bytes.subarray(at, at + length)), length };
    } catch {
      // Not a whole character yet, or none.
    }
  }
  return null;
}

async function lookAt(root: string, { path, relativePath }: Place): Promise<FoundVideo | null> {
  try {
    const isLink = (await lstat(path)).isSymbolicLink();
    if (isLink && !isInside(await realpath(path, 'latin1'), bytesOf(root))) return null;
    const stats = await stat(path);
    if (!stats.isFile()) return null;
    const { size: sizeBytes, mtimeMs: modifiedAtEpochMs } = stats;
    return { path: plain(path), relativePath, sizeBytes, modifiedAtEpochMs };
  } catch {
    // Vanished meanwhile, or a link that leads nowhere.
    return null;
  }
}

function plain(path: Buffer): string | Buffer {
  const text = path.toString();
  return Buffer.from(text).equals(path) ? text : path;
}
