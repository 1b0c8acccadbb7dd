import { open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { VideoFacts } from '../../app/contract/video.ts';
import { fileSource } from '../../app/core/library/file-source.ts';
import { outlineFactsOf } from '../../app/core/library/video-facts.ts';
import { scanFlv } from '../../app/flv/scan.ts';
import { videoAddress } from '../../app/http/stream-url.ts';

/** Reading stops here until the outline is made. */
const READ_BYTES = 400_000;

/** What Seeklab itself would say about the file while it reads it from slow storage. */
export async function readOutline(mediaDir: string, name: string): Promise<VideoFacts> {
  const path = join(mediaDir, name);
  const { size, mtimeMs } = await stat(path);
  const handle = await open(path);
  const file = fileSource(handle, size);
  const ending = new AbortController();
  const outlines: Promise<VideoFacts | null>[] = [];
  const scan = scanFlv(
    {
      sizeBytes: size,
      async read(offset, length, into) {
        if (offset + length > READ_BYTES) await pause(300);
        return file.read(offset, length, into);
      },
    },
    {
      signal: ending.signal,
      blockBytes: 65_536,
      onProgress({ outline }) {
        const facts = async () => {
          const known = await outline();
          const address = videoAddress(name);
          const file = {
            name,
            address,
            state: '',
            target: null,
            sizeBytes: size,
            modifiedAtEpochMs: mtimeMs,
          };
          return known && outlineFactsOf(known, file);
        };
        outlines.push(facts());
        if (outlines.length > 1) ending.abort();
      },
    },
  );
  try {
    await scan.catch(() => 'it was told to end');
    const facts = (await Promise.all(outlines)).find((outline) => outline !== null);
    if (!facts) throw new Error(`${name} has no outline`);
    return facts;
  } finally {
    await handle.close();
  }
}
