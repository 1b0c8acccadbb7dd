/** How far ahead of the playhead is read; a browser takes in far more than a player should ask. */
export const AHEAD_MS = 4000;

/** While a picture is sought: all that it needs, and not what would keep the decoder from it. */
const AHEAD_OF_SOUGHT_MS = 600;

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
 * @param isSought the picture is not there yet
 */
export function isFarEnough(
  { firstMs, lastMs }: ReadingPlace,
  playheadMs: number,
  isSought: boolean,
): boolean {
  return lastMs - Math.max(firstMs, playheadMs) > (isSought ? AHEAD_OF_SOUGHT_MS : AHEAD_MS);
}

/** Is as much in the buffer as a player should have read ahead? */
export function isBufferedAhead(video: HTMLVideoElement): boolean {
  const { buffered, currentTime } = video;
  const endSeconds = buffered.length > 0 ? buffered.end(buffered.length - 1) : 0;
  return (endSeconds - currentTime) * 1000 > AHEAD_MS;
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
