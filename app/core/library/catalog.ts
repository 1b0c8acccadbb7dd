import type { LibraryEntry } from '../../contract/video.ts';
import type { FoundKeys } from '../mogile/key-listing.ts';
import type { Mogile } from '../mogile/mogile.ts';
import type { ServedVideos } from '../served/served-videos.ts';
import type { Targets } from '../targets/targets.ts';
import type { Library } from './library.ts';

/** All videos: those on this machine, of a MogileFS domain, and of the user's own application. */
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
      await library.add(path);
      return entries();
    },
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
