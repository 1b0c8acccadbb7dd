import { avc, unofficialHevc } from './codecs.ts';
import { exCodedFrames, exModEx, exSequenceStart, readEnhancedHeader } from './enhanced-header.ts';
import type { RandomAccess } from './nal-look.ts';

/** FrameType values (FLV specification, E.4.3.1). */
const keyFrame = 1;
const commandFrame = 5;

/** AVCPacketType values (FLV specification, E.4.3.1). */
const avcSequenceHeader = 0;
const avcNalu = 1;
const endOfSequence = 2;

/** VideoPacketType values of enhanced RTMP v2 that are not shared with audio. */
const exCodedFramesX = 3;
const exMpeg2TsSequenceStart = 5;
const exMultitrack = 6;

const avc1 = 0x61766331;
const hvc1 = 0x68766331;
const vvc1 = 0x76766331;

/** What the first bytes of a video tag's data say. */
export interface VideoTag {
  /** 1 keyframe, 2 inter frame, 3 disposable inter frame, 4 generated keyframe, 5 command. */
  frameType: number;
  /** CodecID below 16, else an enhanced RTMP FourCC as UI32; 0 when the data is cut short. */
  codec: number;
  isEnhanced: boolean;
  /** AVCPacketType, or VideoPacketType of enhanced RTMP; -1 where the codec has none. */
  packetType: number;
  /** SI24, ms: presentation time minus decode time. */
  compositionTimeMs: number;
  /** Configures the decoder instead of coding a picture. */
  isSequenceHeader: boolean;
  /** Codes a picture (no sequence header, end of sequence, metadata or command). */
  isFrame: boolean;
  /** A picture that decoding can start at: as the frame type has it, unless its bytes say otherwise. */
  isKeyframe: boolean;
  /** What its NAL units say, once they were looked at. */
  access: RandomAccess;
  /** Bytes of the tag's data before the coded picture or configuration. */
  headerLength: number;
}

/**
 * Reads the head of a video tag's data (FLV specification E.4.3, enhanced RTMP v2).
 * @param at offset of the first data byte
 * @param end nothing is read at or after this offset
 * @param into filled and returned; give one to read many tags without allocating
 */
export function readVideoTag(
  view: DataView,
  at: number,
  end: number,
  into: VideoTag = blankVideoTag(),
): VideoTag {
  if (at >= end) return Object.assign(into, blankVideoTag());
  const first = view.getUint8(at);
  if ((first & 0x80) !== 0) return readEnhancedVideo(view, at, end, first, into);
  const hasPackets = hasAvcPackets(first & 0x0f);
  const isWhole = !hasPackets || at + 5 <= end;
  into.frameType = first >> 4;
  into.codec = first & 0x0f;
  into.isEnhanced = false;
  into.packetType = hasPackets && at + 2 <= end ? view.getUint8(at + 1) : -1;
  into.compositionTimeMs = hasPackets && isWhole ? (view.getInt32(at + 1) << 8) >> 8 : 0;
  into.headerLength = Math.min(end - at, hasPackets ? 5 : 1);
  into.isSequenceHeader = hasPackets && into.packetType === avcSequenceHeader;
  into.isFrame =
    isPicture(into.frameType) && isWhole && (!hasPackets || into.packetType === avcNalu);
  into.isKeyframe = isFlaggedKeyframe(into);
  into.access = 'unknown';
  return into;
}

function readEnhancedVideo(
  view: DataView,
  at: number,
  end: number,
  first: number,
  into: VideoTag,
): VideoTag {
  const header = readEnhancedHeader(view, at + 1, end, first & 0x0f, exMultitrack);
  const { packetType, fourCc } = header;
  const hasCompositionTime =
    packetType === exCodedFrames &&
    (fourCc === avc1 || fourCc === hvc1 || fourCc === vvc1) &&
    header.bodyAt + 3 <= end;
  into.frameType = (first >> 4) & 0x07;
  into.codec = fourCc;
  into.isEnhanced = true;
  into.packetType = packetType;
  into.compositionTimeMs = hasCompositionTime ? (view.getInt32(header.bodyAt - 1) << 8) >> 8 : 0;
  into.headerLength = header.bodyAt - at + (hasCompositionTime ? 3 : 0);
  into.isSequenceHeader =
    fourCc !== 0 && (packetType === exSequenceStart || packetType === exMpeg2TsSequenceStart);
  into.isFrame =
    fourCc !== 0 &&
    isPicture(into.frameType) &&
    (packetType === exCodedFrames || packetType === exCodedFramesX);
  into.isKeyframe = isFlaggedKeyframe(into);
  into.access = 'unknown';
  return into;
}

/** Does the frame type say that decoding can start at this picture? */
export function isFlaggedKeyframe({ isFrame, frameType }: VideoTag): boolean {
  return isFrame && frameType === keyFrame;
}

/**
 * What the picture's own bytes say goes before what its frame type does. A recovery point is no
 * place to begin: see docs/decisions/recovery-points.md.
 */
export function applyAccess(video: VideoTag, access: RandomAccess): void {
  video.access = access;
  if (access === 'none' || access === 'recovery_point') video.isKeyframe = false;
  else if (access === 'idr') video.isKeyframe = true;
}

/** Does the tag only say that the sequence is over? AVC and enhanced RTMP use the same number. */
export function isEndOfSequence(tag: VideoTag): boolean {
  return tag.packetType === endOfSequence && (tag.isEnhanced || hasAvcPackets(tag.codec));
}

/** Does an AVCPacketType follow, and a composition time? Those who send HEVC in FLV took them over. */
const hasAvcPackets = (codec: number) => codec === avc || codec === unofficialHevc;

const isPicture = (frameType: number) => frameType >= keyFrame && frameType < commandFrame;

/** A video tag to read into. */
export function blankVideoTag(): VideoTag {
  return {
    frameType: 0,
    codec: 0,
    isEnhanced: false,
    packetType: -1,
    compositionTimeMs: 0,
    isSequenceHeader: false,
    isFrame: false,
    isKeyframe: false,
    access: 'unknown',
    headerLength: 0,
  };
}

/** Could this be the first byte of a video tag's data? Used where a tag is only guessed. */
export function isPlausibleVideoByte(first: number): boolean {
  if ((first & 0x80) !== 0) return isFrameType((first >> 4) & 0x07) && (first & 0x0f) <= exModEx;
  const codec = first & 0x0f;
  return isFrameType(first >> 4) && codec >= 2 && codec <= 13 && codec !== 10 && codec !== 11;
}

const isFrameType = (frameType: number) => frameType >= keyFrame && frameType <= commandFrame;

const frameTypeNames = [
  'reserved',
  'keyframe',
  'inter frame',
  'disposable inter frame',
  'generated keyframe',
  'video info or command frame',
];
const avcPacketNames = ['sequence header', 'NALU', 'end of sequence'];
const exPacketNames = [
  'sequence start',
  'coded frames',
  'sequence end',
  'coded frames without composition time',
  'metadata',
  'MPEG-2 TS sequence start',
  'multitrack',
  'ModEx',
];

/** The name of a FrameType, for people. */
export function frameTypeName(frameType: number): string {
  return frameTypeNames[frameType] ?? 'reserved';
}

/** The name of a tag's packet type, for people; null where the codec has none. */
export function videoPacketName(tag: VideoTag): string | null {
  if (tag.packetType < 0) return null;
  const names = tag.isEnhanced ? exPacketNames : avcPacketNames;
  const name = names[tag.packetType] ?? `reserved (${tag.packetType})`;
  return tag.codec === avc ? `AVC ${name}` : name;
}
