import type { IndexEntry } from './index-entries.ts';
import type { FlvScan } from './scan-result.ts';

/** So many strays, at least, must agree before they count as shifted. */
const minShifted = 3;

/**
 * The one distance by which all strays miss a keyframe: somebody rewrote the metadata and not the
 * offsets, or pointed at the PreviousTagSize in front of each tag.
 * @returns bytes to add to their offsets; null where they have no such distance
 */
export function commonShift(strays: readonly IndexEntry[], scan: FlvScan): number | null {
  const [first] = strays;
  if (first === undefined || strays.length < minShifted) return null;
  const targets = new Set(scan.keyframes.offsets);
  const candidates = Array.from(scan.keyframes.offsets.slice(0, minShifted));
  const sequenceHeaderAt = scan.sequenceHeaders.video?.offset;
  if (sequenceHeaderAt !== undefined) {
    targets.add(sequenceHeaderAt);
    candidates.unshift(sequenceHeaderAt);
  }
  const shifts = candidates.map((offset) => offset - first.offset);
  return shifts.find((shift) => strays.every(({ offset }) => targets.has(offset + shift))) ?? null;
}
