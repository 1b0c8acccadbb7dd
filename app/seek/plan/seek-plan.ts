import { describeError, type SeeklabError } from '../../contract/errors.ts';
import type { SeekAsked } from '../../contract/seek.ts';
import type { VideoFacts } from '../../contract/video.ts';
import type { VideoClock } from '../clock/video-clock.ts';

/** How far before the asked time an estimated offset aims. */
const ESTIMATE_LEAD_MS = 500;

/** How exact a seek by time is: the keyframe at or before it, or the very frame. */
export type SeekAccuracy = 'keyframe' | 'exact';

/** What a seek asks of the server, and which picture it should show. */
export interface SeekPlan {
  /** Goes into `?start=`; 0 asks for the whole file. */
  offset: number;
  /**
   * Presentation time of the picture to show, ms on the player's clock; null when only the answer
   * can tell, because no keyframe follows the offset.
   */
  targetMs: number | null;
  /** How long before the target its picture may begin, where its time is not known; else 0; ms. */
  slackMs: number;
  /** Where decoding can begin: at a video keyframe, or, without video, at any tag. */
  landsOn: 'keyframe' | 'tag';
  /** False when the user chose the offset: then the server is always asked. */
  mayUseBuffer: boolean;
  /** Why the server cannot be asked; what is in the buffer is shown all the same. */
  refusal?: SeeklabError;
  /** True when the target is wherever the answer lands, not a time that was asked for. */
  followsLanding: boolean;
}

/** The facts that planning needs. */
export type PlanFacts = Pick<VideoFacts, 'sizeBytes' | 'firstMediaOffset'>;

/** Plans what `open` does without an asked place: the whole file from its first frame. */
export function planOpening(clock: VideoClock): SeekPlan {
  // A frame that is shown before the first keyframe cannot be decoded without it.
  const firstMs = Math.max(clock.frameAt(0) ?? 0, clock.keyframes[0]?.timeMs ?? 0);
  return {
    offset: 0,
    targetMs: firstMs,
    slackMs: 0,
    landsOn: landsOn(clock),
    mayUseBuffer: false,
    followsLanding: false,
  };
}

/**
 * Turns what the user asked for into an offset and a target.
 * @returns an error `keyframe_unknown` when the index has no such keyframe. Offsets are never
 *   refused: what the server says to a bad one is what a tester wants to see.
 */
export function planSeek(
  asked: SeekAsked,
  accuracy: SeekAccuracy,
  clock: VideoClock,
  facts: PlanFacts,
): SeekPlan | SeeklabError {
  switch (asked.kind) {
    case 'offset':
      return planOffset(asked.offset, clock);
    case 'keyframe':
      return planKeyframe(asked.keyframe, clock);
    case 'time':
      return clock.keyframes.length > 0
        ? planTime(asked.timeMs, accuracy, clock)
        : planEstimate(asked.timeMs, clock, facts);
  }
}

/**
 * The picture to show once it is known where the answer landed. It is the planned one, unless the
 * user chose an offset, or the server sent another place than it was asked for: then it is the
 * first that came.
 * @param landedMs presentation time of the first tag that can be decoded, on the player's clock
 */
export function targetAfterLanding(plan: SeekPlan, landedMs: number, clock: VideoClock): number {
  if (plan.targetMs === null || plan.followsLanding || landedMs > plan.targetMs) return landedMs;
  if (plan.slackMs > 0) return plan.targetMs;
  const expectedMs = clock.keyframeAt(plan.targetMs)?.timeMs ?? landedMs;
  return landedMs === expectedMs || plan.landsOn === 'tag' ? plan.targetMs : landedMs;
}

/** Is it a plan, not an error? */
export function isPlan(value: SeekPlan | SeeklabError): value is SeekPlan {
  return 'offset' in value;
}

function planOffset(offset: number, clock: VideoClock): SeekPlan {
  return {
    offset,
    targetMs: clock.keyframeFrom(offset)?.timeMs ?? null,
    slackMs: 0,
    landsOn: landsOn(clock),
    mayUseBuffer: false,
    followsLanding: true,
  };
}

function planKeyframe(number: number, clock: VideoClock): SeekPlan | SeeklabError {
  const keyframe = clock.keyframeNumbered(number);
  if (!keyframe) {
    return describeError('keyframe_unknown', { keyframe: number, count: clock.keyframes.length });
  }
  return { ...exactly(keyframe.timeMs), offset: keyframe.offset, landsOn: 'keyframe' };
}

function planTime(timeMs: number, accuracy: SeekAccuracy, clock: VideoClock): SeekPlan {
  const frameMs = clock.frameAt(timeMs) ?? 0;
  const keyframe = clock.keyframeAt(frameMs);
  const keyframeMs = keyframe?.timeMs ?? 0;
  // A frame before the first keyframe cannot be decoded.
  const targetMs = accuracy === 'keyframe' ? keyframeMs : Math.max(frameMs, keyframeMs);
  return {
    ...exactly(targetMs),
    slackMs: targetMs === keyframeMs ? 0 : clock.frameSlackMs(targetMs),
    offset: keyframe?.offset ?? 0,
    landsOn: 'keyframe',
  };
}

/**
 * Without video there is no index: the offset is where a constant bit rate has the time, and a
 * little before, because an answer that begins too late cannot be played from the asked time.
 */
function planEstimate(timeMs: number, clock: VideoClock, facts: PlanFacts): SeekPlan {
  const targetMs = Math.min(Math.max(timeMs, 0), clock.durationMs);
  const fromMs = Math.max(0, targetMs - ESTIMATE_LEAD_MS);
  const share = clock.durationMs > 0 ? fromMs / clock.durationMs : 0;
  const mediaBytes = facts.sizeBytes - facts.firstMediaOffset;
  return {
    ...exactly(targetMs),
    offset: facts.firstMediaOffset + Math.floor(share * mediaBytes),
    landsOn: 'tag',
  };
}

function exactly(
  targetMs: number,
): Pick<SeekPlan, 'targetMs' | 'slackMs' | 'mayUseBuffer' | 'followsLanding'> {
  return { targetMs, slackMs: 0, mayUseBuffer: true, followsLanding: false };
}

function landsOn(clock: VideoClock): SeekPlan['landsOn'] {
  return clock.frames.length + clock.keyframes.length > 0 ? 'keyframe' : 'tag';
}
