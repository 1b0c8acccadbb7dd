import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { CodedError } from '../../contract/errors.ts';
import type { ByteSource } from '../../flv/byte-source.ts';
import { toHex } from '../../flv/hex.ts';
import type { FlvScan } from '../../flv/scan-result.ts';
import { type IndexCopyPlan, planIndexCopy } from '../../flv/write-index.ts';
import { reasonOf } from '../library/open-source.ts';

const COPY_BYTES = 1 << 20;

/**
 * Writes a copy with a right keyframe index to a new file. It is written beside and renamed when whole: nobody finds
 * half a copy under the name. The input is only read.
 * @param path absolute
 * @param scan of the same source
 * @throws CodedError `output_exists`, `output_unwritable`, `video_not_flv`; what the source rejects with
 */
export async function writeIndexCopy(
  scan: FlvScan,
  source: ByteSource,
  path: string,
): Promise<void> {
  const plan = planIndexCopy(scan);
  if (plan === null) throw new CodedError('video_not_flv', { hex: toHex(scan.head, ' ') });
  const unwritable = (cause: unknown) =>
    new CodedError('output_unwritable', { path, detail: reasonOf(cause) }, { cause });

  // Takes the name at once, so that no other program's file can be overwritten at the end.
  const placeholder = await open(path, 'wx').catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'EEXIST'
      ? new CodedError('output_exists', { path }, { cause })
      : unwritable(cause);
  });
  await placeholder.close();
  const partPath = `${path}.part`;
  try {
    const part = await open(partPath, 'w').catch((cause) => {
      throw unwritable(cause);
    });
    try {
      await writeParts(plan, source, part, unwritable);
    } finally {
      await part.close();
    }
    await rename(partPath, path);
  } catch (error) {
    await Promise.all([rm(path, { force: true }), rm(partPath, { force: true })]);
    throw error;
  }
}

async function writeParts(
  { head, ranges }: IndexCopyPlan,
  source: ByteSource,
  part: FileHandle,
  unwritable: (cause: unknown) => CodedError,
): Promise<void> {
  const write = async (bytes: Uint8Array) => {
    await part.writeFile(bytes).catch((cause) => {
      throw unwritable(cause);
    });
  };
  await write(head);
  const buffer = new Uint8Array(COPY_BYTES);
  for (const { start, end } of ranges) {
    for (let offset = start; offset < end; ) {
      const bytes = await source.read(offset, Math.min(COPY_BYTES, end - offset), buffer);
      if (bytes.length === 0) {
        throw new CodedError('source_changed', {
          url: 'The input',
          detail: `it ends at ${offset}, expected ${end} bytes at least`,
        });
      }
      await write(bytes);
      offset += bytes.length;
    }
  }
  await part.sync().catch((cause) => {
    throw unwritable(cause);
  });
}
