import type { VideoFacts } from '../../contract/video.ts';
import { maxListedFrames } from '../../flv/frame-times.ts';
import { lastNotAfter } from './ascending.ts';

/** Taken where nothing says how long a frame lasts, ms. */
const USUAL_FRAME_MS = 40;
/** Timestamps are whole ms, so frames stand up to half a ms beside an even rate. */
const ROUNDING_MS = 1;

/** H.264 decodes at most so many frames before one that is shown earlier (Annex A.3.1). */
const MAX_REORDERED = 16;

/** The facts that a clock of a video is made from. */
export type ClockFacts = Pick<
  VideoFacts,
  'isScanned' | 'baseTimestampMs' | 'durationMs' | 'framesPerSecond' | 'frameTimesMs' | 'index'
>;

/** The video frames of a file, on the player's clock; see `VideoClock`. */
export interface Frames {
  readonly known: readonly number[];
  at(timeMs: number): number | null;
  beside(timeMs: number, direction: 1 | -1): number | null;
  slackMs(timeMs: number): number;
}

/** The frames that a scan has found, and, while it goes on, an even rate after them. */
export function createFrames(facts: ClockFacts): Frames {
  const known = facts.frameTimesMs.map((timeMs) => timeMs - facts.baseTimestampMs);
  const at = (index: number) => known[index] ?? null;
  const numberAt = (timeMs: number) => Math.max(0, lastNotAfter(known, timeMs));
  const whole: Frames = {
    known,
    at: (timeMs) => at(numberAt(timeMs)),
    beside: (timeMs, direction) => at(numberAt(timeMs) + direction),
    slackMs: () => 0,
  };
  const areAllKnown = facts.isScanned && known.length < maxListedFrames;
  return areAllKnown || facts.index.offsets.length === 0 ? whole : goOn(whole, facts);
}

function goOn(begun: Frames, { durationMs, framesPerSecond }: ClockFacts): Frames {
  // Among the last ones there may be gaps: frames that are decoded later and shown earlier.
  const untilMs = begun.known.at(-1 - MAX_REORDERED) ?? 0;
  const frameMs = framesPerSecond ? 1000 / framesPerSecond : USUAL_FRAME_MS;
  const withinFile = (timeMs: number) => Math.min(Math.max(timeMs, 0), durationMs ?? 0);
  return {
    known: begun.known,
    at: (timeMs) => (timeMs < untilMs ? begun.at(timeMs) : withinFile(timeMs)),
    beside(timeMs, direction) {
      const next = timeMs < untilMs ? begun.beside(timeMs, direction) : null;
      return next ?? withinFile(timeMs + direction * frameMs + 2 * ROUNDING_MS);
    },
    slackMs: (timeMs) => (timeMs <= untilMs ? 0 : frameMs + ROUNDING_MS),
  };
}
