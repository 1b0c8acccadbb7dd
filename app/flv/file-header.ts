import { viewOf } from './bytes.ts';

/** Length of the file header that version 1 of the format has, in bytes. */
export const fileHeaderLength = 9;

/** A header of a later version could be longer, but hardly longer than this. */
const maxFileHeaderLength = 4096;

/** Bits of the TypeFlags byte (FLV specification, E.2); all others are reserved and 0. */
export const audioFlag = 0x04;
export const videoFlag = 0x01;

/** The FLV file header (FLV specification, E.2). */
export interface FileHeader {
  version: number;
  /** The TypeFlags byte as it stands. */
  flags: number;
  hasAudio: boolean;
  hasVideo: boolean;
  /** Length of the header: PreviousTagSize0 stands at this offset. 9 in version 1. */
  dataOffset: number;
}

/**
 * Where the first tag header stands: after the file header and PreviousTagSize0. A DataOffset that
 * cannot be true is not followed; then it is 13, as in every file of version 1.
 */
export function firstTagOffset({ dataOffset }: FileHeader): number {
  const isCredible = dataOffset >= fileHeaderLength && dataOffset <= maxFileHeaderLength;
  return (isCredible ? dataOffset : fileHeaderLength) + 4;
}

/** Does the signature "FLV" stand at `at`? */
export function isFlv(bytes: Uint8Array, at = 0): boolean {
  return bytes[at] === 0x46 && bytes[at + 1] === 0x4c && bytes[at + 2] === 0x56;
}

/**
 * Reads the file header from the first 9 bytes.
 * @returns null when there are fewer, or when they do not begin with "FLV"
 */
export function readFileHeader(bytes: Uint8Array): FileHeader | null {
  if (bytes.length < fileHeaderLength || !isFlv(bytes)) return null;
  const view = viewOf(bytes);
  const flags = view.getUint8(4);
  return {
    version: view.getUint8(3),
    flags,
    hasAudio: (flags & audioFlag) !== 0,
    hasVideo: (flags & videoFlag) !== 0,
    dataOffset: view.getUint32(5),
  };
}
