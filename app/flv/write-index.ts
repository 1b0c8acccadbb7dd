import type { AmfRecord, AmfValue } from './amf0.ts';
import { encodeAmf0 } from './amf0-encode.ts';
import { areEqual, concat } from './bytes.ts';
import { audioFlag, videoFlag } from './file-header.ts';
import type { Metadata } from './metadata.ts';
import { specPrefix } from './prefix.ts';
import type { ByteRange, FlvScan, TagPlace } from './scan-result.ts';
import { maxDataSize, scriptTag, withTrailer } from './synthetic-head.ts';
import { previousTagSizeLength } from './tag-header.ts';

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

/** A part of a copy: bytes of the input, or new ones. */
export type CopyPiece = ByteRange | { bytes: Uint8Array };

/** How to make a copy: `head`, then the pieces one after the other. */
export interface IndexCopyPlan {
  head: Uint8Array;
  pieces: CopyPiece[];
  sizeBytes: number;
  /** The PreviousTagSizes of the input are wrong: they are written anew, see `TrailerMender`. */
  areTrailersMended: boolean;
  /** Later onMetaData that have no place in the copy. */
  leftOutMetadata: TagPlace[];
}

/** A later onMetaData that says something of its own, and what it says in the copy. */
interface Later {
  place: TagPlace;
  timestampMs: number;
  kept: Property[];
}

/** All later onMetaData together may be this large, index included. */
const maxLaterBytes = 4 << 20;

/**
 * Plans a copy of a scanned file with a right index: true flags in the file header, one onMetaData
 * in front with everything the file declared and the scanned index, and then every other tag as it
 * is. A later onMetaData that says something else is kept at its time, with the index, because
 * players forget the one before; one that repeats the first is left out. So are damage between tags
 * and a piece of a tag at the end. The index lists the sequence header, as flv.js expects of its
 * first entry, and every keyframe, in presentation times from the first frame on.
 * What the file declared is left out when AMF0 or the tag has no room for it.
 * @returns null when the scan found no FLV
 * @throws RangeError when the index alone is larger than a tag can be: 900,000 keyframes
 */
export function planIndexCopy(scan: FlvScan): IndexCopyPlan | null {
  if (scan.header === null) return null;
  if (scan.keyframes.offsets.length * bytesPerEntry > maxDataSize) {
    throw new RangeError(`no tag holds an index of ${scan.keyframes.offsets.length} keyframes`);
  }
  const kept = keptInHead(scan);
  try {
    return planWith(kept, laterOf(scan, kept), scan);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return planWith([], [], scan);
  }
}

function planWith(kept: Property[], later: Later[], scan: FlvScan): IndexCopyPlan {
  const unmoved = (offset: number) => offset;
  const parts = partsOf(scan, later);
  const sizesOnly = write(kept, parts, scan, unmoved, 0);
  const lengths = [sizesOnly.head, ...sizesOnly.pieces].map(lengthOf);
  const sizeBytes = lengths.reduce((sum, length) => sum + length, 0);
  // Numbers have a fixed width in AMF0, so the true bytes are as long as those of the trial.
  const move = movedBy(sizesOnly.pieces, sizesOnly.head.length);
  const said = new Set(later.map(({ place }) => place));
  return {
    ...write(kept, parts, scan, move, sizeBytes),
    sizeBytes,
    areTrailersMended: scan.findings.some(({ code }) => code === 'previous_tag_size_wrong'),
    leftOutMetadata: scan.laterMetadata
      .filter((tag) => tag.metadata === null || hasNews(keptOf(tag.metadata), kept))
      .map(({ place }) => place)
      .filter((place) => !said.has(place)),
  };
}

/** Head and pieces, with the offsets that `move` makes of those of the input. */
function write(
  kept: readonly Property[],
  parts: readonly (ByteRange | Later)[],
  scan: FlvScan,
  move: (offset: number) => number,
  sizeBytes: number,
): { head: Uint8Array; pieces: CopyPiece[] } {
  const hasVideo = scan.videoTagCount > 0;
  const hasAudio = scan.audioTagCount > 0;
  const flags = (hasAudio ? audioFlag : 0) | (hasVideo ? videoFlag : 0);
  const tag = (properties: readonly Property[], timestampMs: number) =>
    withTrailer(
      scriptTag(
        encodeAmf0(['onMetaData', declare(properties, scan, move, sizeBytes)]),
        timestampMs,
      ),
    );
  return {
    head: concat([specPrefix(flags), tag(kept, 0)]),
    pieces: parts.map((part) =>
      'kept' in part ? { bytes: tag(part.kept, part.timestampMs) } : part,
    ),
  };
}

