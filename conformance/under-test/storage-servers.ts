import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeMediaDir } from '../media.ts';
import { lighttpd } from '../peers/lighttpd.ts';
import { startMisbehavingStorage } from '../peers/misbehaving-storage.ts';
import { createProcesses, type Processes } from '../peers/processes.ts';

/** The real storage servers, and the processes that everything else of a test file joins. */
export interface StorageServers {
  readonly processes: Processes;
  readonly mediaDir: string;
  /** lighttpd as in 2007: Range in HTTP/1.0 too. */
  readonly goodPort: number;
  /** lighttpd with its default of today: no Range in HTTP/1.0. */
  readonly modernPort: number;
  /** Misbehaves as the first segment of the path says. */
  readonly badPort: number;
  close(): Promise<void>;
}

/** Starts them in a folder of their own, over a copy of the samples. */
export async function startStorageServers(): Promise<StorageServers> {
  const workDir = mkdtempSync(join(tmpdir(), 'seeklab-peers-'));
  const mediaDir = join(workDir, 'media');
  makeMediaDir(mediaDir);
  const processes = createProcesses(workDir);
  const bad = await startMisbehavingStorage(mediaDir);
  const close = async () => {
    await Promise.all([processes.close(), bad.close()]);
    rmSync(workDir, { recursive: true, force: true });
  };
  try {
    const [good, modern] = await Promise.all([
      processes.start(lighttpd('storage', mediaDir)),
      processes.start(lighttpd('modern', mediaDir)),
    ]);
    return {
      processes,
      mediaDir,
      goodPort: good.port,
      modernPort: modern.port,
      badPort: bad.port,
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
