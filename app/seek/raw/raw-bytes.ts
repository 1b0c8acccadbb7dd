import { concat } from '../../flv/bytes.ts';

/** More than any player wants before it shows a picture. */
const LIMIT_BYTES = 1_500_000;

/** The first bytes of an answer's body, as they came. */
export interface RawBytes {
  add(chunk: Uint8Array): void;
  /** No more: what comes now is from another answer. */
  seal(): void;
  read(): Uint8Array;
}

export function createRawBytes(): RawBytes {
  let parts: Uint8Array[] = [];
  let length = 0;
  let isSealed = false;
  return {
    add(chunk) {
      if (isSealed || length >= LIMIT_BYTES) return;
      parts.push(chunk.subarray(0, LIMIT_BYTES - length));
      length += Math.min(chunk.length, LIMIT_BYTES - length);
    },
    seal() {
      isSealed = true;
    },
    read() {
      parts = [concat(parts)];
      return parts[0] ?? new Uint8Array();
    },
  };
}
