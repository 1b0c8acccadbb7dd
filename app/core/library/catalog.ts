import type { LibraryEntry, SkippedFiles } from '../../contract/video.ts';
import type { FoundKeys } from '../mogile/key-listing.ts';
import type { Mogile } from '../mogile/mogile.ts';
import type { ServedVideos } from '../served/served-videos.ts';
import type { Targets } from '../targets/targets.ts';
import type { Library } from './library.ts';
import { typedPath } from './typed-path.ts';

/** All videos: those on this machine, of a MogileFS domain, and of the user's own application. */
export interface Catalog {
  /** Looks at the disk and at the trackers and gives what is known now. */
  list(): Promise<LibraryEntry[]>;
  /** What was found when somebody last looked. */
  entries(): LibraryEntry[];
  /**
   * Adds a video file, or a folder with all videos in it.
   * @param path as somebody types it, see `typedPath`
   * @throws CodedError `path_unusable`
   */
  add(path: string): Promise<LibraryEntry[]>;
  /**
   * Takes videos of this machine out of the library; no file is touched.
   * @returns the names of those that were in it
   */
  remove(names: readonly string[]): string[];
  /** Takes back what was removed. */
  restore(names: readonly string[]): Promise<LibraryEntry[]>;
  /** @throws CodedError `path_unusable` */
  skippedIn(path: string): Promise<SkippedFiles>;
  /**
   * Adds a video by the name that the user's own application, or else MogileFS, has for it.
   * @throws CodedError `served_video_unusable`, `mogile_key_unknown`, `tracker_*`
   */
  addServed(name: string): Promise<LibraryEntry[]>;
  /**
   * Lists the MogileFS keys that begin so, though they are beyond those that are listed; none without MogileFS.
   * @throws CodedError `tracker_*`
   */
  findKeys(prefix: string): Promise<FoundKeys>;
  /** The named entries, with sizes that are looked up where they can be; unknown names are left out. */
  sizes(names: readonly string[]): Promise<LibraryEntry[]>;
}

/** @param mogile null without MogileFS */
export function createCatalog(
  library: Library,
  mogile: Mogile | null,
  served: ServedVideos,
  targets: Pick<Targets, 'entries'>,
): Catalog {
  const entries = () => {
    const known = [...library.entries(), ...(mogile?.listing.entries() ?? [])];
    const added = [...served.entries(), ...targets.entries()];
    // Of one name there is one video: the one that is played.
    const names = new Set(added.map(({ name }) => name));
    return [...known.filter(({ name }) => !names.has(name)), ...added];
  };
  return {
    entries,
    async list() {
      await Promise.all([library.list(), mogile?.listing.refresh()]);
      return entries();
    },
    async add(path) {
      await library.add(typedPath(path));
      return entries();
    },
    remove: library.remove,
    async restore(names) {
      await library.restore(names);
      return entries();
    },
    skippedIn: (path) => library.skippedIn(typedPath(path)),
    async addServed(name) {
      if (mogile === null || served.isApplicationOwn()) await served.add(name);
      else await mogile.listing.add(name);
      return entries();
    },
    findKeys: async (prefix) =>
      (await mogile?.listing.addPrefix(prefix)) ?? { count: 0, isWhole: true },
    async sizes(names) {
      const local = library.entries().filter(({ name }) => names.includes(name));
      return [...local, ...((await mogile?.listing.readSizes(names)) ?? [])];
    },
  };
}
