import type { Seek, SeekAsked } from '../../contract/seek.ts';
import type { VideoClock } from '../../seek/clock/video-clock.ts';

/** Where a seek's three points lie on the timeline, ms; null where there is none. */
export interface SeekMarks {
  id: string;
  isChosen: boolean;
  askedMs: number | null;
  landedMs: number | null;
  playedMs: number | null;
}

/** What is marked of a seek. */
export type MarkedSeek = Pick<Seek, 'id' | 'videoName' | 'asked' | 'landed' | 'played'>;

/** Older seeks than these leave no mark. */
const SHOWN = 6;

/**
 * Marks of the newest seeks in a video, the chosen one last, so that it is drawn on top.
 * @param seeks in the order they were asked
 */
export function seekMarks(
  seeks: readonly Seek[],
  videoName: string,
  chosen: MarkedSeek | null,
  place: OffsetPlace,
): SeekMarks[] {
  const own = seeks.filter((seek) => seek.videoName === videoName && seek.state !== 'superseded');
  const shown: MarkedSeek[] = own.slice(-SHOWN);
  const isShown = shown.some(({ id }) => id === chosen?.id);
  if (chosen?.videoName === videoName && !isShown) shown.push(chosen);
  return shown
    .map((seek) => ({
      id: seek.id,
      isChosen: seek.id === chosen?.id,
      askedMs: askedTime(seek.asked, place),
      landedMs: seek.landed?.timeMs ?? null,
      playedMs: seek.played?.timeMs ?? null,
    }))
    .toSorted((a, b) => Number(a.isChosen) - Number(b.isChosen));
}

/** What is needed to find the time of an offset. */
export interface OffsetPlace {
  clock: VideoClock;
  sizeBytes: number;
}

/** The time that was asked for; for an offset, about where it lies. */
export function askedTime(asked: SeekAsked, place: OffsetPlace): number | null {
  switch (asked.kind) {
    case 'time':
      return asked.timeMs;
    case 'keyframe':
      return place.clock.keyframeNumbered(asked.keyframe)?.timeMs ?? null;
    case 'offset':
      return timeOfOffset(asked.offset, place);
  }
}

/** Between two keyframes, bytes are taken to run evenly. */
function timeOfOffset(offset: number, { clock, sizeBytes }: OffsetPlace): number {
  const before = clock.keyframeBefore(offset + 1);
  const after = clock.keyframeFrom(offset + 1);
  const from = { timeMs: before?.timeMs ?? 0, offset: before?.offset ?? 0 };
  const to = { timeMs: after?.timeMs ?? clock.durationMs, offset: after?.offset ?? sizeBytes };
  if (to.offset <= from.offset) return from.timeMs;
  const share = Math.min((offset - from.offset) / (to.offset - from.offset), 1);
  return from.timeMs + share * (to.timeMs - from.timeMs);
}
