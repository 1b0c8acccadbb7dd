import { describeError, type SeeklabError } from '../../contract/errors.ts';
import type { SeekAsked } from '../../contract/seek.ts';
import type { VideoFacts } from '../../contract/video.ts';
import type { VideoClock } from '../clock/video-clock.ts';
import { isPlan, planSeek, type SeekPlan } from './seek-plan.ts';

/**
 * Plans a seek without assistance: a time becomes an offset by the index that the file itself
 * declares, as a plain player would do it, and what is shown is whatever the answer begins with.
 * The server is asked each time, except for a step to a frame that is in the buffer. Keyframes are those of the scanned index, whose numbers are on screen: they name an offset.
 * @returns an error `keyframe_unknown` when the index has no such keyframe
 */
export function planPlainSeek(
  asked: SeekAsked,
  isFrameStep: boolean,
  clock: VideoClock,
  facts: VideoFacts,
): SeekPlan | SeeklabError {
  const found = planSeek(asked, isFrameStep ? 'exact' : 'keyframe', clock, facts);
  if (!isPlan(found)) return found;
  const plan = { ...found, mayUseBuffer: isFrameStep };
  if (asked.kind !== 'time') return plan;
  const offset = declaredOffset(asked.timeMs, facts);
  return offset === null
    ? { ...plan, offset: 0, refusal: describeError('index_missing') }
    : { ...plan, offset };
}

/** Of the last declared entry that is not later; 0, the whole file, where there is none. */
function declaredOffset(timeMs: number, { declaredIndex }: VideoFacts): number | null {
  if (timeMs <= 0) return 0;
  if (declaredIndex === null) return null;
  const entry = declaredIndex.timesMs.findLastIndex((declaredMs) => declaredMs <= timeMs);
  return declaredIndex.offsets[entry] ?? 0;
}
