import type { ByteSource } from './byte-source.ts';
import { type ByteWindow, byteWindow } from './byte-window.ts';
import type { TagWalk } from './tag-walk.ts';

/** Enough for a walk to close one tag and open the next: 4 + 11 + 48 bytes. */
const hopBytes = 64;

/** From this average on a small read for each tag costs less than reading everything. */
const minTagBytes = 5000;

/** Hops between two looks at the clock and at the average. */
const hopsPerRun = 128;

/** A run that takes longer waits for a disk, which gives large blocks faster; ms. */
const slowRunMs = 25;

/** So many slow runs in a row are no accident. */
const maxSlowRuns = 3;

/**
 * Leads a walk from tag header to tag header with one small read for each, where tags are large
 * and the source can be read at once. What lies between is never copied, which is most of the
 * work of a scan.
 */
export class HeaderHops {
  private readonly source: ByteSource;
  private readonly window: { -readonly [Key in keyof ByteWindow]: ByteWindow[Key] };
  private isOff: boolean;
  private slowRuns = 0;
  /** Where the walk was when its tags were last counted. */
  private seenOffset = 0;
  private seenTags = 0;

  constructor(source: ByteSource) {
    this.source = source;
    this.window = byteWindow(new Uint8Array(hopBytes), 0, false);
    this.isOff = source.readNow === undefined;
  }

  /**
   * Goes some tags forward, if that is worth while here.
   * @param tagCount tags that the walk has met so far
   * @returns false when the walk needs a block instead
   */
  advance(walk: TagWalk, tagCount: number): boolean {
    if (this.isOff || walk.isSearching || !this.areTagsLarge(walk, tagCount)) return false;
    const startedMs = performance.now();
    const hops = this.run(walk);
    this.slowRuns = performance.now() - startedMs > slowRunMs ? this.slowRuns + 1 : 0;
    if (this.slowRuns === maxSlowRuns) this.isOff = true;
    return hops > 0;
  }

  private areTagsLarge(walk: TagWalk, tagCount: number): boolean {
    const offset = walk.wantedOffset;
    const average = (offset - this.seenOffset) / Math.max(1, tagCount - this.seenTags);
    this.seenOffset = offset;
    this.seenTags = tagCount;
    return average >= minTagBytes;
  }

  /** @returns how many reads were made */
  private run(walk: TagWalk): number {
    const { source, window } = this;
    for (let hops = 0; hops < hopsPerRun; hops++) {
      const offset = walk.wantedOffset;
      const isWhole = offset + hopBytes <= source.sizeBytes && !walk.isSearching && !walk.isDone;
      if (!isWhole || source.readNow?.(offset, window.bytes) !== hopBytes) return hops;
      window.start = offset;
      window.end = offset + hopBytes;
      walk.advance(window);
      // It wants to see more than a hop shows.
      if (walk.wantedOffset === offset) return hops;
    }
    return hopsPerRun;
  }
}
