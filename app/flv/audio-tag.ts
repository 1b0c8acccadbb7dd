import { aac } from './codecs.ts';
import { exCodedFrames, exSequenceStart, readEnhancedHeader } from './enhanced-header.ts';

/** SoundFormat 9 says that an enhanced RTMP v2 header follows. */
const exHeader = 9;
const exMultitrack = 5;

/** AACPacketType values (FLV specification, E.4.2.1). */
const aacSequenceHeader = 0;
const aacRaw = 1;

/** What the first bytes of an audio tag's data say. */
export interface AudioTag {
  /** SoundFormat below 16, else an enhanced RTMP FourCC as UI32; -1 when there is no data. */
  codec: number;
  isEnhanced: boolean;
  /** As the tag says, which for AAC and enhanced codecs is not what the decoder uses. */
  sampleRateHz: number;
  bitsPerSample: number;
  channels: number;
  /** AACPacketType, or AudioPacketType of enhanced RTMP; -1 where the codec has none. */
  packetType: number;
  /** Configures the decoder instead of coding sound. */
  isSequenceHeader: boolean;
  /** Codes sound (no sequence header, end of sequence or channel configuration). */
  isFrame: boolean;
  /** Bytes of the tag's data before the coded sound or configuration. */
  headerLength: number;
}

const sampleRatesHz = [5512.5, 11025, 22050, 44100];

/**
 * Reads the head of an audio tag's data (FLV specification E.4.2, enhanced RTMP v2).
 * @param at offset of the first data byte
 * @param end nothing is read at or after this offset
 * @param into filled and returned; give one to read many tags without allocating
 */
export function readAudioTag(
  view: DataView,
  at: number,
  end: number,
  into: AudioTag = blankAudioTag(),
): AudioTag {
  if (at >= end) return Object.assign(into, blankAudioTag());
  const first = view.getUint8(at);
  const format = first >> 4;
  if (format === exHeader) return readEnhancedAudio(view, at, end, first, into);
  const isAac = format === aac;
  into.codec = format;
  into.isEnhanced = false;
  into.sampleRateHz = sampleRatesHz[(first >> 2) & 0x03] ?? 0;
  into.bitsPerSample = (first & 0x02) === 0 ? 8 : 16;
  into.channels = (first & 0x01) + 1;
  into.packetType = isAac && at + 2 <= end ? view.getUint8(at + 1) : -1;
  into.isSequenceHeader = isAac && into.packetType === aacSequenceHeader;
  into.isFrame = !isAac || into.packetType === aacRaw;
  into.headerLength = Math.min(end - at, isAac ? 2 : 1);
  return into;
}

function readEnhancedAudio(
  view: DataView,
  at: number,
  end: number,
  first: number,
  into: AudioTag,
): AudioTag {
  const header = readEnhancedHeader(view, at + 1, end, first & 0x0f, exMultitrack);
  into.codec = header.fourCc;
  into.isEnhanced = true;
  into.sampleRateHz = 0;
  into.bitsPerSample = 0;
  into.channels = 0;
  into.packetType = header.packetType;
  into.isSequenceHeader = header.fourCc !== 0 && header.packetType === exSequenceStart;
  into.isFrame = header.fourCc !== 0 && header.packetType === exCodedFrames;
  into.headerLength = header.bodyAt - at;
  return into;
}

/** An audio tag to read into. */
export function blankAudioTag(): AudioTag {
  return {
    codec: -1,
    isEnhanced: false,
    sampleRateHz: 0,
    bitsPerSample: 0,
    channels: 0,
    packetType: -1,
    isSequenceHeader: false,
    isFrame: false,
    headerLength: 0,
  };
}

/** Could this be the first byte of an audio tag's data? Used where a tag is only guessed. */
export function isPlausibleAudioByte(first: number): boolean {
  const format = first >> 4;
  if (format === exHeader) return (first & 0x0f) <= 7;
  return format !== 12 && format !== 13;
}

const aacPacketNames = ['AAC sequence header', 'AAC raw'];
const exPacketNames: Record<number, string> = {
  0: 'sequence start',
  1: 'coded frames',
  2: 'sequence end',
  4: 'multichannel configuration',
  5: 'multitrack',
  7: 'ModEx',
};

/** The name of a tag's packet type, for people; null where the codec has none. */
export function audioPacketName(tag: AudioTag): string | null {
  if (tag.packetType < 0) return null;
  const name = tag.isEnhanced ? exPacketNames[tag.packetType] : aacPacketNames[tag.packetType];
  return name ?? `reserved (${tag.packetType})`;
}
