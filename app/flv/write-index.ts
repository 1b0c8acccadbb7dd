import type { AmfRecord, AmfValue } from './amf0.ts';
import { encodeAmf0 } from './amf0-encode.ts';
import { concat, viewOf } from './bytes.ts';
import { audioFlag, videoFlag } from './file-header.ts';
import { specPrefix } from './prefix.ts';
import type { ByteRange, FlvScan } from './scan-result.ts';
import { scriptTag, withTrailer } from './synthetic-head.ts';
import { previousTagSizeLength, readTagHeader } from './tag-header.ts';

/** How to make a copy: `head`, then those ranges of the input one after the other. */
export interface IndexCopyPlan {
  head: Uint8Array;
  ranges: ByteRange[];
  sizeBytes: number;
}

type Property = AmfRecord['entries'][number];

/** Properties that the copy declares anew, or that would be wrong in it. */
const replacedProperties = [
  'duration',
  'filesize',
  'datasize',
  'hasMetadata',
  'hasVideo',
  'hasAudio',
  'hasKeyframes',
  'lasttimestamp',
  'lastkeyframetimestamp',
  'lastkeyframelocation',
  'metadatacreator',
  'keyframes',
];

/**
 * Plans a copy of a scanned file with a right index: true flags in the file header, one onMetaData
 * in front with everything the file declared and the scanned index, and then every other tag as it
 * is. Damage between tags, and a piece of a tag at the end, is left out. The index lists the sequence header, as flv.js
 * expects of its first entry, and every keyframe, in presentation times.
 * What the file declared is left out when AMF0 or the tag has no room for it.
 * @returns null when the scan found no FLV
 * @throws RangeError when the index alone is larger than a tag can be: 900,000 keyframes
 */
export function planIndexCopy(scan: FlvScan): IndexCopyPlan | null {
  if (scan.header === null) return null;
  const kept = keptProperties(scan);
  try {
    return planWith(kept, scan);
  } catch (error) {
    if (kept.length === 0 || !(error instanceof RangeError)) throw error;
    return planWith([], scan);
  }
}

function planWith(kept: Property[], scan: FlvScan): IndexCopyPlan {
  const ranges = keptRanges(scan);
  const lengthOfHead = makeHead(kept, scan, (offset) => offset, 0).length;
  const lengthOfRest = ranges.reduce((length, { start, end }) => length + end - start, 0);
  const sizeBytes = lengthOfHead + lengthOfRest;
  // Numbers have a fixed width in AMF0, so the true head is as long as the trial above.
  const head = makeHead(kept, scan, movedBy(ranges, lengthOfHead), sizeBytes);
  return { head, ranges, sizeBytes };
}

/** All tags except the onMetaData ones. */
function keptRanges({ metadataPlaces, tagRuns }: FlvScan): ByteRange[] {
  const ranges: ByteRange[] = [];
  let left = metadataPlaces;
  for (const { start, end } of tagRuns) {
    const inRun = left.filter(({ offset }) => offset < end);
    left = left.slice(inRun.length);
    let from = start;
    for (const { offset, size } of inRun) {
      ranges.push({ start: from, end: offset });
      from = Math.min(end, offset + size + previousTagSizeLength);
    }
    ranges.push({ start: from, end });
  }
  return ranges.filter(({ start, end }) => end > start);
}

/** Where a byte of the input stands in the copy. */
function movedBy(ranges: readonly ByteRange[], lengthOfHead: number): (offset: number) => number {
  let at = lengthOfHead;
  const distances = ranges.map(({ start, end }) => {
    const distance = at - start;
    at += end - start;
    return distance;
  });
  return (offset) => offset + (distances[lastStartingBefore(ranges, offset)] ?? 0);
}

/** The last range that begins at or before the offset; -1 when there is none. */
function lastStartingBefore(ranges: readonly ByteRange[], offset: number): number {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle]?.start ?? Number.POSITIVE_INFINITY) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

function keptProperties({ metadata }: FlvScan): Property[] {
  const entries = metadata?.record.entries ?? [];
  return entries.filter(([key]) => !replacedProperties.includes(key));
}

function makeHead(
  kept: readonly Property[],
  scan: FlvScan,
  move: (offset: number) => number,
  sizeBytes: number,
): Uint8Array {
  const hasVideo = scan.videoTagCount > 0;
  const hasAudio = scan.audioTagCount > 0;
  const flags = (hasAudio ? audioFlag : 0) | (hasVideo ? videoFlag : 0);
  const keyframes = keyframesObject(scan, move);
  const lastKeyframeMs = scan.keyframes.ptsMs.at(-1);
  const lastKeyframeAt = scan.keyframes.offsets.at(-1);
  const entries: [string, AmfValue][] = [
    ['duration', (scan.durationMs ?? 0) / 1000],
    ...kept,
    ['hasMetadata', true],
    ['hasVideo', hasVideo],
    ['hasAudio', hasAudio],
    ['hasKeyframes', keyframes !== null],
    ['lasttimestamp', scan.lastTimestampMs / 1000],
    ['filesize', sizeBytes],
    ['metadatacreator', 'Seeklab'],
  ];
  if (keyframes !== null && lastKeyframeMs !== undefined && lastKeyframeAt !== undefined) {
    entries.push(
      ['lastkeyframetimestamp', lastKeyframeMs / 1000],
      ['lastkeyframelocation', move(lastKeyframeAt)],
      ['keyframes', keyframes],
    );
  }
  const record: AmfRecord = { type: 'ecma_array', className: '', entries };
  const metadata = withTrailer(scriptTag(encodeAmf0(['onMetaData', record])));
  return concat([specPrefix(flags), metadata]);
}

function keyframesObject(
  { keyframes, sequenceHeaders }: FlvScan,
  move: (offset: number) => number,
): AmfRecord | null {
  if (keyframes.offsets.length === 0) return null;
  const times = Array.from(keyframes.ptsMs, (ms) => ms / 1000);
  const offsets = Array.from(keyframes.offsets, move);
  const { video } = sequenceHeaders;
  if (video !== null && video.offset < (keyframes.offsets[0] ?? 0)) {
    times.unshift(readTagHeader(viewOf(video.bytes), 0).timestampMs / 1000);
    offsets.unshift(move(video.offset));
  }
  return {
    type: 'object',
    className: '',
    entries: [
      ['filepositions', offsets],
      ['times', times],
    ],
  };
}
