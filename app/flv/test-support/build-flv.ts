/**
 * Makes FLV bytes for tests, from the specification and from nothing in this library, so that a
 * mistake of the library is not repeated here.
 */

export interface TagParts {
  type: number;
  data: Uint8Array;
  timestampMs?: number;
  streamId?: number;
  /** Written after the data instead of the true size; null leaves it out. */
  previousTagSize?: number | null;
}

/** A tag as it was built, and where. */
export interface BuiltTag extends TagParts {
  offset: number;
}

export interface BuiltFlv {
  bytes: Uint8Array;
  tags: BuiltTag[];
}

/** Header and PreviousTagSize0, 13 bytes. */
export function fileHeader(flags = 5): Uint8Array {
  return Uint8Array.of(0x46, 0x4c, 0x56, 1, flags, 0, 0, 0, 9, 0, 0, 0, 0);
}

/** One tag: header, data, PreviousTagSize. */
export function tagBytes(parts: TagParts): Uint8Array {
  const { type, data, timestampMs = 0, streamId = 0 } = parts;
  const size = 11 + data.length;
  const trailer = parts.previousTagSize === undefined ? size : parts.previousTagSize;
  const header = [
    type,
    ...bigEndian(data.length, 3),
    ...bigEndian(timestampMs & 0xff_ffff, 3),
    timestampMs >>> 24,
    ...bigEndian(streamId, 3),
  ];
  return joined([
    Uint8Array.from(header),
    data,
    Uint8Array.from(trailer === null ? [] : bigEndian(trailer, 4)),
  ]);
}

/** A file of those tags. */
export function flvOf(parts: TagParts[], head: Uint8Array = fileHeader()): BuiltFlv {
  const tags: BuiltTag[] = [];
  const pieces = [head];
  let offset = head.length;
  for (const part of parts) {
    const bytes = tagBytes(part);
    tags.push({ ...part, offset });
    pieces.push(bytes);
    offset += bytes.length;
  }
  return { bytes: joined(pieces), tags };
}

export function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  return bytes;
}

/** Data of an AVC tag. */
export function avcData(
  frameType: number,
  packetType: number,
  compositionTimeMs: number,
  body: Uint8Array,
): Uint8Array {
  const head = [(frameType << 4) | 7, packetType, ...bigEndian(compositionTimeMs & 0xff_ffff, 3)];
  return joined([Uint8Array.from(head), body]);
}

/** Data of an AAC tag: 44.1 kHz, 16 bit, stereo. */
export function aacData(packetType: number, body: Uint8Array): Uint8Array {
  return joined([Uint8Array.of(0xaf, packetType), body]);
}

/** The AMF0 string of a script tag's name. */
export function amfName(name: string): Uint8Array {
  return Uint8Array.of(2, ...bigEndian(name.length, 2), ...new TextEncoder().encode(name));
}

/** The same tags after an onMetaData that declares nothing. */
export function withMetadata({ tags }: BuiltFlv): BuiltFlv {
  const emptyEcmaArray = Uint8Array.of(8, 0, 0, 0, 0, 0, 0, 9);
  return flvOf([{ type: 18, data: joined([amfName('onMetaData'), emptyEcmaArray]) }, ...tags]);
}

/** Bytes that look compressed; the same for the same seed. */
export function noise(length: number, seed = 1): Uint8Array {
  let state = (seed * 2_654_435_761) >>> 0 || 1;
  return Uint8Array.from({ length }, () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state & 0xff;
  });
}

/**
 * A whole H.264 + AAC file: sequence headers, then 25 frames a second with two audio tags each.
 * Every second frame is shown 80 ms later than it is decoded.
 */
export function avcAacFlv({
  frames = 50,
  framesPerGop = 10,
  baseMs = 0,
  bodySize = 40,
} = {}): BuiltFlv {
  const parts: TagParts[] = [
    { type: 9, timestampMs: baseMs, data: avcData(1, 0, 0, noise(30)) },
    { type: 8, timestampMs: baseMs, data: aacData(0, Uint8Array.of(0x12, 0x10)) },
  ];
  for (let frame = 0; frame < frames; frame++) {
    const timestampMs = baseMs + frame * 40;
    const isKeyframe = frame % framesPerGop === 0;
    const body = noise(isKeyframe ? bodySize * 4 : bodySize, frame + 1);
    parts.push({
      type: 9,
      timestampMs,
      data: avcData(isKeyframe ? 1 : 2, 1, frame % 2 === 0 ? 0 : 80, body),
    });
    for (const audioMs of [0, 20]) {
      parts.push({
        type: 8,
        timestampMs: timestampMs + audioMs,
        data: aacData(1, noise(12, frame)),
      });
    }
  }
  return flvOf(parts);
}

/** The bytes in pieces of those lengths, used in turn; the rest is the last piece. */
export function chunked(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < bytes.length; turn++) {
    const length = Math.max(1, lengths[turn % lengths.length] ?? bytes.length);
    chunks.push(bytes.slice(at, at + length));
    at += length;
  }
  return chunks;
}

function bigEndian(value: number, length: number): number[] {
  return Array.from({ length }, (_, i) => (value >>> (8 * (length - 1 - i))) & 0xff);
}
