import { realpath } from 'node:fs/promises';
import type { LibraryEntry } from '../../contract/video.ts';
import type { LibraryFile } from '../../origin/storage.ts';
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
  /** The file of a video, also one that is new on disk; null when there is none of that name. */
  resolve(name: string): Promise<LibraryFile | null>;
  /** Calls the listener whenever a look at the disk found a change; returns the unsubscribe function. */
  onChange(listener: (entries: LibraryEntry[]) => void): () => void;
}

/**
 * Opens a library.
 * @throws CodedError `path_unusable` for one of `paths`
 */
export async function createLibrary({ sampleDir, paths = [] }: LibraryOptions): Promise<Library> {
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
      return list();
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
