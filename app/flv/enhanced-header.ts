/** Packet types that enhanced RTMP v2 gives the same number in audio and video. */
export const exSequenceStart = 0;
export const exCodedFrames = 1;
export const exModEx = 7;

/** AvMultitrackType OneTrack: no track size stands in front of the body. */
const oneTrack = 0;

/** The part of an enhanced RTMP header that audio and video share. */
export interface EnhancedHeader {
  /** Of the (first) track, after all ModEx and Multitrack wrapping. */
  packetType: number;
  /** FourCC as UI32; 0 when the header is cut short. */
  fourCc: number;
  isMultitrack: boolean;
  /** Where the first track's body begins, relative to the buffer as `at` is. */
  bodyAt: number;
}

/**
 * Reads an enhanced RTMP v2 header ("ExVideoTagHeader", "ExAudioTagHeader") from the tag's second
 * byte on. Of several tracks the first is read.
 * @param at offset of the byte after the one with the packet type
 * @param end nothing is read at or after this offset; a header that does not fit has FourCC 0
 * @param firstPacketType low 4 bits of the tag's first byte
 * @param multitrackType 6 for video, 5 for audio
 */
export function readEnhancedHeader(
  view: DataView,
  at: number,
  end: number,
  firstPacketType: number,
  multitrackType: number,
): EnhancedHeader {
  let packetType = firstPacketType;
  let bodyAt = at;
  while (packetType === exModEx) {
    const next = skipModEx(view, bodyAt, end);
    if (next > end) return cutShort(packetType, end);
    packetType = view.getUint8(next - 1) & 0x0f;
    bodyAt = next;
  }
  if (packetType !== multitrackType) {
    if (bodyAt + 4 > end) return cutShort(packetType, end);
    return { packetType, fourCc: view.getUint32(bodyAt), isMultitrack: false, bodyAt: bodyAt + 4 };
  }
  // UB4 AvMultitrackType, UB4 packet type, FourCC (per track when codecs differ, but the first
  // stands at the same place), UI8 track id, UI24 track size when there are several.
  if (bodyAt + 5 > end) return cutShort(packetType, end);
  const typeByte = view.getUint8(bodyAt);
  const trackHeader = 1 + (typeByte >> 4 === oneTrack ? 0 : 3);
  return {
    packetType: typeByte & 0x0f,
    fourCc: view.getUint32(bodyAt + 1),
    isMultitrack: true,
    bodyAt: Math.min(end, bodyAt + 5 + trackHeader),
  };
}

/** Offset after one ModEx block, whose last byte holds the packet type; beyond `end` when cut. */
function skipModEx(view: DataView, at: number, end: number): number {
  if (at + 1 > end) return end + 1;
  const size = view.getUint8(at) + 1;
  if (size < 256) return at + 1 + size + 1;
  if (at + 3 > end) return end + 1;
  return at + 3 + view.getUint16(at + 1) + 1 + 1;
}

function cutShort(packetType: number, end: number): EnhancedHeader {
  return { packetType, fourCc: 0, isMultitrack: false, bodyAt: end };
}
