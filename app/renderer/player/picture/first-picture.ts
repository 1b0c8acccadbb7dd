import { frameTimeMs, toMs } from './media-time.ts';

/**
 * Waits for the first picture (or, without video, for sound) of a source that was attached just
 * now, whatever its time.
 * @param onPicture media time, ms, and when it came on screen, on the page's monotonic clock
 * @returns stops waiting
 */
export function watchFirstPicture(
  video: HTMLVideoElement,
  onPicture: (mediaMs: number, presentedAtMs: number) => void,
): () => void {
  const listening = new AbortController();
  const { signal } = listening;
  let frameCallback = 0;
  let shown: { mediaMs: number; atMs: number } | null = null;

  const stop = () => {
    listening.abort();
    video.cancelVideoFrameCallback?.(frameCallback);
  };
  /** Pixels can be read once the element has noticed it too. */
  const finish = () => {
    if (video.seeking || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    if (video.videoWidth === 0)
      shown = { mediaMs: toMs(video.currentTime), atMs: performance.now() };
    if (!shown) return;
    stop();
    onPicture(shown.mediaMs, shown.atMs);
  };
  const watchFrames = () => {
    frameCallback = video.requestVideoFrameCallback((_now, { mediaTime }) => {
      // Before the source has metadata it is a picture of the one before.
      if (video.readyState > HTMLMediaElement.HAVE_NOTHING) {
        shown = { mediaMs: frameTimeMs(mediaTime), atMs: performance.now() };
        finish();
      }
      if (!signal.aborted) watchFrames();
    });
  };
  watchFrames();
  for (const event of ['loadeddata', 'canplay', 'seeked']) {
    video.addEventListener(event, finish, { signal });
  }
  return stop;
}
