import { type Application, startApplication } from '../peers/application.ts';
import { freePort } from '../peers/free-port.ts';
import { createStorageTap, type StorageLog, type StorageTap } from '../wire/storage-tap.ts';
import type { StorageServers } from './storage-servers.ts';

/** What stands behind one proxy: an application, and storage with a tap before each server. */
export interface Backends {
  readonly applicationPort: number;
  readonly good: StorageTap;
  readonly bad: StorageTap;
  readonly modern: StorageTap;
  /** What this proxy asked any of the three; emptied by the reader. */
  readonly storageLog: StorageLog;
  close(): Promise<void>;
}

export async function startBackends(servers: StorageServers): Promise<Backends> {
  const storageLog: StorageLog = [];
  const [good, bad, modern, deadPort] = await Promise.all([
    createStorageTap(servers.goodPort, storageLog),
    createStorageTap(servers.badPort, storageLog),
    createStorageTap(servers.modernPort, storageLog),
    freePort(),
  ]);
  const application: Application = await startApplication({
    storagePort: good.port,
    badPort: bad.port,
    deadPort,
  });
  return {
    applicationPort: application.port,
    good,
    bad,
    modern,
    storageLog,
    close: async () => {
      await Promise.all([application, good, bad, modern].map((each) => each.close()));
    },
  };
}
