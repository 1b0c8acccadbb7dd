import type { Codec } from './codecs.ts';
import type { FileHeader } from './file-header.ts';
import type { Finding } from './finding.ts';
import type { Metadata } from './metadata.ts';

/** Video keyframes in file order, as columns of equal length. Times are not shifted by the base. */
export interface ScannedKeyframes {
  /** Decode times: timestamps without the 32-bit limit, ms. */
  dtsMs: Float64Array;
  /** Presentation times: decode time + composition time, ms. */
  ptsMs: Float64Array;
  /** Of the tag header, in the file. */
  offsets: Float64Array;
  /** Whole tag with header, without PreviousTagSize, bytes. */
  sizes: Float64Array;
}

/** Where a tag stands in a file. */
export interface TagPlace {
  offset: number;
  /** Header and data, without PreviousTagSize; bytes. */
  size: number;
}

/** A run of bytes of a file. */
export interface ByteRange {
  start: number;
  /** Offset after the last byte. */
  end: number;
}

/** A whole tag, header and data, as it stands in the file. */
export interface StoredTag {
  offset: number;
  bytes: Uint8Array;
}

/** An onMetaData that players do not begin with. */
export interface LaterMetadata {
  place: TagPlace;
  /** SI32, ms. */
  timestampMs: number;
  /** Null when it was not read, or is none. */
  metadata: Metadata | null;
}

/** What a scan of a whole file says. */
export interface FlvScan {
  format: 'flv' | 'empty' | 'not_flv';
  sizeBytes: number;
  /** The first 13 bytes, fewer when the file is shorter. */
  head: Uint8Array;
  header: FileHeader | null;
  videoCodec: Codec | null;
  audioCodec: Codec | null;
  tagCount: number;
  videoTagCount: number;
  audioTagCount: number;
  /** Smallest of the first video and the first audio timestamp: zero on a player's clock, ms. */
  baseTimestampMs: number;
  /** Last timestamp of a media tag, ms. */
  lastTimestampMs: number;
  /** End of the last frame minus base, ms; null without media. */
  durationMs: number | null;
  /** Average, from presentation times; null with fewer than two frames. */
  framesPerSecond: number | null;
  /** Offset of the first audio or video tag that is no sequence header; the size if none. */
  firstMediaOffset: number;
  /** Presentation times of all video frames, if asked for, ascending, not shifted by the base, ms. */
  frameTimesMs: Float64Array;
  keyframes: ScannedKeyframes;
  /** The first sequence header of each track. */
  sequenceHeaders: { video: StoredTag | null; audio: StoredTag | null };
  /** Those further on that say something else than the one before, in file order. */
  sequenceHeaderChanges: { video: StoredTag[]; audio: StoredTag[] };
  /** The onMetaData that players go by: the last before the first frame, else the first. Read. */
  metadata: Metadata | null;
  /** Its script tag, whole. */
  metadataTag: StoredTag | null;
  /** The other onMetaData; the first of them read, where they are not too large. */
  laterMetadata: LaterMetadata[];
  /** All onMetaData script tags, the first 1000 of them. */
  metadataPlaces: TagPlace[];
  /** Tags that follow one another without damage between, with their PreviousTagSizes. */
  tagRuns: ByteRange[];
  /** End of the last tag with its PreviousTagSize: what follows, if anything, is no whole tag. */
  tagsEndOffset: number;
  findings: Finding[];
}
