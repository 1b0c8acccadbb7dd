import type { FlvScan } from './scan-result.ts';

/** The programs whose way of writing an index is known. */
export type IndexWriter = 'yamdi' | 'flvmeta' | 'ffmpeg' | 'flvtool2' | 'seeklab';

/** Whose index it is, and how that is known. */
export interface IndexDialect {
  writer: IndexWriter | null;
  /** `creator`: the metadata says so. `shape`: from what is listed at the beginning. */
  knownBy: 'creator' | 'shape' | null;
  /** What the index lists at the beginning: sequence header, first keyframe, both, neither. */
  beginsWith: 'sequence_header' | 'keyframe' | 'both' | 'neither';
}

/** How the writers name themselves in `metadatacreator` or `encoder`. */
const creators: [RegExp, IndexWriter][] = [
  [/yet another metadata injector|yamdi/i, 'yamdi'],
  [/flvmeta/i, 'flvmeta'],
  [/flvtool2/i, 'flvtool2'],
  [/seeklab/i, 'seeklab'],
  [/^lavf/i, 'ffmpeg'],
];

/**
 * Names the dialect of a declared index. At time 0 yamdi and flvtool2 list the sequence header
 * and the first keyframe, flvmeta only the sequence header, ffmpeg only the keyframe.
 * @returns null when the file declares no index
 */
export function indexDialect(scan: FlvScan): IndexDialect | null {
  const { metadata } = scan;
  if (metadata?.keyframes == null) return null;
  const beginsWith = beginningOf(metadata.keyframes.offsets, scan);
  const named = creators.find(([pattern]) => pattern.test(metadata.creator ?? ''));
  if (named !== undefined) return { writer: named[1], knownBy: 'creator', beginsWith };
  // Without sequence headers (Sorenson, VP6) all of them write the same.
  if (scan.sequenceHeaders.video === null) return { writer: null, knownBy: null, beginsWith };
  const writer = writerOfShape(beginsWith);
  return { writer, knownBy: writer === null ? null : 'shape', beginsWith };
}

function writerOfShape(beginsWith: IndexDialect['beginsWith']): IndexWriter | null {
  if (beginsWith === 'both') return 'yamdi';
  if (beginsWith === 'sequence_header') return 'flvmeta';
  return beginsWith === 'keyframe' ? 'ffmpeg' : null;
}

function beginningOf(offsets: Float64Array, scan: FlvScan): IndexDialect['beginsWith'] {
  const firstTwo = offsets.slice(0, 2);
  const sequenceHeaderAt = scan.sequenceHeaders.video?.offset;
  const keyframeAt = scan.keyframes.offsets[0];
  const hasSequenceHeader = sequenceHeaderAt !== undefined && firstTwo.includes(sequenceHeaderAt);
  const hasKeyframe = keyframeAt !== undefined && firstTwo.includes(keyframeAt);
  if (hasSequenceHeader && hasKeyframe) return 'both';
  if (hasSequenceHeader) return 'sequence_header';
  return hasKeyframe ? 'keyframe' : 'neither';
}
