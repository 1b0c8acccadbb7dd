import type { DeclaredKeyframes } from './metadata.ts';
import type { FlvScan } from './scan-result.ts';

/** An entry of a declared index. */
export interface IndexEntry {
  /** Its place in the index, from 0. */
  entry: number;
  /** NaN where the file has no number. */
  offset: number;
  timeMs: number;
}

/** An entry that is on a scanned keyframe. */
export interface MatchedEntry extends IndexEntry {
  /** Place in the scanned keyframes. */
  keyframe: number;
}

/**
 * Sorts the entries of a declared index into those on a keyframe and those elsewhere. An entry on
 * the video sequence header is neither: it is a good place to begin, but no picture.
 */
export function matchEntries(
  { offsets, timesMs }: DeclaredKeyframes,
  scan: FlvScan,
): { matched: MatchedEntry[]; strays: IndexEntry[] } {
  const keyframeAt = new Map<number, number>();
  for (const [keyframe, offset] of scan.keyframes.offsets.entries()) {
    keyframeAt.set(offset, keyframe);
  }
  const matched: MatchedEntry[] = [];
  const strays: IndexEntry[] = [];
  for (const [entry, offset] of offsets.entries()) {
    const keyframe = keyframeAt.get(offset);
    const place = { entry, offset, timeMs: timesMs[entry] ?? Number.NaN };
    if (keyframe !== undefined) matched.push({ ...place, keyframe });
    else if (offset !== scan.sequenceHeaders.video?.offset) strays.push(place);
  }
  return { matched, strays };
}
