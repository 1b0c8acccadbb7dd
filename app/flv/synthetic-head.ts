import type { AmfValue } from './amf0.ts';
import { encodeAmf0 } from './amf0-encode.ts';
import { concat, viewOf } from './bytes.ts';
import { audioFlag, videoFlag } from './file-header.ts';
import { specPrefix } from './prefix.ts';
import {
  previousTagSizeLength,
  scriptTagType,
  tagHeaderLength,
  writeTagHeader,
} from './tag-header.ts';

/** What a synthetic head is made from. Times are not shifted by the base. */
export interface SyntheticHeadFacts {
  hasAudio: boolean;
  hasVideo: boolean;
  /** Timestamp that the player takes for zero, ms. */
  baseTimestampMs: number;
  /** ms; null when unknown. */
  durationMs: number | null;
  sizeBytes: number;
  width: number | null;
  height: number | null;
  framesPerSecond: number | null;
  /** Numeric CodecID and SoundFormat; null when there is none. */
  videoCodecId: number | null;
  audioCodecId: number | null;
  /** Presentation times and offsets of the video keyframes, in file order. */
  keyframes: { timesMs: ArrayLike<number>; offsets: ArrayLike<number> };
  /** Whole tags as they stand in the file, without PreviousTagSize. */
  sequenceHeaders: { video: Uint8Array | null; audio: Uint8Array | null };
}

/** The head and how long each of its parts is, bytes. */
export interface SyntheticHead {
  bytes: Uint8Array<ArrayBuffer>;
  fileHeaderLength: number;
  metadataLength: number;
  sequenceHeadersLength: number;
}

/**
 * Makes the head of an FLV file that lets flv.js 1.6.2 seek by our index and start anywhere: file
 * header with true flags, onMetaData with the scanned index in presentation times, sequence
 * headers.
 */
export function makeSyntheticHead(facts: SyntheticHeadFacts): SyntheticHead {
  const flags = (facts.hasAudio ? audioFlag : 0) | (facts.hasVideo ? videoFlag : 0);
  const fileHeader = specPrefix(flags);
  const metadata = withTrailer(scriptTag(encodeAmf0(['onMetaData', onMetaData(facts)])));
  const { video, audio } = facts.sequenceHeaders;
  const sequenceHeaders = [video, audio].flatMap((tag) => (tag === null ? [] : [withTrailer(tag)]));
  return {
    bytes: concat([fileHeader, metadata, ...sequenceHeaders]),
    fileHeaderLength: fileHeader.length,
    metadataLength: metadata.length,
    sequenceHeadersLength: sequenceHeaders.reduce((length, tag) => length + tag.length, 0),
  };
}

function onMetaData(facts: SyntheticHeadFacts): AmfValue {
  const optional: [string, number | null][] = [
    ['duration', facts.durationMs === null ? null : facts.durationMs / 1000],
    ['width', facts.width],
    ['height', facts.height],
    ['framerate', facts.framesPerSecond],
    ['videocodecid', facts.videoCodecId],
    ['audiocodecid', facts.audioCodecId],
  ];
  const entries: [string, AmfValue][] = [
    ...optional.filter(([, value]) => value !== null),
    ['hasVideo', facts.hasVideo],
    ['hasAudio', facts.hasAudio],
    ['filesize', facts.sizeBytes],
  ];
  if (facts.keyframes.offsets.length > 0) {
    entries.push(['hasKeyframes', true], ['keyframes', keyframesObject(facts)]);
  }
  return { type: 'ecma_array', className: '', entries };
}

/**
 * flv.js 1.6.2 drops the first entry (it takes it for the sequence header), so the first keyframe
 * stands twice; and it rounds times down to whole ms, so half a ms keeps them from falling below.
 */
function keyframesObject({ keyframes, baseTimestampMs }: SyntheticHeadFacts): AmfValue {
  const offsets = Array.from(keyframes.offsets);
  const times = Array.from(keyframes.timesMs, (timeMs) => (timeMs - baseTimestampMs + 0.5) / 1000);
  return {
    type: 'object',
    className: '',
    entries: [
      ['filepositions', [offsets[0] ?? 0, ...offsets]],
      ['times', [0, ...times]],
    ],
  };
}

/** DataSize has 24 bits. */
export const maxDataSize = 0xff_ffff;

/**
 * A script tag with that data, without PreviousTagSize.
 * @throws RangeError for more than 16 MB, which no tag can hold
 */
export function scriptTag(data: Uint8Array, timestampMs = 0): Uint8Array {
  if (data.length > maxDataSize) {
    throw new RangeError(
      `script data of ${data.length} bytes; at most ${maxDataSize} are possible`,
    );
  }
  const tag = new Uint8Array(tagHeaderLength + data.length);
  writeTagHeader(viewOf(tag), 0, { type: scriptTagType, dataSize: data.length, timestampMs });
  tag.set(data, tagHeaderLength);
  return tag;
}

/** The tag with its PreviousTagSize after it. */
export function withTrailer(tag: Uint8Array): Uint8Array {
  const whole = new Uint8Array(tag.length + previousTagSizeLength);
  whole.set(tag);
  viewOf(whole).setUint32(tag.length, tag.length);
  return whole;
}
