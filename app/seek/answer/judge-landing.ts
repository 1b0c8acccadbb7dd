import { describeError, type SeeklabError } from '../../contract/errors.ts';
import { prefixLength } from '../../flv/prefix.ts';
import type { KnownVideo } from '../clock/known-video.ts';
import type { ClockKeyframe, VideoClock } from '../clock/video-clock.ts';
import { formatCount, formatTime } from '../format.ts';
import { isTimeAsked } from '../video-address.ts';
import type { Landing } from './landing.ts';
import { landingReason, movedStartReason, timeAskedReason } from './landing-reason.ts';

/** What the bytes of an answer say of where they landed. */
export interface JudgedLanding {
  /** Where the landed tag stands in the file. */
  offset: number;
  /** One sentence on bytes that were skipped or put in front; null when the tag came at once. */
  reason: string | null;
  /** The answer does not begin where it was asked to. */
  problem: SeeklabError | null;
}

/** What was asked for, and of what. */
export interface AskedLanding {
  /** The asked offset. */
  offset: number;
  clock: VideoClock;
  /** Whole keyframe tags (header and data), by keyframe number. */
  sizes: readonly number[];
  /** The server answers like a CDN: it may go back to a keyframe and put the file's head in front. */
  mayMoveStart: boolean;
  /** The server was asked for a time instead, that of the keyframe before the offset. */
  isTimeAsked: boolean;
}

/** What was asked of a video's server. */
export function askedLanding(
  offset: number,
  { facts, clock }: Pick<KnownVideo, 'facts' | 'clock'>,
  mayMoveStart: boolean,
): AskedLanding {
  const { sizes } = facts.index;
  return { offset, clock, sizes, mayMoveStart, isTimeAsked: isTimeAsked(facts) };
}

/** What of a landing is judged. */
type LandedTag = Pick<
  Landing,
  'offset' | 'isKeyframe' | 'bytesToTag' | 'bytesToStart' | 'tagsSkipped'
>;

/**
 * Holds a landing against the scanned index: the keyframe that came, known by its time, tells at
 * which byte of the file the answer begins. Without such an index the bytes are believed.
 * @param timeMs of the landed tag, on the player's clock
 */
export function judgeLanding(
  landing: LandedTag,
  timeMs: number,
  asked: AskedLanding,
): JudgedLanding {
  const { clock } = asked;
  const asCounted = { offset: landing.offset, reason: skipped(landing, asked), problem: null };
  if (!landing.isKeyframe || !clock.isScanned || clock.keyframes.length === 0) return asCounted;
  const counted = clock.keyframeFrom(landing.offset);
  if (counted?.offset === landing.offset && counted.timeMs === timeMs) return asCounted;
  const came = clock.keyframeAt(timeMs);
  if (came?.timeMs !== timeMs) return { ...asCounted, problem: strange(timeMs, asked) };
  return elsewhere(landing, came, asked);
}

/** The keyframe that came stands somewhere else in the file than the asked offset leads to. */
function elsewhere(landing: LandedTag, came: ClockKeyframe, asked: AskedLanding): JudgedLanding {
  const { offset, clock, mayMoveStart, isTimeAsked } = asked;
  const hasHead = landing.bytesToTag === 0 && landing.tagsSkipped > 0;
  const isBefore = clock.keyframeBefore(offset + 1)?.number === came.number;
  if (hasHead && mayMoveStart && isBefore) {
    const reason = movedStartReason(offset, came.offset, landing.bytesToStart);
    return { offset: came.offset, reason, problem: null };
  }
  if (isTimeAsked && isBefore) {
    return { offset: came.offset, reason: timeAskedReason(offset, came), problem: null };
  }
  const expected = clock.keyframeFrom(offset);
  const beginsAt = came.offset - landing.bytesToStart;
  if (expected?.number !== came.number) {
    const detail = causeOf(beginsAt, offset);
    return { offset: came.offset, reason: null, problem: wrong(came, detail, asked) };
  }
  const reason = hasHead
    ? movedStartReason(offset, came.offset, landing.bytesToStart)
    : `The answer ${causeOf(beginsAt, offset)}; the keyframe at ${formatCount(came.offset)} came all the same.`;
  return { offset: came.offset, reason, problem: null };
}

function skipped(landing: LandedTag, { offset, clock, sizes }: AskedLanding): string | null {
  if (landing.bytesToStart === 0) return null;
  const { bytesToTag, bytesToStart, tagsSkipped } = landing;
  return landingReason({ offset, bytesToTag, bytesToStart, tagsSkipped }, clock, sizes);
}

function wrong(came: ClockKeyframe, detail: string, asked: AskedLanding): SeeklabError {
  return describeError('landing_wrong', { came: named(came), expected: expectedOf(asked), detail });
}

/** No keyframe of the index has that time. */
function strange(timeMs: number, asked: AskedLanding): SeeklabError {
  return describeError('landing_wrong', {
    came: `a keyframe at ${formatTime(timeMs)}`,
    expected: expectedOf(asked),
    detail: 'is of another file, or of another version: the index has no keyframe at that time',
  });
}

function expectedOf({ offset, clock }: AskedLanding): string {
  const expected = clock.keyframeFrom(offset);
  return expected ? named(expected) : `what stands at byte ${formatCount(offset)}`;
}

const named = ({ number, timeMs, offset }: ClockKeyframe) =>
  `keyframe #${formatCount(number)} (${formatTime(timeMs)}, byte ${formatCount(offset)})`;

/**
 * What the server did, as far as the bytes tell.
 * @param beginsAt the byte of the file that came right after the prefix
 */
function causeOf(beginsAt: number, offset: number): string {
  // Without a prefix, 13 bytes of the file itself were taken for one.
  if (beginsAt === 0 || beginsAt === prefixLength) {
    return 'begins with the file’s first byte, as if start had been ignored';
  }
  const distance = Math.abs(beginsAt - offset);
  const bytes = `${formatCount(distance)} byte${distance === 1 ? '' : 's'}`;
  return `begins ${bytes} ${beginsAt < offset ? 'before' : 'after'} the asked byte ${formatCount(offset)}`;
}
