import type { SeekAsked } from '../../contract/seek.ts';
import type { ClockKeyframe, VideoClock } from '../clock/video-clock.ts';
import { formatCount, formatHex, formatTime } from '../format.ts';

/** What the go-to box needs to know of the open video. */
export interface GoToVideo {
  durationMs: number | null;
  sizeBytes: number;
  clock: VideoClock;
}

export type GoTo =
  | {
      isUnderstood: true;
      asked: SeekAsked;
      /** How the text was understood: `Time 0:42.300, shown by keyframe #21 at byte 1,204,887`. */
      meaning: string;
      /** Something that will probably not show a picture, but may be asked all the same. */
      warning: string | null;
    }
  | { isUnderstood: false; reason: string };

const refuse = (reason: string): GoTo => ({ isUnderstood: false, reason });

const examples =
  'Write a time (0:42.3 or 42.3s), a byte offset (1204887 or 0x1262A7) or a keyframe (#21).';

/**
 * Reads what was typed into the go-to box. A bare whole number is a byte offset, as in `start=N`,
 * however long the video is; `42s`, `@42` and `#42` say which of the three they are.
 */
export function parseGoTo(text: string, video: GoToVideo): GoTo {
  const typed = text.trim().toLowerCase();
  if (typed === '') return refuse(examples);
  if (/^[-−]/.test(typed)) return refuse('Times, byte offsets and keyframe numbers start at 0.');
  return (
    readKeyframe(typed, video) ??
    readOffset(typed, video) ??
    readTime(typed, video) ??
    readBareNumber(typed, video) ??
    refuse(`“${text.trim()}” is not understood. ${examples}`)
  );
}

function readKeyframe(typed: string, video: GoToVideo): GoTo | null {
  const digits = /^(?:#|k|kf|keyframe)\s*(\d+)$/.exec(typed)?.[1];
  return digits === undefined ? null : toKeyframe(Number(digits), video);
}

function readOffset(typed: string, video: GoToVideo): GoTo | null {
  const hex = /^(?:@|bytes?\s+|offset\s+)?0x([0-9a-f]+)$/.exec(typed)?.[1];
  if (hex !== undefined) return toOffset(Number.parseInt(hex, 16), video);
  const marked =
    /^(?:@|bytes?\s+|offset\s+)([\d,_ ]+)$/.exec(typed)?.[1] ??
    /^([\d,_ ]+?)\s*(?:b|bytes?)$/.exec(typed)?.[1] ??
    // Thousands written apart are never seconds.
    /^(\d{1,3}(?:[,_ ]\d{3})+)$/.exec(typed)?.[1];
  if (marked === undefined) return null;
  const digits = marked.replace(/[,_ ]/g, '');
  return digits === '' ? null : toOffset(Number(digits), video);
}

function readTime(typed: string, video: GoToVideo): GoTo | null {
  const clock = /^(?:(\d+):)?(\d+):(\d{1,2}(?:\.\d*)?)$/.exec(typed);
  if (clock) {
    const [, hours, minutes, seconds] = clock;
    if (Number(seconds) >= 60) return refuse('Seconds after a colon go from 0 to 59.999.');
    if (hours !== undefined && Number(minutes) >= 60) {
      return refuse('Minutes between two colons go from 0 to 59.');
    }
    const total = Number(hours ?? 0) * 3600 + Number(minutes) * 60 + Number(seconds);
    return toTime(total * 1000, video);
  }
  const ms = /^(\d+(?:\.\d*)?)\s*ms$/.exec(typed)?.[1];
  if (ms !== undefined) return toTime(Number(ms), video);
  const units =
    /^(?:(\d+)\s*h)?\s*(?:(\d+)\s*m(?:in)?)?\s*(?:(\d+(?:\.\d*)?|\.\d+)\s*s(?:ec)?)?$/.exec(typed);
  if (units) {
    const [, hours, minutes, seconds] = units;
    const total = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0);
    return toTime(total * 1000, video);
  }
  const decimal = /^(\d+\.\d*|\.\d+)$/.exec(typed)?.[1];
  return decimal === undefined ? null : toTime(Number(decimal) * 1000, video);
}

