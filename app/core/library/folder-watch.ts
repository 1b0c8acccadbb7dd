import type { Library } from './library.ts';

/** So long a video that was copied into a folder is not listed, at most, in folders of usual size. */
const EVERY_MS = 2000;

/** Looking may take this part of the time at most, however many files there are. */
const LOOK_TIME_SHARE = 0.02;

export interface FolderWatchOptions {
  library: Pick<Library, 'list'>;
  /** Is there anybody to tell? Nobody looks at the disk for nobody. */
  isHeard: () => boolean;
  /** ms; 2000 by default. */
  everyMs?: number;
}

/**
 * Looks at the disk again and again, so that the library tells of its changes by itself. By time,
 * because systems tell of changes on their own disks only, and storage is often mounted.
 * @returns ends it
 */
export function watchFolders({ library, isHeard, everyMs = EVERY_MS }: FolderWatchOptions) {
  let timer: NodeJS.Timeout;
  let hasEnded = false;
  const waitFor = (ms: number) => {
    if (hasEnded) return;
    timer = setTimeout(look, ms).unref();
  };
  const look = async () => {
    if (!isHeard()) return waitFor(everyMs);
    const startMs = performance.now();
    await library.list().catch(() => 'what cannot be read is not listed; the next look may');
    waitFor(Math.max(everyMs, (performance.now() - startMs) / LOOK_TIME_SHARE));
  };
  waitFor(everyMs);
  return () => {
    hasEnded = true;
    clearTimeout(timer);
  };
}
