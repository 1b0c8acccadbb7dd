import type { LibraryEntry } from '../../contract/video.ts';
import type { Mogile } from '../mogile/mogile.ts';
import type { Library } from './library.ts';

/** All videos: those on this machine, then those of a MogileFS domain. */
export interface Catalog {
  /** Looks at the disk and at the trackers and gives what is known now. */
  list(): Promise<LibraryEntry[]>;
  /** What was found when somebody last looked. */
  entries(): LibraryEntry[];
  /**
   * Adds a video file, or a folder with all videos in it.
   * @throws CodedError `path_unusable`
   */
  add(path: string): Promise<LibraryEntry[]>;
  /** The named entries, with sizes that are looked up where they can be; unknown names are left out. */
  sizes(names: readonly string[]): Promise<LibraryEntry[]>;
}

/** @param mogile null without MogileFS */
export function createCatalog(library: Library, mogile: Mogile | null): Catalog {
  const entries = () => [...library.entries(), ...(mogile?.listing.entries() ?? [])];
  return {
    entries,
    async list() {
      await Promise.all([library.list(), mogile?.listing.refresh()]);
      return entries();
    },
    async add(path) {
      await library.add(path);
      return entries();
    },
    async sizes(names) {
      const local = library.entries().filter(({ name }) => names.includes(name));
      return [...local, ...((await mogile?.listing.readSizes(names)) ?? [])];
    },
  };
}
