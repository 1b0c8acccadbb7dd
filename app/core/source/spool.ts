import { type FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A temporary file that nobody else sees. */
export interface Spool {
  /** Appends bytes. Rejects as the file system does, when the disk is full for example. */
  append(bytes: Uint8Array): Promise<void>;
  /** Fills `into` from `offset`, as far as bytes were appended. */
  read(offset: number, into: Uint8Array): Promise<number>;
  /** Removes the file; may be called more than once. */
  close(): Promise<void>;
}

/**
 * Makes one in the system's folder for temporary files, for this user alone. Where the system allows
 * it, its name goes at once, so that nothing stays even if this program is killed.
 */
export async function createSpool(): Promise<Spool> {
  const folder = await mkdtemp(join(tmpdir(), 'seeklab-'));
  const removeFolder = () => rm(folder, { recursive: true, force: true });
  let file: FileHandle;
  try {
    file = await open(join(folder, 'video'), 'wx+', 0o600);
  } catch (error) {
    await removeFolder();
    throw error;
  }
  // Windows keeps an open file: there it goes when it is closed.
  const isGone = await removeFolder().then(
    () => true,
    () => false,
  );
  let sizeBytes = 0;
  let closing: Promise<void> | null = null;
  return {
    async append(bytes) {
      for (let written = 0; written < bytes.length; ) {
        const { bytesWritten } = await file.write(bytes, written, null, sizeBytes);
        written += bytesWritten;
        sizeBytes += bytesWritten;
      }
    },
    async read(offset, into) {
      let filled = 0;
      while (filled < into.length) {
        const left = into.length - filled;
        const { bytesRead } = await file.read(into, filled, left, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return filled;
    },
    close() {
      closing ??= file.close().then(() => (isGone ? undefined : removeFolder()));
      return closing;
    },
  };
}
