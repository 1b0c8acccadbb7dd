import { isPlausibleAudioByte } from './audio-tag.ts';
import { audioTagType, scriptTagType, tagHeaderLength, videoTagType } from './tag-header.ts';
import { isPlausibleVideoByte } from './video-tag.ts';

/** How many bytes `isPlausibleTag` looks at: a tag header and the first byte of data. */
export const plausibleTagLength = tagHeaderLength + 1;

/** Script data begins with its name, an AMF0 string. */
const amfStringMarker = 0x02;

/**
 * For each value of a byte: can a tag begin with it? TagType 8, 9 or 18, the filter bit set or
 * not, the two reserved bits clear (FLV specification, E.4.1).
 */
const canBegin = Uint8Array.from({ length: 256 }, (_, byte) =>
  (byte & 0xc0) === 0 && [audioTagType, videoTagType, scriptTagType].includes(byte & 0x1f) ? 1 : 0,
);

/** The first place from `at` to `last` whose byte a tag can begin with; `last + 1` if none. */
export function nextPossibleTag(bytes: Uint8Array, at: number, last: number): number {
  let next = at;
  while (next <= last && canBegin[bytes[next] ?? 0] === 0) next++;
  return next;
}

/**
 * Could a tag with data begin at `at`? Known type, stream 0, not empty, and a first byte of data
 * that the type can have. 12 bytes must be there.
 */
export function isPlausibleTag(bytes: Uint8Array, at: number, view: DataView): boolean {
  if (canBegin[bytes[at] ?? 0] === 0) return false;
  const typeAndSize = view.getUint32(at);
  if ((view.getUint32(at + 7) & 0xff_ffff) !== 0 || (typeAndSize & 0xff_ffff) === 0) return false;
  const firstData = view.getUint8(at + tagHeaderLength);
  const type = (typeAndSize >>> 24) & 0x1f;
  if (type === audioTagType) return isPlausibleAudioByte(firstData);
  if (type === videoTagType) return isPlausibleVideoByte(firstData);
  return firstData === amfStringMarker;
}