function readBareNumber(typed: string, video: GoToVideo): GoTo | null {
  if (!/^\d+$/.test(typed)) return null;
  const value = Number(typed);
  const byte = toOffset(value, video);
  const mayBeTime = video.durationMs !== null && value * 1000 <= video.durationMs;
  return byte.isUnderstood && mayBeTime
    ? { ...byte, meaning: `${byte.meaning} (write ${typed}s for the time)` }
    : byte;
}

function toTime(timeMs: number, video: GoToVideo): GoTo {
  if (video.durationMs === null) {
    return refuse('This video has no time: it holds no media tags. A byte offset can be asked.');
  }
  if (timeMs > video.durationMs) {
    return refuse(
      `${formatTime(timeMs)} is after the end: the video lasts ${formatTime(video.durationMs)}.`,
    );
  }
  const asked = { kind: 'time' as const, timeMs };
  return { isUnderstood: true, asked, meaning: describeAsked(asked, video), warning: null };
}

function toOffset(offset: number, video: GoToVideo): GoTo {
  if (!Number.isSafeInteger(offset)) return refuse('A byte offset goes up to 2^53 − 1.');
  const asked = { kind: 'offset' as const, offset };
  const isBeyond = offset >= video.sizeBytes;
  return {
    isUnderstood: true,
    asked,
    meaning: describeAsked(asked, video),
    warning: isBeyond
      ? `At or beyond the end (${formatCount(video.sizeBytes)} bytes): the reproxy should answer 416.`
      : null,
  };
}

function toKeyframe(keyframe: number, video: GoToVideo): GoTo {
  const count = video.clock.keyframes.length;
  if (count === 0) return refuse('This video has no video keyframes.');
  if (keyframe >= count) {
    return refuse(
      `There is no keyframe #${formatCount(keyframe)}: they go from #0 to #${formatCount(count - 1)}.`,
    );
  }
  const asked = { kind: 'keyframe' as const, keyframe };
  return { isUnderstood: true, asked, meaning: describeAsked(asked, video), warning: null };
}

/** Shorter, for where the pointer is, what is asked for first: `byte 1,029,887 · #21 · 0:42.300`. */
export function describePlace(timeMs: number, clock: VideoClock): string {
  const keyframe = clock.keyframeAt(timeMs);
  const time = formatTime(timeMs);
  if (keyframe === null) return time;
  return `byte ${formatCount(keyframe.offset)} · #${formatCount(keyframe.number)} · ${time}`;
}

/** One line that says what is asked, and where it lies in the keyframe index. */
export function describeAsked(asked: SeekAsked, { clock }: Pick<GoToVideo, 'clock'>): string {
  switch (asked.kind) {
    case 'time': {
      const time = `Time ${formatTime(asked.timeMs)}`;
      const keyframe = clock.keyframeAt(asked.timeMs);
      return keyframe ? `${time}, in the group of ${nameKeyframe(keyframe)}` : time;
    }
    case 'keyframe': {
      const keyframe = clock.keyframeNumbered(asked.keyframe);
      const name = keyframe ? nameKeyframe(keyframe) : `keyframe #${formatCount(asked.keyframe)}`;
      return name.replace('keyframe', 'Keyframe');
    }
    case 'offset': {
      const byte = `Byte ${formatCount(asked.offset)} (${formatHex(asked.offset)})`;
      const keyframe = clock.keyframeBefore(asked.offset + 1);
      if (keyframe === null) return `${byte}, before the first keyframe`;
      const distance = asked.offset - keyframe.offset;
      if (distance === 0) return `${byte}, the tag of keyframe #${formatCount(keyframe.number)}`;
      return `${byte}, ${formatCount(distance)} after ${nameKeyframe(keyframe)}`;
    }
  }
}

const nameKeyframe = ({ number, timeMs, offset }: ClockKeyframe) =>
  `keyframe #${formatCount(number)} (${formatTime(timeMs)}, byte ${formatCount(offset)})`;
