/** Length of a tag header, in bytes (FLV specification, E.4.1). */
export const tagHeaderLength = 11;

/** Length of the PreviousTagSize that follows every tag, in bytes (FLV specification, E.3). */
export const previousTagSizeLength = 4;

/** TagType values (FLV specification, E.4.1). */
export const audioTagType = 8;
export const videoTagType = 9;
export const scriptTagType = 18;

/** The 11 bytes in front of every tag's data. */
export interface TagHeader {
  /** 8 audio, 9 video, 18 script data; 5 bits, anything may stand there. */
  type: number;
  /** The filter bit: the data is encrypted (FLV specification, annex F). */
  isEncrypted: boolean;
  /** Bytes of data after the header. */
  dataSize: number;
  /** SI32, ms: 24 bits and, above them, 8 of TimestampExtended. Decode time. */
  timestampMs: number;
  /** Always 0 in a sound file. */
  streamId: number;
}

/**
 * Reads the tag header at `at`; 11 bytes must be there.
 * @param into filled and returned; give one to read many tags without allocating
 */
export function readTagHeader(
  view: DataView,
  at: number,
  into: TagHeader = blankTagHeader(),
): TagHeader {
  const typeAndSize = view.getUint32(at);
  const timestamp = view.getUint32(at + 4);
  into.type = (typeAndSize >>> 24) & 0x1f;
  into.isEncrypted = (typeAndSize & 0x2000_0000) !== 0;
  into.dataSize = typeAndSize & 0xff_ffff;
  into.timestampMs = (timestamp >>> 8) | (timestamp << 24);
  into.streamId = view.getUint32(at + 7) & 0xff_ffff;
  return into;
}

/** A tag header to read into. */
export function blankTagHeader(): TagHeader {
  return { type: 0, isEncrypted: false, dataSize: 0, timestampMs: 0, streamId: 0 };
}

/**
 * Writes a tag header of stream 0.
 * @param timestampMs SI32
 */
export function writeTagHeader(
  view: DataView,
  at: number,
  header: { type: number; dataSize: number; timestampMs: number },
): void {
  view.setUint32(at, (header.type << 24) | header.dataSize);
  view.setUint32(at + 4, (header.timestampMs << 8) | (header.timestampMs >>> 24));
  view.setUint16(at + 8, 0);
  view.setUint8(at + 10, 0);
}

/** The name of a tag type, for people. */
export function tagTypeName(type: number): string {
  if (type === audioTagType) return 'audio';
  if (type === videoTagType) return 'video';
  return type === scriptTagType ? 'script data' : `unknown (${type})`;
}
