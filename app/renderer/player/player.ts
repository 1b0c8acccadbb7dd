import type { Seek, SeekAsked } from '../../contract/seek.ts';
import type { VideoFacts } from '../../contract/video.ts';
import { whyNotPlayable } from './flv-head.ts';
import { createInspection } from './inspection.ts';
import type { PlayerState } from './player-state.ts';
import { createPlayerView } from './player-view.ts';
import { createRawTrials } from './raw-trials.ts';
import { createScreen } from './screen.ts';
import { createSeekControl } from './seek-control.ts';
import { planOpening, planSeek, type SeekAccuracy } from './seek-plan.ts';
import { createStepQueue } from './step-queue.ts';
import { createVideoClock } from './video-clock.ts';

export type { PlayerState } from './player-state.ts';
export type { SeekAccuracy } from './seek-plan.ts';

/** What a player needs; see `createPlayer`. */
export interface PlayerOptions {
  video: HTMLVideoElement;
  facts: VideoFacts;
  /** The address to ask; with start 0 it has no start parameter. */
  streamUrl: (start: number, seekId: string) => string;
  /** Makes seek ids unique: `${pageId}-${n}`. */
  pageId: string;
  /** A snapshot at every change of a seek. */
  onSeek: (seek: Seek) => void;
  /** A snapshot at every change of the player. */
  onState: (state: PlayerState) => void;
}

/** Plays and seeks one video; see `createPlayer`. */
export interface Player {
  /**
   * Asks for the whole file and shows its first picture; or starts cold at a place, as a link
   * into the video does. It is a seek like any other.
   */
  open(options?: { asked: SeekAsked; accuracy?: SeekAccuracy }): void;
  /**
   * Seeks; the last one wins, others become `superseded` and their requests are aborted.
   * @returns the seek's id
   */
  seek(asked: SeekAsked, accuracy: SeekAccuracy): string;
  play(): void;
  pause(): void;
  /** Pauses and shows the next or previous frame. While one step runs, one more waits. */
  stepFrame(direction: 1 | -1): void;
  stepKeyframe(direction: 1 | -1): void;
  /** @param rate 0.0625 to 16 */
  setRate(rate: number): void;
  /** @param volume 0 to 1 */
  setVolume(volume: number, isMuted: boolean): void;
  /** Destroys everything; no request stays open. */
  close(): void;
}

/**
 * Makes the player of one video. Seeks go through the reproxy, unless the picture is in the
 * buffer; what cannot be shown is asked for, read as far as its first tag, and reported all the
 * same.
 */
export function createPlayer(options: PlayerOptions): Player {
  const { video, facts } = options;
  const clock = createVideoClock(facts);
  const rawTrials = createRawTrials();
  const context = { facts, clock, streamUrl: options.streamUrl, rawTrials };
  const obstacle = whyNotPlayable(facts);
  const seeks = createSeekControl({
    runner: obstacle ? createInspection(context) : createScreen(video, context),
    pageId: options.pageId,
    videoName: facts.name,
    firstError: obstacle,
    onSeek: options.onSeek,
    onStatus: () => view.tell(),
    onSettled: () => steps.goOn(),
  });
  const view = createPlayerView({ video, clock, seeks, onState: options.onState });
  const steps = createStepQueue({ video, clock, seeks, facts });
  const seek: Player['seek'] = (asked, accuracy) => {
    steps.clear();
    return seeks.begin(asked, planSeek(asked, accuracy, clock, facts));
  };

  return {
    seek,
    open(at) {
      if (at) seek(at.asked, at.accuracy ?? 'keyframe');
      else seeks.begin({ kind: 'time', timeMs: 0 }, planOpening(clock));
    },
    play() {
      // At its end the element would go back to 0 by itself, where the buffer is empty.
      if (video.ended) seek({ kind: 'time', timeMs: 0 }, 'exact');
      video.play().catch(() => 'refused or overtaken: the state says that it is paused');
    },
    pause: () => video.pause(),
    stepFrame: (direction) => steps.frame(direction),
    stepKeyframe: (direction) => steps.keyframe(direction),
    setRate(rate) {
      video.playbackRate = Math.min(16, Math.max(0.0625, rate));
    },
    setVolume(volume, isMuted) {
      video.volume = Math.min(1, Math.max(0, volume));
      video.muted = isMuted;
    },
    close() {
      steps.clear();
      rawTrials.stop();
      view.close();
      seeks.close();
    },
  };
}
