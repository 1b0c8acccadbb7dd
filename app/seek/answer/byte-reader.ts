import { concat } from '../../flv/bytes.ts';

/** Reads bytes that come in chunks of any size. */
export interface ByteReader {
  /** The next chunk as it comes; null at the end. */
  next(): Promise<Uint8Array | null>;
  /** Exactly so many bytes; fewer only at the end. */
  take(length: number): Promise<Uint8Array>;
  /** Puts bytes back in front. */
  unread(bytes: Uint8Array): void;
}

/** @param read the next chunk; null at the end */
export function createByteReader(read: () => Promise<Uint8Array | null>): ByteReader {
  let waiting: Uint8Array | null = null;
  const next = async () => {
    const chunk = waiting ?? (await read());
    waiting = null;
    return chunk;
  };
  const unread = (bytes: Uint8Array) => {
    if (bytes.length > 0) waiting = waiting ? concat([bytes, waiting]) : bytes;
  };
  return {
    next,
    unread,
    async take(length) {
      const parts: Uint8Array[] = [];
      for (let missing = length; missing > 0; ) {
        const chunk = await next();
        if (!chunk) break;
        parts.push(chunk.subarray(0, missing));
        unread(chunk.subarray(missing));
        missing -= Math.min(missing, chunk.length);
      }
      return concat(parts);
    },
  };
}