/** All tags except the onMetaData ones, and those of them that are said anew. */
function partsOf(
  { metadataPlaces, tagRuns }: FlvScan,
  later: readonly Later[],
): (ByteRange | Later)[] {
  const parts: (ByteRange | Later)[] = [];
  let left = metadataPlaces;
  for (const { start, end } of tagRuns) {
    const inRun = left.filter(({ offset }) => offset < end);
    left = left.slice(inRun.length);
    let from = start;
    for (const place of inRun) {
      parts.push({ start: from, end: place.offset });
      parts.push(...later.filter((one) => one.place === place));
      from = Math.min(end, place.offset + place.size + previousTagSizeLength);
    }
    parts.push({ start: from, end });
  }
  return parts.filter((part) => 'kept' in part || part.end > part.start);
}

const lengthOf = (piece: CopyPiece | Uint8Array) => {
  if (piece instanceof Uint8Array) return piece.length;
  return 'bytes' in piece ? piece.bytes.length : piece.end - piece.start;
};

/** Where a byte of the input stands in the copy. */
function movedBy(pieces: readonly CopyPiece[], lengthOfHead: number): (offset: number) => number {
  let at = lengthOfHead;
  const ranges: ByteRange[] = [];
  const distances: number[] = [];
  for (const piece of pieces) {
    if (!('bytes' in piece)) {
      ranges.push(piece);
      distances.push(at - piece.start);
    }
    at += lengthOf(piece);
  }
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

/** What onMetaData declares besides what the copy declares anew; of repeats the last, as players do. */
function keptOf({ record, problem }: Metadata): Property[] {
  // Where it could not be read to the end, the last property is a piece of one.
  const whole = problem === null ? record.entries : record.entries.slice(0, -1);
  const last = new Map(whole.filter(([key]) => !replacedProperties.includes(key)));
  return [...last];
}

/** What all onMetaData in front of the first frame declare together. */
function keptInHead({ metadata, laterMetadata, firstMediaOffset }: FlvScan): Property[] {
  const inHead = laterMetadata.filter(({ place }) => place.offset < firstMediaOffset);
  const all = [...inHead.map((tag) => tag.metadata), metadata];
  return [...new Map(all.flatMap((one) => (one === null ? [] : keptOf(one))))];
}

function laterOf(
  { laterMetadata, firstMediaOffset, keyframes }: FlvScan,
  kept: Property[],
): Later[] {
  const later: Later[] = [];
  let left = maxLaterBytes;
  for (const { place, timestampMs, metadata } of laterMetadata) {
    if (place.offset < firstMediaOffset || metadata === null) continue;
    const own = keptOf(metadata);
    if (!hasNews(own, kept)) continue;
    left -= place.size + keyframes.offsets.length * bytesPerEntry;
    if (left >= 0) later.push({ place, timestampMs, kept: own });
  }
  return later;
}

/** A time and an offset, with their type markers. */
const bytesPerEntry = 18;

/** Does it say anything that the others do not? */
function hasNews(own: readonly Property[], others: readonly Property[]): boolean {
  const known = new Map(others);
  return own.some(
    ([key, value]) =>
      !known.has(key) || !areEqual(encodeAmf0([value]), encodeAmf0([known.get(key)])),
  );
}

function declare(
  kept: readonly Property[],
  scan: FlvScan,
  move: (offset: number) => number,
  sizeBytes: number,
): AmfRecord {
  const keyframes = keyframesObject(scan, move);
  const lastKeyframeMs = scan.keyframes.ptsMs.at(-1);
  const lastKeyframeAt = scan.keyframes.offsets.at(-1);
  const entries: [string, AmfValue][] = [
    ['duration', (scan.durationMs ?? 0) / 1000],
    ...kept,
    ['hasMetadata', true],
    ['hasVideo', scan.videoTagCount > 0],
    ['hasAudio', scan.audioTagCount > 0],
    ['hasKeyframes', keyframes !== null],
    ['lasttimestamp', secondsFromBase(scan.lastTimestampMs, scan)],
    ['filesize', sizeBytes],
    ['metadatacreator', 'Seeklab'],
  ];
  if (keyframes !== null && lastKeyframeMs !== undefined && lastKeyframeAt !== undefined) {
    entries.push(
      ['lastkeyframetimestamp', secondsFromBase(lastKeyframeMs, scan)],
      ['lastkeyframelocation', move(lastKeyframeAt)],
      ['keyframes', keyframes],
    );
  }
  return { type: 'ecma_array', className: '', entries };
}

/** Players count from the first frame, whatever its timestamp is. */
function secondsFromBase(timeMs: number, { baseTimestampMs }: FlvScan): number {
  return (timeMs - baseTimestampMs) / 1000;
}

function keyframesObject(scan: FlvScan, move: (offset: number) => number): AmfRecord | null {
  const { keyframes, sequenceHeaders } = scan;
  if (keyframes.offsets.length === 0) return null;
  const times = Array.from(keyframes.ptsMs, (ms) => secondsFromBase(ms, scan));
  const offsets = Array.from(keyframes.offsets, move);
  const { video } = sequenceHeaders;
  if (video !== null && video.offset < (keyframes.offsets[0] ?? 0)) {
    times.unshift(0);
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
