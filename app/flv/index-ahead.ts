import { indexClock } from './index-clock.ts';
import { matchEntries } from './index-entries.ts';
import type { FlvScan, ScannedKeyframes } from './scan-result.ts';
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
 * on the clock of the file: from the entries that were met already it is known whether the index
 * gives presentation or decode times, and what it takes for zero.
 * @param scan of the beginning of a file
 */
export function keyframesAhead(scan: FlvScan): KeyframesAhead {
  const ahead: KeyframesAhead = { ptsMs: [], offsets: [] };
  const declared = scan.metadata?.keyframes ?? null;
  if (declared === null) return ahead;
  const { matched } = matchEntries(declared, scan);
  const clock = indexClock(matched, scan.keyframes, scan.baseTimestampMs);
  const shiftMs = clock.zeroMs + (clock.kind === 'decode' ? compositionMs(scan.keyframes) : 0);

  const isAhead = (offset: number) =>
    Number.isSafeInteger(offset) &&
    offset >= scan.tagsEndOffset &&
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

/** Composition time of the keyframe that was met last: encoders give all keyframes the same. */
const compositionMs = ({ ptsMs, dtsMs }: ScannedKeyframes) =>
  (ptsMs.at(-1) ?? 0) - (dtsMs.at(-1) ?? 0);
