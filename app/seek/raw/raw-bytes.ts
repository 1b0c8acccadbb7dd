import { concat } from '../../flv/bytes.ts';

/** More than any player wants before it shows a picture. */
const LIMIT_BYTES = 1_500_000;

/** The first bytes of an answer's body, as they came. */
export interface RawBytes {
  add(chunk: Uint8Array): void;
  /** No more: what comes now is from another answer. */
  seal(): void;
  /** The answer has ended: there are no others. */
  finish(): void;
  /** Is this all of the answer, and not only what was read of it or fits here? */
  readonly isWhole: boolean;
  read(): Uint8Array;
}

export function createRawBytes(): RawBytes {
  let parts: Uint8Array[] = [];
  let length = 0;
  let isSealed = false;
  let isLeftOut = false;
  let hasEnded = false;
  return {
    add(chunk) {
      if (isSealed) return;
      if (length + chunk.length > LIMIT_BYTES) isLeftOut = true;
      if (length >= LIMIT_BYTES) return;
      parts.push(chunk.subarray(0, LIMIT_BYTES - length));
      length += Math.min(chunk.length, LIMIT_BYTES - length);
    },
    seal() {
      isSealed = true;
    },
    finish() {
      hasEnded ||= !isSealed;
    },
    get isWhole() {
      return hasEnded && !isLeftOut;
    },
    read() {
      parts = [concat(parts)];
      return parts[0] ?? new Uint8Array();
    },
  };
}
