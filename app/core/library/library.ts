import { realpath } from 'node:fs/promises';
import type { LibraryEntry, SkippedFiles } from '../../contract/video.ts';
import { isInside } from '../../disk/confined-file.ts';
import type { LibraryFile } from '../../origin/stored-file.ts';
import { findVideos } from './find-videos.ts';
import { createListing, type Source } from './listing.ts';
import { openSource } from './open-source.ts';
import { createUniqueNames } from './unique-names.ts';

export interface LibraryOptions {
  /** Folder of the videos that ship; may be missing. Null leaves them out. */
  sampleDir: string | null;
  /**
   * Files and folders of the user, absolute paths. When names clash, their videos keep theirs and
   * the samples get others.
   */
  paths?: readonly string[];
  /** Called with each path that is added later. */
  onAdded?: (path: string) => void;
}

/** The videos that the storage serves. Nothing else is reachable. */
export interface Library {
  /** Looks at the disk and gives what is there now; the user's videos first, then the samples. */
  list(): Promise<LibraryEntry[]>;
  /** What the last look at the disk found. */
  entries(): LibraryEntry[];
  /**
   * Adds a video file, or a folder with all videos in it. Adding again changes nothing.
   * @param path absolute
   * @returns what `list` gives afterwards
   * @throws CodedError `path_unusable`
   */
  add(path: string): Promise<LibraryEntry[]>;
  /**
   * Takes videos out of the library, for this run; their files stay.
   * @returns the names of those that were in it
   */
  remove(names: readonly string[]): string[];
  /** Takes back what was removed. */
  restore(names: readonly string[]): Promise<LibraryEntry[]>;
  /**
   * What lies in a folder and was not taken, and why.
   * @throws CodedError `path_unusable`
   */
  skippedIn(path: string): Promise<SkippedFiles>;
  /** The file of a video, also one that is new on disk; null when there is none of that name. */
  resolve(name: string): Promise<LibraryFile | null>;
  /** Calls the listener whenever a look at the disk found a change; returns the unsubscribe function. */
  onChange(listener: (entries: LibraryEntry[]) => void): () => void;
}

/**
 * Opens a library.
 * @throws CodedError `path_unusable` for one of `paths`
 */
export async function createLibrary(options: LibraryOptions): Promise<Library> {
  const { sampleDir, paths = [] } = options;
  const listeners = new Set<(entries: LibraryEntry[]) => void>();
  const sources: Source[] = await Promise.all(paths.map(openSource));
  const sampleRoot = sampleDir && (await realpath(sampleDir).catch(() => null));
  if (sampleRoot) sources.push({ origin: 'sample', root: sampleRoot });

  const listing = createListing(sources, createUniqueNames(), (entries) => {
    for (const listener of listeners) listener(entries);
  });
  await listing.refresh();

  const list = async () => {
    await listing.refresh();
    return listing.entries();
  };

  return {
    list,
    entries: listing.entries,
    async add(path) {
      const source = await openSource(path);
      const sampleAt = sources.findIndex(({ origin }) => origin === 'sample');
      const isKnown = sources.some(({ root }) => root === source.root);
      if (!isKnown) sources.splice(sampleAt < 0 ? sources.length : sampleAt, 0, source);
      options.onAdded?.(path);
      listing.unhide((at) => isInside(at.toString(), source.root));
      return list();
    },
    remove: listing.hide,
    restore(names) {
      const wanted = new Set(names);
      listing.unhide((_, name) => wanted.has(name));
      return list();
    },
    async skippedIn(path) {
      const { root, origin } = await openSource(path);
      if (origin === 'file') return { skipped: [], count: 0 };
      const { skipped, skippedCount: count } = await findVideos(root);
      return { skipped, count };
    },
    async resolve(name) {
      const known = listing.find(name);
      if (known) return known;
      await listing.refreshIfCheap();
      return listing.find(name);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
