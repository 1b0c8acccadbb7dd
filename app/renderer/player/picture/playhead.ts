import { createElementTime } from './element-time.ts';
import { frameTimeMs, fromMediaSeconds, toMediaSeconds, toMs } from './media-time.ts';
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
  /** Of the picture; while the media element seeks, where it goes. */
  readonly timeMs: number;
  /** Of the picture, also while another one is sought; null where there is none, or none knows. */
  readonly pictureMs: number | null;
  readonly buffered: [startMs: number, endMs: number][];
  readonly shiftMs: number;
  /** What is shown from now on has that clock. */
  follow(clock: MediaClock): void;
  /** Is the picture of that time in the buffer? */
  holds(timeMs: number): boolean;
  /** Seeks the media element, to a picture that is in its buffer or will be. */
  moveTo(timeMs: number): void;
  /** flv.js was let do what may have moved the media element. */
  noteMove(): void;
  /** Follows the media element no longer. */
  stop(): void;
}

/**
 * Reads and sets a media element's time on the player's clock.
 * @param onForeignMove somebody else set it to that time
 */
export function createPlayhead(
  video: HTMLVideoElement,
  onForeignMove: (timeMs: number) => void,
): Playhead {
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
  const pictureMs = () => pictureOnScreenMs(video) ?? toldMs;
  const elementTime = createElementTime(video, (seconds) =>
    onForeignMove(toMs(seconds) + clock.shiftMs),
  );
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
      const mediaMs = (isResting ? pictureMs() : null) ?? fromMediaSeconds(video.currentTime);
      return Math.max(clock.firstMs, mediaMs + clock.shiftMs);
    },
    get pictureMs() {
      const mediaMs = pictureMs();
      return mediaMs === null ? null : Math.max(clock.firstMs, mediaMs + clock.shiftMs);
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
    moveTo: (timeMs) => elementTime.set(toMediaSeconds(timeMs - clock.shiftMs)),
    noteMove: elementTime.note,
    stop() {
      following.abort();
      elementTime.stop();
    },
  };
}
