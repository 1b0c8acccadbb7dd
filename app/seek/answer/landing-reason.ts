import { formatCount } from '../../contract/format-count.ts';
import type { ClockKeyframe, VideoClock } from '../clock/video-clock.ts';
import { formatTime } from '../format.ts';

/** Where an answer's bytes were found to be decodable. */
export interface LandingGap {
  /** The asked offset. */
  offset: number;
  /** Bytes from there to the first tag, and to the first that decoding can start at. */
  bytesToTag: number;
  bytesToStart: number;
  tagsSkipped: number;
}

/**
 * One sentence: where the offset lies, and why bytes were skipped from there on.
 * @param sizes whole keyframe tags (header and data), by keyframe number
 */
export function landingReason(
  gap: LandingGap,
  clock: VideoClock,
  sizes: readonly number[],
): string {
  const next = clock.keyframeFrom(gap.offset);
  const place = placeOf(gap, clock, sizes);
  const landedAt = gap.offset + gap.bytesToStart;
  const agrees =
    next === null
      ? 'the index has none'
      : next.offset === landedAt
        ? `keyframe ${next.number} at ${formatCount(landedAt)}, as the index says`
        : `at ${formatCount(landedAt)}, where the index has none: it says ${formatCount(next.offset)}`;
  const tags = gap.tagsSkipped === 1 ? '1 tag' : `${formatCount(gap.tagsSkipped)} tags`;
  return (
    `Offset ${formatCount(gap.offset)} lies ${place}, and decoding can only start at a keyframe: ` +
    `${formatCount(gap.bytesToStart)} bytes with ${tags} were skipped to the next, ${agrees}.`
  );
}

/**
 * One sentence for an answer whose first keyframe stands elsewhere in the file than the asked
 * offset says: a server that moves the start and puts the file's own head in front (a CDN).
 * @param landedAt offset of that keyframe in the file
 * @param headBytes what came between the prefix and the keyframe
 */
export function movedStartReason(asked: number, landedAt: number, headBytes: number): string {
  const head = `${formatCount(headBytes)} bytes of head between the prefix and`;
  if (landedAt === asked) return `The server put ${head} the keyframe at ${formatCount(asked)}.`;
  const way = landedAt < asked ? 'back' : 'on';
  return (
    `The server moved the start from ${formatCount(asked)} ${way} to the keyframe at ${formatCount(landedAt)} ` +
    `and put ${head} it: nothing was skipped.`
  );
}

/** One sentence on a server that knows times only. */
export function timeAskedReason(asked: number, came: ClockKeyframe): string {
  return (
    `The server was asked for ${formatTime(came.timeMs)}, the time of the keyframe before byte ${formatCount(asked)}, ` +
    `and began at that keyframe, at ${formatCount(came.offset)}: nothing was skipped.`
  );
}

function placeOf(gap: LandingGap, clock: VideoClock, sizes: readonly number[]): string {
  if (gap.bytesToTag === 0) return 'at the start of a tag that is no keyframe';
  const before = clock.keyframeBefore(gap.offset);
  const inside = before === null ? 0 : gap.offset - before.offset;
  const nextTag = `${formatCount(gap.bytesToTag)} bytes before the next tag`;
  if (before === null) return `before the first keyframe, ${nextTag}`;
  if (inside < (sizes[before.number] ?? 0)) {
    return `inside keyframe ${before.number}, ${formatCount(inside)} bytes in and ${nextTag}`;
  }
  return `inside a tag after keyframe ${before.number}, ${nextTag}`;
}
