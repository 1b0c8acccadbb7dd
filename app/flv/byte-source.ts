/** Bytes that can be read from any offset: a file, a Blob, a URL with Range, memory. */
export interface ByteSource {
  readonly sizeBytes: number;
  /**
   * Reads `length` bytes from `offset`; fewer only where the source ends.
   * @param into as long as `length` at least; the source may fill it and return a part of it,
   *   which spares an allocation for each read. The caller does not use it before the promise
   *   is settled.
   */
  read(offset: number, length: number, into?: Uint8Array): Promise<Uint8Array>;
  /**
   * Fills `into` from `offset` before it returns, so nothing else runs meanwhile: only a source
   * whose user has nothing else to do offers it.
   * @returns how many bytes; fewer than `into` is long only where the source ends
   */
  readNow?(offset: number, into: Uint8Array): number;
  /** Bytes from `offset` on that it has in memory, as many as lie together; nobody may change them. */
  held?(offset: number): Uint8Array | null;
}

/** A source over bytes in memory. */
export function bytesSource(bytes: Uint8Array): ByteSource {
  return {
    sizeBytes: bytes.length,
    read: async (offset, length) => bytes.subarray(offset, offset + length),
  };
}

/** A source over a browser's (or Node's) Blob or File. */
export function blobSource(blob: Blob): ByteSource {
  return {
    sizeBytes: blob.size,
    read: async (offset, length) =>
      new Uint8Array(await blob.slice(offset, offset + length).arrayBuffer()),
  };
}
