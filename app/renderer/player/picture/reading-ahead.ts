import { AHEAD_MS } from '../../../seek/answer/pace.ts';

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
