import type { KnownVideo } from '../../seek/clock/known-video.ts';
import type { SeekControl } from '../../seek/record/seek-control.ts';
import type { Playhead } from './picture/playhead.ts';
import { type PlayerState, phaseOf } from './player-state.ts';

/** Events of the media element after which the snapshot differs. */
const events = [
  'play',
  'playing',
  'pause',
  'ended',
  'seeking',
  'seeked',
  'timeupdate',
  'progress',
  'waiting',
  'canplay',
  'ratechange',
  'volumechange',
  'emptied',
] as const;

/** Tells what the screen should show, whenever it changes. */
export interface PlayerView {
  tell(): void;
  close(): void;
}

/** Watches the media element and the seeks. */
export function createPlayerView(parts: {
  video: HTMLVideoElement;
  known: KnownVideo;
  playhead: Playhead;
  seeks: SeekControl;
  onState: (state: PlayerState) => void;
}): PlayerView {
  const { video, known, playhead, seeks } = parts;
  const listening = new AbortController();
  let hasPlayed = false;

  const tell = () => {
    if (!listening.signal.aborted) parts.onState(snapshot());
  };
  const snapshot = (): PlayerState => {
    const { status } = seeks;
    // What broke while pictures are still in the buffer matters once they run out.
    const hasStopped = video.readyState < HTMLMediaElement.HAVE_FUTURE_DATA && !video.ended;
    const error = hasStopped ? status.error : null;
    return {
      phase: phaseOf({
        ...status,
        error,
        hasPlayed,
        isPaused: video.paused,
        isEnded: video.ended,
      }),
      currentTimeMs: status.runningToMs ?? playhead.timeMs,
      isSeeking: seeks.isRunning,
      oldPictureMs: seeks.isRunning ? playhead.pictureMs : null,
      durationMs: known.clock.durationMs,
      buffered: playhead.buffered,
      rate: video.playbackRate,
      isMuted: video.muted,
      volume: video.volume,
      error,
    };
  };
  /**
   * The element tells the time four times a second only; pictures come more often, and one may
   * still come after a pause. The next is asked for first: one that comes in between is told now.
   */
  const followPictures = () => {
    video.requestVideoFrameCallback?.(() => {
      if (listening.signal.aborted) return;
      followPictures();
      tell();
    });
  };

  for (const event of events) {
    video.addEventListener(event, tell, { signal: listening.signal });
  }
  video.addEventListener('playing', () => (hasPlayed = true), { signal: listening.signal });
  followPictures();
  return { tell, close: () => listening.abort() };
}
