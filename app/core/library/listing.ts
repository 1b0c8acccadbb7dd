import { stat } from 'node:fs/promises';
import type { LibraryEntry } from '../../contract/video.ts';
import type { LibraryFile } from '../../origin/stored-file.ts';
import { type FoundVideo, findVideos } from './find-videos.ts';
import type { UniqueNames } from './unique-names.ts';

/** Where videos come from: a folder, or a single file under the name that it was added by. */
export type Source =
  | { origin: 'sample' | 'folder'; root: string }
  | { origin: 'file'; root: string; fileName: string };

export interface Listing {
  /** Looks at the disk. Calls while it is looking share one more look, so that they see all changes. */
  refresh(): Promise<void>;
  /** The same, unless looking takes so long that doing it for each stray request would not end. */
  refreshIfCheap(): Promise<void>;
  entries(): LibraryEntry[];
  find(name: string): LibraryFile | null;
  /** Takes them out of sight, or back; what they are called stays theirs. @returns those that were found */
  hide(names: readonly string[]): string[];
  unhide(isMeant: (path: string | Buffer, name: string) => boolean): void;
}

interface ListedVideo {
  entry: LibraryEntry;
  file: LibraryFile;
}

/** A look may take this part of the time at most when strangers cause it. */
const LOOK_TIME_SHARE = 0.2;

/**
 * What the sources hold, as of the last look.
 * @param sources read anew at each look; a video of two sources belongs to the first
 * @param names shared with whatever else gives names in this library
 * @param onChange called after a look that found something else than the one before
 */
export function createListing(
  sources: readonly Source[],
  names: UniqueNames,
  onChange: (entries: LibraryEntry[]) => void,
): Listing {
  let videos = new Map<string, ListedVideo>();
  /** By name, where it lies. */
  const hidden = new Map<string, string | Buffer>();
  let running: Promise<void> | null = null;
  let following: Promise<void> | null = null;
  let notBeforeMs = 0;

  const isShown = (name: string) => !hidden.has(name);
  const entries = () =>
    [...videos.values()].map(({ entry }) => entry).filter(({ name }) => isShown(name));
  const findShown = (name: string) => (isShown(name) ? (videos.get(name)?.file ?? null) : null);

  const look = async () => {
    const startMs = performance.now();
    const before = JSON.stringify(entries());
    videos = await readSources([...sources], names.nameOf);
    if (JSON.stringify(entries()) !== before) onChange(entries());
    const nowMs = performance.now();
    notBeforeMs = nowMs + (nowMs - startMs) / LOOK_TIME_SHARE;
  };
  const start = () => {
    following = null;
    running = look().finally(() => {
      running = null;
    });
    return running;
  };
  const refresh = () => {
    if (!running) return start();
    following ??= running.then(start, start);
    return following;
  };

  return {
    refresh,
    refreshIfCheap: async () => {
      if (performance.now() >= notBeforeMs) await refresh();
    },
    entries,
    find: (name) => findShown(name.normalize('NFC')),
    hide(names) {
      const found = names.filter((name) => findShown(name) !== null);
      for (const name of found) hidden.set(name, videos.get(name)?.file.path ?? '');
      if (found.length > 0) onChange(entries());
      return found;
    },
    unhide(isMeant) {
      const meant = [...hidden].filter(([name, path]) => isMeant(path, name));
      for (const [name] of meant) hidden.delete(name);
      if (meant.length > 0) onChange(entries());
    },
  };
}

async function readSources(
  sources: readonly Source[],
  nameOf: (path: string, wanted: string) => string,
): Promise<Map<string, ListedVideo>> {
  const byName = new Map<string, ListedVideo>();
  for (const source of sources) {
    for (const video of await videosOf(source)) {
      const name = nameOf(keyOf(video.path), video.relativePath.map(cleanSegment).join('/'));
      if (byName.has(name)) continue;
      const { path, sizeBytes, modifiedAtEpochMs } = video;
      byName.set(name, {
        entry: { name, sizeBytes, modifiedAtEpochMs, origin: source.origin },
        file: { path, root: source.root },
      });
    }
  }
  return byName;
}

/** Another for each path, also where two are no UTF-8. */
function keyOf(path: string | Buffer): string {
  return typeof path === 'string' ? path : `bytes ${path.toString('hex')}`;
}

async function videosOf(source: Source): Promise<FoundVideo[]> {
  if (source.origin !== 'file') return (await findVideos(source.root)).videos;
  const { root: path, fileName } = source;
  const stats = await stat(path).catch(() => null);
  if (!stats?.isFile()) return [];
  const { size: sizeBytes, mtimeMs: modifiedAtEpochMs } = stats;
  return [{ path, relativePath: [fileName], sizeBytes, modifiedAtEpochMs }];
}

/**
 * Replaces what no URL path of ours may hold: backslash, control characters, half surrogates.
 * Names are NFC, as people and browsers type them, also where the disk decomposes (macOS).
 */
export function cleanSegment(segment: string): string {
  return segment.normalize('NFC').replace(/[\\\p{Cc}\p{Cs}]/gu, '_');
}
