import { frameTimeMs, fromMediaSeconds } from './media-time.ts';
import { pictureOnScreenMs } from './picture-on-screen.ts';

/** How a media element's clock stands to the player's; ms. */
export interface MediaClock {
  /**
   * The player's time of media time 0. It is not 0 where a plain player takes the first tag that
   * it gets for the beginning.
   */
  readonly shiftMs: number;
  /** The first picture; a plain player's own clock may stand a few frames before it. */
  readonly firstMs: number;
}

/** The element's clock is the player's. */
export const fileClock: MediaClock = { shiftMs: 0, firstMs: 0 };

/** Where the picture on screen stands; times are ms on the player's clock. */
export interface Playhead {
  readonly timeMs: number;
  readonly buffered: [startMs: number, endMs: number][];
  readonly shiftMs: number;
  /** What is shown from now on has that clock. */
  follow(clock: MediaClock): void;
  /** Is the picture of that time in the buffer? */
  holds(timeMs: number): boolean;
  /** Follows the media element no longer. */
  stop(): void;
}

/** Reads a media element's time on the player's clock. */
export function createPlayhead(video: HTMLVideoElement): Playhead {
  const following = new AbortController();
  const { signal } = following;
  let clock = fileClock;
  /** Of the picture that was told of last, on the element's clock; null where there is none. */
  let toldMs: number | null = null;
  const followPictures = () => {
    video.requestVideoFrameCallback?.((_now, { mediaTime }) => {
      if (signal.aborted) return;
      toldMs = frameTimeMs(mediaTime);
      followPictures();
    });
  };
  const forgetPicture = () => {
    toldMs = null;
  };
  followPictures();
  video.addEventListener('emptied', forgetPicture, { signal });
  return {
    get shiftMs() {
      return clock.shiftMs;
    },
    follow(next) {
      clock = next;
    },
    get timeMs() {
      // An element that was paused stops its clock up to a frame beside the picture.
      const isResting = video.paused && !video.seeking;
      const pictureMs = isResting ? (pictureOnScreenMs(video) ?? toldMs) : null;
      const mediaMs = pictureMs ?? fromMediaSeconds(video.currentTime);
      return Math.max(clock.firstMs, mediaMs + clock.shiftMs);
    },
    get buffered() {
      const { buffered } = video;
      return Array.from({ length: buffered.length }, (_, i): [number, number] => [
        buffered.start(i) * 1000 + clock.shiftMs,
        buffered.end(i) * 1000 + clock.shiftMs,
      ]);
    },
    holds(timeMs) {
      return this.buffered.some(([startMs, endMs]) => timeMs >= startMs && timeMs < endMs);
    },
    stop: () => following.abort(),
  };
}
