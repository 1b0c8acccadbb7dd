import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeMediaDir } from '../media.ts';
import { freePort } from './free-port.ts';
import { createProcesses, type Processes } from './processes.ts';

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
  close(): void;
}

/** Starts them in a folder of their own, over a copy of the samples. */
export async function startStorageServers(): Promise<StorageServers> {
  const workDir = mkdtempSync(join(tmpdir(), 'seeklab-peers-'));
  const mediaDir = join(workDir, 'media');
  makeMediaDir(mediaDir);
  const processes = createProcesses({ PEERS_WORK: workDir, PEERS_MEDIA: mediaDir });
  const close = () => {
    processes.close();
    rmSync(workDir, { recursive: true, force: true });
  };
  try {
    const [good, modern, bad] = await Promise.all([
      processes.runScript('start-lighttpd.sh', freePort, (port) => [port, 'storage']),
      processes.runScript('start-lighttpd.sh', freePort, (port) => [port, 'modern']),
      processes.runNode('bad-storage.mjs', freePort, (port) => [port, mediaDir]),
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
    close();
    throw error;
  }
}
