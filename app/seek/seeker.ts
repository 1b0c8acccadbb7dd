import type { Seek, SeekAsked } from '../contract/seek.ts';
import type { VideoFacts } from '../contract/video.ts';
import { createKnownVideo } from './clock/known-video.ts';
import { createInspection } from './inspection.ts';
import { planSeek, type SeekAccuracy } from './plan/seek-plan.ts';
import type { RawTrials } from './raw/raw-trials.ts';
import { createSeekControl } from './record/seek-control.ts';
import type { SeekRunContext } from './seek-run.ts';

/** Whom a seeker asks, and in what. */
export interface SeekerOptions
  extends Pick<SeekRunContext, 'streamUrl' | 'fetchPart' | 'mayMoveStart'> {
  facts: VideoFacts;
  /** Makes seek ids unique: `${seekerId}-${n}`. */
  seekerId: string;
  /** `keyframe`: a seek ends where it landed. `exact`: when the asked picture has come. */
  accuracy: SeekAccuracy;
  /** Each answer is read to its end before the seek ends. */
  isWhole: boolean;
  /** A snapshot at every change of a seek. */
  onSeek?: (seek: Seek) => void;
}

/** Seeks in one video without showing it. */
export interface Seeker {
  /**
   * Carries out one seek; a second one supersedes a first that still runs.
   * @returns its record once it has ended
   */
  seek(asked: SeekAsked): Promise<Seek>;
  /** Ends what runs; no request stays open. */
  close(): void;
}

/** Nobody plays what comes, so nothing is found out about a plain player. */
const noTrials: RawTrials = { plan: () => undefined, stop: () => undefined };

/** Makes the seeker of one video: the same seek as the player's, as far as its bytes go. */
export function createSeeker(options: SeekerOptions): Seeker {
  const { facts, accuracy, isWhole, streamUrl, fetchPart, mayMoveStart } = options;
  const known = createKnownVideo(facts);
  const context = { known, streamUrl, fetchPart, mayMoveStart, rawTrials: noTrials };
  let onEnded = (_: Seek) => {};
  const control = createSeekControl({
    runner: createInspection(context, isWhole ? 'whole' : accuracy === 'exact' ? 'fed' : 'landed'),
    pageId: options.seekerId,
    videoName: facts.name,
    target: facts.target?.name ?? null,
    firstError: null,
    onSeek: (seek) => {
      options.onSeek?.(seek);
      if (seek.state !== 'running') onEnded(seek);
    },
    onStatus: () => undefined,
    onSettled: () => undefined,
  });
  return {
    seek: (asked) =>
      new Promise((resolve) => {
        onEnded = resolve;
        control.begin(asked, planSeek(asked, accuracy, known.clock, facts));
      }),
    close: () => control.close(),
  };
}
