import { areEqual, viewOf } from './bytes.ts';
import { audioFlag, isFlv, videoFlag } from './file-header.ts';
import { toHex } from './hex.ts';

/** File header (9 bytes) and PreviousTagSize0 (4 bytes). */
export const prefixLength = 13;

/** What the 2007 Perlbal patch puts in front; the Perlbal plugin and lighttpd send the same. */
export const patchPrefix: Uint8Array = Uint8Array.of(
  ...[0x46, 0x4c, 0x56, 1, 1, 0, 0, 0, 9, 0, 0, 0, 9],
);

/** What nginx's flv module puts in front since 2011: flags for both tracks, PreviousTagSize0 0. */
export const nginxPrefix: Uint8Array = specPrefix(audioFlag | videoFlag);

/**
 * The prefix that the FLV specification (E.2, E.3) asks for.
 * @param flags the file's own TypeFlags byte
 */
export function specPrefix(flags: number): Uint8Array {
  return Uint8Array.of(0x46, 0x4c, 0x56, 1, flags, 0, 0, 0, 9, 0, 0, 0, 0);
}

/** One field of a prefix. */
export interface PrefixField {
  /** Name in the FLV specification. */
  name: 'Signature' | 'Version' | 'TypeFlags' | 'DataOffset' | 'PreviousTagSize0';
  /** Bytes from the start of the prefix. */
  offset: number;
  length: number;
  /** Lower-case hex, a space between bytes. */
  hex: string;
  /** The value as a reader would write it: `"FLV"`, `1`, `0x05`, `9`. */
  value: string;
  /** One sentence. */
  meaning: string;
  /** What the FLV specification wants here, in the form of `value`. */
  specified: string;
  isAsSpecified: boolean;
}

/** A prefix taken apart and compared. */
export interface PrefixDescription {
  /** Empty when there are fewer than 13 bytes. */
  fields: PrefixField[];
  /** Byte for byte what the patch sends. */
  isPatch: boolean;
  /** Byte for byte what nginx sends. */
  isNginx: boolean;
  /** Every field as the specification wants it; the flags are the file's own, where known. */
  isSpec: boolean;
  /** Byte for byte the file's own first 13 bytes; null when those are not known. */
  isFileOwn: boolean | null;
}

/**
 * Names and judges every field of the first 13 bytes.
 * @param bytes as received; anything after the 13th is left alone
 * @param fileHead the first bytes of the file itself, where known; below 13 they count as unknown
 */
export function describePrefix(bytes: Uint8Array, fileHead?: Uint8Array): PrefixDescription {
  const prefix = bytes.subarray(0, prefixLength);
  const own =
    fileHead !== undefined && fileHead.length >= prefixLength
      ? fileHead.subarray(0, prefixLength)
      : null;
  const fields = prefix.length === prefixLength ? fieldsOf(prefix, own) : [];
  return {
    fields,
    isPatch: areEqual(prefix, patchPrefix),
    isNginx: areEqual(prefix, nginxPrefix),
    isSpec: fields.length > 0 && fields.every((field) => field.isAsSpecified),
    isFileOwn: own && areEqual(prefix, own),
  };
}

function fieldsOf(prefix: Uint8Array, own: Uint8Array | null): PrefixField[] {
  const view = viewOf(prefix);
  const version = view.getUint8(3);
  const dataOffset = view.getUint32(5);
  const previousTagSize = view.getUint32(9);
  const at = (offset: number, length: number) => ({
    offset,
    length,
    hex: toHex(prefix.subarray(offset, offset + length), ' '),
  });
  return [
    {
      name: 'Signature',
      ...at(0, 3),
      value: quoted(prefix.subarray(0, 3)),
      meaning: isFlv(prefix) ? 'The bytes are FLV.' : 'The bytes are not FLV.',
      specified: '"FLV"',
      isAsSpecified: isFlv(prefix),
    },
    {
      name: 'Version',
      ...at(3, 1),
      value: `${version}`,
      meaning: version === 1 ? 'FLV version 1.' : `FLV version ${version}, which does not exist.`,
      specified: '1',
      isAsSpecified: version === 1,
    },
    { ...at(4, 1), ...flagsField(view.getUint8(4), own) },
    {
      name: 'DataOffset',
      ...at(5, 4),
      value: `${dataOffset}`,
      meaning: `The file header is ${dataOffset} bytes long.`,
      specified: '9',
      isAsSpecified: dataOffset === 9,
    },
    {
      name: 'PreviousTagSize0',
      ...at(9, 4),
      value: `${previousTagSize}`,
      meaning:
        previousTagSize === 0
          ? 'No tag comes before the first.'
          : `Names a tag of ${previousTagSize} bytes before the first, where there is none.`,
      specified: '0',
      isAsSpecified: previousTagSize === 0,
    },
  ];
}

function flagsField(
  flags: number,
  own: Uint8Array | null,
): Pick<PrefixField, 'name' | 'value' | 'meaning' | 'specified' | 'isAsSpecified'> {
  const isReservedClear = (flags & ~(audioFlag | videoFlag)) === 0;
  const ownFlags = own && isFlv(own) ? own[4] : undefined;
  return {
    name: 'TypeFlags',
    value: flagsValue(flags),
    meaning: `Promises ${tracksOf(flags)}${isReservedClear ? '' : '; reserved bits are set'}.`,
    specified: ownFlags === undefined ? '0x01, 0x04 or 0x05' : flagsValue(ownFlags),
    isAsSpecified: isReservedClear && (ownFlags === undefined || flags === ownFlags),
  };
}

function tracksOf(flags: number): string {
  const hasAudio = (flags & audioFlag) !== 0;
  const hasVideo = (flags & videoFlag) !== 0;
  if (hasAudio && hasVideo) return 'audio and video';
  if (hasVideo) return 'video only';
  return hasAudio ? 'audio only' : 'neither audio nor video';
}

const flagsValue = (flags: number) => `0x${flags.toString(16).padStart(2, '0')}`;

const quoted = (bytes: Uint8Array) =>
  `"${Array.from(bytes, (byte) => (byte > 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.')).join('')}"`;
