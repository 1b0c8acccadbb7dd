import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { writeIndexCopy } from '../../app/core/index-file/write-index-copy.ts';
import { bytesSource } from '../../app/flv/byte-source.ts';
import { scanFlv } from '../../app/flv/scan.ts';

/** The bytes of a video, with the index that Seeklab writes. */
export async function indexedCopy(mediaDir: string, name: string): Promise<Uint8Array> {
  const source = bytesSource(await readFile(join(mediaDir, name)));
  const path = join(mediaDir, `copy-of-${name}`);
  await writeIndexCopy(await scanFlv(source), source, path);
  const bytes = await readFile(path);
  await rm(path);
  return bytes;
}
