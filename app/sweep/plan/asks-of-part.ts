import type { SeekAsked } from '../../contract/seek.ts';
import type { SweepAsk } from '../../contract/sweep.ts';
import { edgeStarts } from './edge-starts.ts';
import type { PlanPart } from './plan-part.ts';
import { seededShare } from './seeded.ts';

/** What a plan must know of a video. */
export interface PlannedVideo {
  sizeBytes: number;
  durationMs: number | null;
  /** Where the keyframes' tags stand, in file order, and how long each is; 0: not known. */
  index: { offsets: ArrayLike<number>; sizes: ArrayLike<number> };
  /** Where all tags stand; null where nobody has looked. */
  tagOffsets: ArrayLike<number> | null;
  /** The places that files of the plan name, by path. */
  places: ReadonlyMap<string, readonly SeekAsked[]>;
}

/** The asks of a part, each made when it is wanted. */
export interface Asks {
  readonly count: number;
  /** @param i 0 to `count` - 1 */
  at(i: number): SweepAsk;
}

/** The bytes before, at and after a keyframe. */
const AROUND = [-1, 0, 1] as const;

/**
 * What a part of a plan asks of a video.
 * @param place of the part in its plan: two alike do not ask for the same
 */
export function asksOfPart(
  part: PlanPart,
  video: PlannedVideo,
  { seed, place }: { seed: number; place: number },
): Asks {
  const { index, sizeBytes } = video;
  switch (part.kind) {
    case 'keyframes':
      return { count: index.offsets.length, at: (keyframe) => ({ kind: 'keyframe', keyframe }) };
    case 'keyframes:around':
      return {
        count: AROUND.length * index.offsets.length,
        at: (i) => {
          const keyframe = index.offsets[Math.floor(i / AROUND.length)] ?? 0;
          return offsetAsk(keyframe + (AROUND[i % AROUND.length] ?? 0));
        },
      };
    case 'mid-tag':
      return { count: index.offsets.length, at: (i) => offsetAsk(middleOf(video, i)) };
    case 'every-tag': {
      const { tagOffsets } = video;
      return { count: tagOffsets?.length ?? 0, at: (i) => offsetAsk(tagOffsets?.[i] ?? 0) };
    }
    case 'every': {
      const { everyMs } = part;
      const count = video.durationMs === null ? 0 : Math.floor(video.durationMs / everyMs) + 1;
      return { count, at: (i) => ({ kind: 'time', timeMs: i * everyMs }) };
    }
    case 'random':
      return {
        count: sizeBytes > 1 ? part.count : 0,
        at: (i) => offsetAsk(1 + Math.floor(seededShare(seed, place, i) * (sizeBytes - 1))),
      };
    case 'edges': {
      const texts = edgeStarts(sizeBytes);
      return { count: texts.length, at: (i) => ({ kind: 'start', text: texts[i] ?? null }) };
    }
    case 'file': {
      const places = video.places.get(part.path) ?? [];
      return { count: places.length, at: (i) => places[i] ?? offsetAsk(0) };
    }
  }
}

const offsetAsk = (offset: number): SweepAsk => ({ kind: 'offset', offset });

/** Of the keyframe's tag; where its length is not known, of what lies before the next one. */
function middleOf({ index, sizeBytes }: PlannedVideo, i: number): number {
  const from = index.offsets[i] ?? 0;
  const size = index.sizes[i] || (index.offsets[i + 1] ?? sizeBytes) - from;
  return from + Math.floor(size / 2);
}
