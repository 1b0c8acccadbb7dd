import { frameTimeMs, fromMediaSeconds } from './media-time.ts';
import { pictureOnScreenMs } from './picture-on-screen.ts';
import { createWatchdogs } from './watchdogs.ts';

/** `seeked` without the picture for this long: the media element is asked once more. */
const RESEEK_AFTER_MS = 300;
/** The decoder has all it needs and shows nothing for this long: the stall is named. */
export const STALL_AFTER_MS = 1000;
/** ... and for this long: the seek has failed. */
export const GIVE_UP_AFTER_MS = 5000;
/** Media times are exact; this is for the way from float seconds to ms. */
const TOLERANCE_MS = 1;
/** While it plays, the first frames after a seek may be dropped. */
const PLAYING_TOLERANCE_MS = 1000;

/** What to wait for, and whom to tell. */
export interface PictureWatchOptions {
  video: HTMLVideoElement;
  /** False: there is only sound, and its being ready to play is what is waited for. */
  hasVideo: boolean;
  /** Presentation time of the awaited picture, ms; null while it is not known. */
  targetMs: number | null;
  /** How long before that time the picture may begin, where it is not known; else 0. */
  slackMs: number;
  /**
   * The awaited picture is on screen, and the element has finished seeking.
   * @param presentedAtMs when it came on screen, on the page's monotonic clock
   */
  onPicture: (timeMs: number, presentedAtMs: number) => void;
  /** Set the same time once more. */
  onReseek: () => void;
  /** Nothing for 1 s though the decoder has its bytes; the watch goes on. */
  onStall: () => void;
  /** Nothing, or another picture, for good; the watch has stopped. */
  onMissing: (shownMs: number | null) => void;
}

/** Waits for one picture. */
export interface PictureWatch {
  /** The target became known, or is another one. */
  expect(targetMs: number): void;
  /** The decoder has everything that the picture needs. */
  fed(): void;
  stop(): void;
}

/**
 * Waits until the very picture of a seek is presented: proof is the media time that
 * `requestVideoFrameCallback` gives, which is the frame's exact presentation time. Register it
 * before the seek. It can fire while the element is seeking, and for a frame of the old place.
 */
export function watchPicture(options: PictureWatchOptions): PictureWatch {
  const { video, hasVideo, slackMs } = options;
  let { targetMs } = options;
  let shownMs: number | null = null;
  let awaited: { timeMs: number; presentedAtMs: number } | null = null;
  let frameCallback = 0;
  const watchdogs = createWatchdogs();
  const listening = new AbortController();

  const stop = () => {
    listening.abort();
    video.cancelVideoFrameCallback?.(frameCallback);
    watchdogs.stop();
  };
  /** Pixels can be read, and another seek be made, once the element has noticed it too. */
  const finishWhenSought = () => {
    if (!awaited || video.seeking || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    stop();
    options.onPicture(awaited.timeMs, awaited.presentedAtMs);
  };
  const arrived = (timeMs: number) => {
    awaited = { timeMs, presentedAtMs: performance.now() };
    finishWhenSought();
  };
  const watchFrames = () => {
    frameCallback = video.requestVideoFrameCallback((_now, frame) => {
      const timeMs = frameTimeMs(frame.mediaTime);
      if (targetMs !== null && isAwaited(timeMs, targetMs, slackMs, video)) return arrived(timeMs);
      if (!video.seeking) shownMs = timeMs;
      watchFrames();
    });
  };
  /** The picture may be there though its call is late, where the processor is busy. */
  const unlessThere = (bark: () => void) => () => {
    const timeMs = pictureOnScreenMs(video);
    const isThere =
      timeMs !== null && targetMs !== null && isAwaited(timeMs, targetMs, slackMs, video);
    if (isThere && !video.seeking) arrived(timeMs);
    else bark();
  };
  const seekAgain = () => {
    // A picture may last longer than the frame rate says.
    const isBefore = slackMs > 0 && shownMs !== null && shownMs <= (targetMs ?? 0);
    if (isBefore && shownMs !== null) arrived(shownMs);
    else options.onReseek();
  };
  const onSeeked = () => {
    if (awaited) finishWhenSought();
    else if (targetMs === null || video.seeking) return;
    else if (hasVideo) watchdogs.start('reseek', RESEEK_AFTER_MS, unlessThere(seekAgain));
    else arrived(fromMediaSeconds(video.currentTime));
  };

  if (hasVideo) watchFrames();
  video.addEventListener('seeked', onSeeked, { signal: listening.signal });
  video.addEventListener('canplay', onSeeked, { signal: listening.signal });
  return {
    expect(ms) {
      targetMs = ms;
    },
    fed() {
      watchdogs.start('stall', STALL_AFTER_MS, unlessThere(options.onStall));
      const giveUp = () => {
        stop();
        options.onMissing(shownMs);
      };
      watchdogs.start('giveUp', GIVE_UP_AFTER_MS, unlessThere(giveUp));
    },
    stop,
  };
}

function isAwaited(
  timeMs: number,
  targetMs: number,
  slackMs: number,
  video: HTMLVideoElement,
): boolean {
  const earlyMs = targetMs - timeMs;
  if (earlyMs >= -TOLERANCE_MS && earlyMs <= Math.max(TOLERANCE_MS, slackMs)) return true;
  const isLater = timeMs > targetMs && timeMs < targetMs + PLAYING_TOLERANCE_MS;
  return isLater && !video.paused && !video.seeking;
}
