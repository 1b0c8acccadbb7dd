import type { Seek, SeekAsked } from '../../contract/seek.ts';
import type { VideoFacts } from '../../contract/video.ts';
import { createKnownVideo } from '../../seek/clock/known-video.ts';
import { createInspection } from '../../seek/inspection.ts';
import { planPlainSeek } from '../../seek/plan/plain-plan.ts';
import { planOpening, planSeek, type SeekAccuracy } from '../../seek/plan/seek-plan.ts';
import { firstMs, lastMs } from '../../seek/plan/skip.ts';
import { createSeekControl } from '../../seek/record/seek-control.ts';
import { createRawTrials } from './engine/raw-trials.ts';
import { createPlayhead } from './picture/playhead.ts';
import { type Snapshot, takeSnapshot } from './picture/snapshot.ts';
import type { PlayerState } from './player-state.ts';
import { createPlayerView } from './player-view.ts';
import { createSwitchedScreen } from './screen/switched-screen.ts';
import { createWatchedScreen } from './screen/watched-screen.ts';
import { createStepQueue } from './step-queue.ts';

export type { SeekAccuracy } from '../../seek/plan/seek-plan.ts';
export type { PlayerState } from './player-state.ts';

/** What a player needs; see `createPlayer`. */
export interface PlayerOptions {
  video: HTMLVideoElement;
  facts: VideoFacts;
  /** The address to ask; with start 0 it has no start parameter. */
  streamUrl: (start: number, seekId: string) => string;
  /** Does the server answer like a CDN, which may move the start back to a keyframe? */
  mayMoveStart?: () => boolean;
  /** Makes seek ids unique: `${pageId}-${n}`. */
  pageId: string;
  /** A snapshot at every change of a seek. */
  onSeek: (seek: Seek) => void;
  /**
   * Somebody else set the media element to that time, ms on the player's clock: media keys, the
   * browser's own panel, a script. The element waits for a seek there.
   */
  onForeignSeek: (timeMs: number) => void;
  /** A snapshot at every change of the player. */
  onState: (state: PlayerState) => void;
}

/** What `open` asks for without a place. */
const opening = { asked: { kind: 'time', timeMs: 0 }, accuracy: 'exact' } as const;

/** Plays and seeks one video; see `createPlayer`. */
export interface Player {
  /** Of the picture on screen now; finer than the snapshots while it plays. */
  readonly currentTimeMs: number;
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
  /**
   * Off: what a plain player makes of the bytes as they came, without anything of ours. What is
   * on screen is asked for again in the new manner.
   */
  setAssisted(isAssisted: boolean): void;
  /**
   * More is known of the same video: later seeks go by it, what is on screen stays.
   * @returns false when a new player is needed, because its tracks or its clock are others
   */
  update(facts: VideoFacts): boolean;
  play(): void;
  /** Seeks to the very frame of that time, and plays from there. */
  playFrom(timeMs: number): void;
  pause(): void;
  /** Pauses and shows the next or previous frame. While one step runs, one more waits. */
  stepFrame(direction: 1 | -1): void;
  stepKeyframe(direction: 1 | -1): void;
  /** Moves on by a time; always to another picture, but at either end. */
  skip(byMs: number, accuracy: SeekAccuracy): void;
  /** Shows the first or the last picture of the video. */
  seekEnd(side: 'first' | 'last'): void;
  /** The picture on screen; null where there is none. */
  snapshot(): Promise<Snapshot | null>;
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
  const { video } = options;
  const known = createKnownVideo(options.facts);
  const playhead = createPlayhead(video, (timeMs) => {
    if (seeks.status.isOpened && !obstacle) options.onForeignSeek(timeMs);
  });
  const rawTrials = createRawTrials();
  const { streamUrl, mayMoveStart = () => false } = options;
  const context = { known, streamUrl, rawTrials, mayMoveStart };
  const obstacle = known.facts.notPlayable;
  let isAssisted = true;
  let last: { asked: SeekAsked; accuracy: SeekAccuracy } | null = null;
  let newest: Seek | null = null;
  const seeks = createSeekControl({
    runner: obstacle
      ? createInspection(context)
      : createWatchedScreen(video, createSwitchedScreen(video, playhead, context)),
    pageId: options.pageId,
    videoName: known.facts.name,
    target: known.facts.target?.name ?? null,
    firstError: obstacle,
    onSeek(seek) {
      // Of earlier ones something may be told after they have ended.
      if (newest === null || seek.askedAtEpochMs >= newest.askedAtEpochMs) newest = seek;
      options.onSeek(seek);
      if (seek.error && seeks.isStuck) steps.goOn();
    },
    onStatus: () => view.tell(),
    onSettled: () => steps.goOn(),
  });
  const begin = (asked: SeekAsked, accuracy: SeekAccuracy, isFrameStep = false) => {
    last = { asked, accuracy };
    const { clock, facts } = known;
    const plan = isAssisted
      ? planSeek(asked, accuracy, clock, facts)
      : planPlainSeek(asked, isFrameStep, clock, facts);
    return seeks.begin(asked, plan, isAssisted);
  };
  const view = createPlayerView({ video, known, playhead, seeks, onState: options.onState });
  const steps = createStepQueue({
    video,
    known,
    playhead,
    seeks,
    newestSeek: () => newest,
    begin: ({ asked, accuracy, isFrameStep }) => begin(asked, accuracy, isFrameStep),
  });
  const seek: Player['seek'] = (asked, accuracy) => {
    steps.clear();
    return begin(asked, accuracy);
  };
  /** Played on from where the last seek led to. */
  const hasMoved = () => {
    const playedMs = newest?.played?.timeMs ?? playhead.timeMs;
    return !video.paused || Math.abs(playhead.timeMs - playedMs) > 1;
  };

  const start = () =>
    video.play().catch(() => 'refused or overtaken: the state says that it is paused');
  const playFrom = (timeMs: number) => {
    const isAtEnd = video.ended;
    seek({ kind: 'time', timeMs }, 'exact');
    void start();
    // There the element goes back to 0 by itself, where the buffer is empty.
    if (isAtEnd) playhead.noteMove();
  };

  return {
    seek,
    get currentTimeMs() {
      return playhead.timeMs;
    },
    open(at) {
      if (at) seek(at.asked, at.accuracy ?? 'keyframe');
      else if (!isAssisted) seek(opening.asked, opening.accuracy);
      else {
        last = opening;
        seeks.begin(opening.asked, planOpening(known.clock));
      }
    },
    setAssisted(next) {
      if (next === isAssisted) return;
      isAssisted = next;
      if (!last) return;
      const { asked, accuracy } = last;
      seek(hasMoved() ? { kind: 'time', timeMs: playhead.timeMs } : asked, accuracy);
    },
    update(facts) {
      const isTaken = known.update(facts);
      if (isTaken) view.tell();
      return isTaken;
    },
    play() {
      if (video.ended) playFrom(0);
      else void start();
    },
    playFrom,
    pause: () => video.pause(),
    stepFrame: (direction) => steps.frame(direction),
    stepKeyframe: (direction) => steps.keyframe(direction),
    // Without assistance every seek lands on a keyframe.
    skip: (byMs, accuracy) => steps.skip(byMs, isAssisted ? accuracy : 'keyframe'),
    seekEnd(side) {
      steps.clear();
      const timeMs = side === 'first' ? firstMs(known.clock) : lastMs(known.clock);
      begin({ kind: 'time', timeMs }, 'exact', true);
    },
    snapshot: () => takeSnapshot(video, playhead),
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
      playhead.stop();
    },
  };
}
