import { frameTimeMs, fromMediaSeconds } from './media-time.ts';

/** Where the picture on screen stands; times are ms on the player's clock. */
export interface Playhead {
  readonly timeMs: number;
  readonly buffered: [startMs: number, endMs: number][];
  /**
   * The clock's time of media time 0. It is not 0 where a plain player takes the first tag that
   * it gets for the beginning.
   */
  shiftMs: number;
  /** The first picture; a plain player's own clock may stand a few frames before it. */
  firstMs: number;
  /** Is the picture of that time in the buffer? */
  holds(timeMs: number): boolean;
  /** Follows the media element no longer. */
  stop(): void;
}

/** Reads a media element's time on the player's clock. */
export function createPlayhead(video: HTMLVideoElement): Playhead {
  const following = new AbortController();
  const { signal } = following;
  /** Of the picture on screen, on the element's clock; null where there is none. */
  let pictureMs: number | null = null;
  const followPictures = () => {
    video.requestVideoFrameCallback?.((_now, { mediaTime }) => {
      if (signal.aborted) return;
      pictureMs = frameTimeMs(mediaTime);
      followPictures();
    });
  };
  const forgetPicture = () => {
    pictureMs = null;
  };
  followPictures();
  video.addEventListener('emptied', forgetPicture, { signal });
  return {
    shiftMs: 0,
    firstMs: 0,
    get timeMs() {
      // An element that was paused stops its clock up to a frame beside the picture.
      const isResting = video.paused && !video.seeking;
      const mediaMs = (isResting ? pictureMs : null) ?? fromMediaSeconds(video.currentTime);
      return Math.max(this.firstMs, mediaMs + this.shiftMs);
    },
    get buffered() {
      const { buffered } = video;
      return Array.from({ length: buffered.length }, (_, i): [number, number] => [
        buffered.start(i) * 1000 + this.shiftMs,
        buffered.end(i) * 1000 + this.shiftMs,
      ]);
    },
    holds(timeMs) {
      return this.buffered.some(([startMs, endMs]) => timeMs >= startMs && timeMs < endMs);
    },
    stop: () => following.abort(),
  };
}
