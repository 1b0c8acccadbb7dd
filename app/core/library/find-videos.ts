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

/** What lies in a folder and is not taken. */
export interface Skipped {
  /** Below the searched folder. */
  path: string;
  /** The end of a sentence. */
  reason: string;
}

export interface SearchResult {
  videos: FoundVideo[];
  /** The first of those that were not taken, and how many there are. */
  skipped: Skipped[];
  skippedCount: number;
  /** False when a limit ended the search before all folders were read. */
  isWhole: boolean;
}

/** So many of those that are not taken are named. */
const SKIPPED_NAMED = 200;

/** Why the library takes no file of this name, the end of a sentence; null when it takes it. */
export function whyNoVideo(fileName: string): string | null {
  if (fileName.startsWith('.')) return 'its name begins with a dot';
  if (/\.(f4v|f4p)$/i.test(fileName)) {
    return 'F4V is MP4 by another name, which the proxy of this patch never served; convert it to FLV';
  }
  return /.\.flv$/i.test(fileName) ? null : 'its name does not end in .flv';
}

/**
 * Finds the videos below a folder, depth first in alphabetical order. Hidden files and folders and
 * `node_modules` are skipped; links to folders are not followed, links to files only when the file
 * lies inside. What cannot be read is left out.
 * @param root real path of the folder
 */
export async function findVideos(root: string, limits = SEARCH_LIMITS): Promise<SearchResult> {
  const videos: FoundVideo[] = [];
  const skipped = createSkipped();
  const waiting: Place[] = [{ path: Buffer.from(root), relativePath: [] }];
  const result = (isWhole: boolean) => ({ videos, ...skipped.all(), isWhole });

  for (let foldersRead = 0; waiting.length > 0; foldersRead += 1) {
    const folder = waiting.pop();
    if (!folder || foldersRead === limits.folders) return result(false);

    const { entries, problem } = await entriesOf(folder);
    if (problem) skipped.add(folder, problem);
    const files = entries.filter((entry) => {
      const refusal = entry.isFolder ? null : whyNoVideo(entry.name);
      if (refusal !== null) skipped.add(entry, refusal);
      return !entry.isFolder && refusal === null;
    });
    for (const found of await Promise.all(files.map((entry) => lookAt(root, entry)))) {
      if ('reason' in found) skipped.add(found.entry, found.reason);
      else videos.push(found);
    }
    if (videos.length > limits.videos) {
      videos.length = limits.videos;
      return result(false);
    }

    const subfolders = entries.filter((entry) => {
      const isLeftOut = entry.isFolder && isSkipped(entry.name);
      if (isLeftOut) skipped.add(entry, 'such folders are not looked into');
      return entry.isFolder && !isLeftOut;
    });
    waiting.push(...subfolders.reverse());
  }
  return result(true);
}

function createSkipped() {
  const skipped: Skipped[] = [];
  let skippedCount = 0;
  return {
    add({ relativePath }: Place, reason: string) {
      skippedCount += 1;
      if (skipped.length < SKIPPED_NAMED) skipped.push({ path: relativePath.join('/'), reason });
    },
    all: () => ({ skipped, skippedCount }),
  };
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

async function entriesOf({ path, relativePath }: Place): Promise<{
  entries: Entry[];
  problem: string | null;
}> {
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
    return { entries: named.sort((a, b) => (a.name < b.name ? -1 : 1)), problem: null };
  } catch {
    // Nothing of it can be served either.
    return { entries: [], problem: 'it cannot be read' };
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

async function lookAt(
  root: string,
  entry: Place,
): Promise<FoundVideo | { entry: Place; reason: string }> {
  const { path, relativePath } = entry;
  try {
    const isLink = (await lstat(path)).isSymbolicLink();
    if (isLink && !isInside(await realpath(path, 'latin1'), bytesOf(root))) {
      return { entry, reason: 'it is a link to a file outside of the folder' };
    }
    const stats = await stat(path);
    if (!stats.isFile()) return { entry, reason: 'it is no file' };
    const { size: sizeBytes, mtimeMs: modifiedAtEpochMs } = stats;
    return { path: plain(path), relativePath, sizeBytes, modifiedAtEpochMs };
  } catch {
    return { entry, reason: 'it has vanished, or is a link that leads nowhere' };
  }
}

function plain(path: Buffer): string | Buffer {
  const text = path.toString();
  return Buffer.from(text).equals(path) ? text : path;
}
