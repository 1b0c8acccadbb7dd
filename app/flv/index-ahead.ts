import { indexClock } from './index-clock.ts';
import { type IndexEntry, type MatchedEntry, matchEntries } from './index-entries.ts';
import { commonShift } from './index-shift.ts';
import type { FlvScan } from './scan-result.ts';
import { tagHeaderLength } from './tag-header.ts';

/** Timestamps have 32 bits. */
export const maxTimeMs = 2 ** 32;

/** Keyframes that a file declares beyond the part that was read; nobody has checked them. */
export interface KeyframesAhead {
  /** Presentation times, as far as the part that was read tells what the index counts; ms. */
  ptsMs: number[];
  offsets: number[];
}

/**
 * The entries of the declared index that lie ahead of what a scan has read so far, in file order,
 * on the clock of the file: from the entries that were met already it is known what the index
 * counts from, and whether it gives presentation or decode times.
 * @param scan of the beginning of a file
 */
export function keyframesAhead(scan: FlvScan): KeyframesAhead {
  const ahead: KeyframesAhead = { ptsMs: [], offsets: [] };
  const declared = scan.metadata?.keyframes ?? null;
  if (declared === null) return ahead;
  const { matched, strays } = matchEntries(declared, scan);
  const shiftMs = shiftOf(matched, scan);
  const shiftBytes = matched.length === 0 ? shiftOfRead(strays, scan) : 0;
  const isAhead = (offset: number) =>
    Number.isSafeInteger(offset) &&
    offset + shiftBytes >= scan.tagsEndOffset &&
    offset + tagHeaderLength < scan.sizeBytes;
  const isTime = (timeMs: number) => timeMs >= 0 && timeMs < maxTimeMs;
  const entries = Array.from(declared.offsets, (offset, entry) => ({
    offset,
    timeMs: declared.timesMs[entry] ?? Number.NaN,
  })).filter(({ offset, timeMs }) => isAhead(offset) && isTime(timeMs));
  for (const { offset, timeMs } of entries.sort((a, b) => a.offset - b.offset)) {
    if (offset === ahead.offsets.at(-1)) continue;
    ahead.offsets.push(offset);
    ahead.ptsMs.push(timeMs + shiftMs);
  }
  return ahead;
}

/**
 * By how many bytes all entries miss: then the keyframe of one that points into what was read may be
 * still to come, and that of one further on may have been read.
 */
function shiftOfRead(strays: readonly IndexEntry[], scan: FlvScan): number {
  const lastFound = scan.keyframes.offsets.at(-1) ?? 0;
  const read = strays.filter(({ offset }) => offset < lastFound);
  return commonShift(read, scan) ?? 0;
}

/** What to add to a declared time to get the presentation time of its keyframe, ms. */
function shiftOf(matched: readonly MatchedEntry[], scan: FlvScan): number {
  const { keyframes, baseTimestampMs } = scan;
  const shiftAt = ({ keyframe, timeMs }: MatchedEntry) => (keyframes.ptsMs[keyframe] ?? 0) - timeMs;
  // The first keyframe may stand at 0 whatever its own time is.
  const telling = matched.filter(({ keyframe, timeMs }) => keyframe > 0 || timeMs !== 0);
  const shifts = telling.map(shiftAt).sort((a, b) => a - b);
  return shifts[shifts.length >> 1] ?? indexClock(matched, keyframes, baseTimestampMs).zeroMs;
}
