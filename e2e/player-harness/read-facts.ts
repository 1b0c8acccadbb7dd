import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { VideoFacts } from '../../app/contract/video.ts';
import { fileSource } from '../../app/core/library/file-source.ts';
import { videoFactsOf } from '../../app/core/library/video-facts.ts';
import { scanFlv } from '../../app/flv/scan.ts';
import { videoAddress } from '../../app/http/stream-url.ts';

/** What Seeklab itself would say about the file. */
export async function readFacts(mediaDir: string, name: string): Promise<VideoFacts> {
  const path = join(mediaDir, name);
  const { size, mtimeMs } = await stat(path);
  const handle = await open(path);
  try {
    const scan = await scanFlv(fileSource(handle, size));
    const address = videoAddress(name);
    return videoFactsOf(scan, {
      name,
      address,
      state: String(mtimeMs),
      target: null,
      sizeBytes: size,
      modifiedAtEpochMs: mtimeMs,
    });
  } finally {
    await handle.close();
  }
}
