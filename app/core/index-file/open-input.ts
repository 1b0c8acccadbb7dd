import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { CodedError } from '../../contract/errors.ts';
import type { ByteSource } from '../../flv/byte-source.ts';
import { blockingFileSource } from '../library/file-source.ts';
import { reasonOf } from '../library/open-source.ts';
import { openHttpSource } from '../source/http-source.ts';

export interface Input {
  source: ByteSource;
  close(): Promise<void>;
}

/**
 * Opens a file, or a URL that answers Range.
 * @param input path or http(s) URL
 * @throws CodedError `file_unreadable`, `source_unreachable`, `source_no_range`
 */
export async function openInput(input: string): Promise<Input> {
  if (/^https?:\/\//i.test(input)) {
    return { source: await openHttpSource(input), close: async () => undefined };
  }
  // Opening a FIFO would wait for a writer; a file does not care for O_NONBLOCK.
  const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);
  const handle = await open(input, flags).catch((cause: unknown) => {
    throw new CodedError('file_unreadable', { path: input, detail: reasonOf(cause) }, { cause });
  });
  const stats = await handle.stat();
  if (!stats.isFile()) {
    await handle.close();
    throw new CodedError('file_unreadable', { path: input, detail: 'it is no file' });
  }
  return { source: blockingFileSource(handle, stats.size), close: () => handle.close() };
}
