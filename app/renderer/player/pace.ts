/** How far ahead of the playhead is read; a browser takes in far more than a player should ask. */
const AHEAD_MS = 4000;

/** Where reading stands, in timestamps of the file, ms. */
export interface ReadingPlace {
  /** First and last media tag of this answer. */
  firstMs: number;
  lastMs: number;
}

/**
 * Is it time to stop reading for now? Also while a seek is running, when the playhead may still
 * stand before the first tag.
 * @param playheadMs the picture that is shown or sought, in timestamps of the file
 */
export function isFarEnough({ firstMs, lastMs }: ReadingPlace, playheadMs: number): boolean {
  return lastMs - Math.max(firstMs, playheadMs) > AHEAD_MS;
}

/** Resolves when the playhead may have moved. @throws the signal's reason */
export function playheadMoved(video: HTMLVideoElement, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = new AbortController();
    const listen = { signal: done.signal, once: true } as const;
    for (const type of ['timeupdate', 'seeking', 'seeked', 'play']) {
      video.addEventListener(type, () => finish(resolve), listen);
    }
    signal.addEventListener('abort', () => finish(() => reject(signal.reason)), listen);
    if (signal.aborted) finish(() => reject(signal.reason));

    function finish(settle: () => void) {
      done.abort();
      settle();
    }
  });
}
