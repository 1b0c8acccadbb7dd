import type { SeekAsked } from '../../contract/seek.ts';
import type { VideoClock } from '../clock/video-clock.ts';
import type { SeekAccuracy } from './seek-plan.ts';

/** A seek that moves on from the picture on screen. */
export interface Step {
  asked: SeekAsked;
  accuracy: SeekAccuracy;
  /** Of the picture that it leads to, ms on the player's clock. */
  timeMs: number;
  /** What is in the buffer is shown without asking, also where nothing is assisted. */
  isFrameStep: boolean;
}

/** Where a skip begins; ms on the player's clock. */
export interface SkipStart {
  /** The picture on screen, or the one that is being sought. */
  pictureMs: number;
  /** What was asked for to get there; a keyframe before it may be shown. */
  askedMs: number;
}

/**
 * Moves by a time, from the asked place on, so that ten skips of a second are ten seconds. It always
 * moves on: where the keyframe of that time is not beyond the picture on screen, the seek is to the
 * next one, and behind the last keyframe to the very frame.
 * @returns null at either end
 */
export function planSkip(
  byMs: number,
  start: SkipStart,
  accuracy: SeekAccuracy,
  clock: VideoClock,
): Step | null {
  const direction = byMs < 0 ? -1 : 1;
  const isBeyond = (timeMs: number) => (timeMs - start.pictureMs) * direction > 0;
  const wantedMs = Math.min(
    Math.max(fromMs(start, accuracy, clock) + byMs, firstMs(clock)),
    lastMs(clock),
  );
  const frameMs = clock.frameAt(wantedMs) ?? wantedMs;
  const keyframeMs = clock.keyframeAt(frameMs)?.timeMs ?? frameMs;
  const byTime = { asked: { kind: 'time', timeMs: wantedMs }, accuracy } as const;

  const landsMs = accuracy === 'keyframe' ? keyframeMs : frameMs;
  if (isBeyond(landsMs)) return { ...byTime, timeMs: landsMs, isFrameStep: false };
  const next = accuracy === 'keyframe' && clock.keyframeBeside(start.pictureMs, direction);
  if (next) {
    const asked = { kind: 'keyframe', keyframe: next.number } as const;
    return { asked, accuracy, timeMs: next.timeMs, isFrameStep: false };
  }
  const exactly = { accuracy: 'exact', isFrameStep: true } as const;
  if (isBeyond(frameMs)) return { ...byTime, ...exactly, timeMs: frameMs };
  // A frame may last longer than the skip.
  const besideMs = clock.frameBeside(start.pictureMs, direction);
  return besideMs !== null && isBeyond(besideMs)
    ? { asked: { kind: 'time', timeMs: besideMs }, ...exactly, timeMs: besideMs }
    : null;
}

/** An exact skip after one to a keyframe begins at the picture, which is what people see. */
function fromMs({ pictureMs, askedMs }: SkipStart, accuracy: SeekAccuracy, clock: VideoClock) {
  const isShown = accuracy === 'keyframe' || clock.frameAt(askedMs) === pictureMs;
  return isShown ? askedMs : pictureMs;
}

/** The first picture, from which on all can be decoded; else 0. */
export function firstMs(clock: VideoClock): number {
  return Math.max(clock.frameAt(0) ?? 0, clock.keyframes[0]?.timeMs ?? 0);
}

/** The last picture; without pictures the end. */
export function lastMs(clock: VideoClock): number {
  return clock.frameAt(Infinity) ?? clock.durationMs;
}
