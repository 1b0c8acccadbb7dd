/** Runs in the console's own page, given in by the browser: the product has no part of it. */
import { readFrameNumber } from '../../../e2e/player-harness/read-frame-number.ts';

let picture: Promise<number | null> = Promise.resolve(null);

const probe = {
  /** Waits for the next Enter, and from then on for the frame of that number. */
  waitForPicture(frame: number, limitMs: number): void {
    picture = new Promise((resolve) => {
      const over = new AbortController();
      const { signal } = over;
      const finish = (tookMs: number | null) => {
        over.abort();
        clearTimeout(limit);
        resolve(tookMs);
      };
      const limit = setTimeout(() => finish(null), limitMs);
      const onKey = ({ key, timeStamp }: KeyboardEvent) => {
        if (key === 'Enter') watchFor(frame, signal, (atMs) => finish(atMs - timeStamp));
      };
      addEventListener('keydown', onKey, { capture: true, signal });
    });
  },
  /** From that Enter to the picture on screen, ms; null when it did not come within the limit. */
  untilPicture: () => picture,
  /** How many different pictures come on screen in that time. */
  countPictures(forMs: number): Promise<number> {
    const times = new Set<number>();
    const over = new AbortController();
    watchFrames(findVideo(), over.signal, (mediaTime) => times.add(mediaTime));
    return new Promise((resolve) => {
      setTimeout(() => {
        over.abort();
        resolve(times.size);
      }, forMs);
    });
  },
  /** The page shows a picture and has nothing to do. */
  async untilReady(): Promise<void> {
    while (!document.querySelector('#go-to') || (findVideo()?.readyState ?? 0) < 2) {
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    await probe.untilIdle();
  },
  untilIdle(): Promise<void> {
    return new Promise((resolve) => {
      requestIdleCallback(() => requestAnimationFrame(() => resolve()));
    });
  },
  /** Puts the focus into the box, what stands there marked: typing replaces it. */
  chooseGoTo(): void {
    const box = document.querySelector<HTMLInputElement>('#go-to');
    box?.focus();
    box?.select();
  },
  leaveGoTo(): void {
    document.querySelector<HTMLInputElement>('#go-to')?.blur();
  },
};

declare global {
  interface Window {
    probe: typeof probe;
  }
}
window.probe = probe;

const findVideo = () => document.querySelector('video');

/** When the frame of that number came on screen. */
function watchFor(frame: number, signal: AbortSignal, onPicture: (atMs: number) => void): void {
  const video = findVideo();
  let shownAtMs: number | null = null;
  // Pixels can be read only once the element has noticed its picture too.
  const check = () => {
    if (shownAtMs !== null && video && readFrameNumber(video) === frame) onPicture(shownAtMs);
  };
  watchFrames(video, signal, () => {
    shownAtMs = performance.now();
    check();
  });
  for (const event of ['loadeddata', 'canplay', 'seeked']) {
    video?.addEventListener(event, check, { signal });
  }
}

/** Calls for each frame that comes on screen. */
function watchFrames(
  video: HTMLVideoElement | null,
  signal: AbortSignal,
  onFrame: (mediaTime: number) => void,
): void {
  const look: VideoFrameRequestCallback = (_now, { mediaTime }) => {
    if (signal.aborted) return;
    video?.requestVideoFrameCallback(look);
    onFrame(mediaTime);
  };
  video?.requestVideoFrameCallback(look);
}
