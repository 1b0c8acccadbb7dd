import { viewOf } from './bytes.ts';

/** A run of bytes of a source, and where it lies there. */
export interface ByteWindow {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Offset in the source of the window's first byte. */
  readonly start: number;
  /** Offset in the source after the window's last byte. */
  readonly end: number;
  /** The source has no byte after this window. */
  readonly isLast: boolean;
}

/** Makes a window over the bytes; no copy. */
export function byteWindow(bytes: Uint8Array, start: number, isLast: boolean): ByteWindow {
  return { bytes, view: viewOf(bytes), start, end: start + bytes.length, isLast };
}
