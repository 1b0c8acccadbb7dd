import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { CodedError } from '../../contract/errors.ts';
import type { ByteSource } from '../../flv/byte-source.ts';
import type { Finding } from '../../flv/finding.ts';
import { blockingFileSource } from '../library/file-source.ts';
import { reasonOf } from '../library/open-source.ts';
import { openHttpSource } from '../source/http-source.ts';
import { copiedFinding } from '../source/whole-source.ts';

export interface Input {
  source: ByteSource;
  /** What there is to say of how it is read. */
  findings: Finding[];
  close(): Promise<void>;
}

/**
 * Opens a file, or a URL: in parts where the server honours Range, else it is copied to a temporary file.
 * @param input path or http(s) URL
 * @throws CodedError `file_unreadable`, `source_*`, `spool_failed`
 */
export async function openInput(input: string): Promise<Input> {
  if (/^https?:\/\//i.test(input)) {
    const source = await openHttpSource(input, { mayCopy: true });
    return { source, findings: source.isCopied ? [copiedFinding] : [], close: source.close };
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
  return {
    source: blockingFileSource(handle, stats.size),
    findings: [],
    close: () => handle.close(),
  };
}
