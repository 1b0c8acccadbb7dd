import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { ByteSource } from '../../flv/byte-source.ts';

/**
 * A byte source over an open file; closing the handle stays with whoever opened it.
 * @param sizeBytes as the handle's stat said; a file that is shorter by now gives short reads
 */
export function fileSource(handle: FileHandle, sizeBytes: number): ByteSource {
  return {
    sizeBytes,
    async read(offset, length, into) {
      const wanted = Math.max(0, Math.min(length, sizeBytes - offset));
      const buffer = into ?? new Uint8Array(wanted);
      let filled = 0;
      // One read can give less than asked for without being at the end (network shares do).
      while (filled < wanted) {
        const { bytesRead } = await handle.read(buffer, filled, wanted - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return buffer.subarray(0, filled);
    },
  };
}

/** The same, for a program that does nothing else meanwhile: small reads do not go through the thread pool. */
export function blockingFileSource(handle: FileHandle, sizeBytes: number): ByteSource {
  return {
    ...fileSource(handle, sizeBytes),
    readNow: (offset, into) => readSync(handle.fd, into, 0, into.length, offset),
  };
}
