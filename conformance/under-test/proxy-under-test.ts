import { type ConformanceCase, MODERN_PORT } from '../cases/case.ts';
import { converse, type Outcome } from '../wire/converse.ts';
import type { StorageLog, StorageTap } from '../wire/storage-tap.ts';
import type { Backends } from './backends.ts';

/** What a proxy did with a case, and what its storage saw of it. */
export interface Observation extends Outcome {
  storage: string[];
}

/** A peer, or ours: one server, or several that are configured differently. */
export interface ProxyUnderTest {
  /** What it asks storage; always empty where it reads files itself. */
  readonly storageLog: StorageLog;
  /** The tap before its good storage; null where it reads files itself. */
  readonly storage: StorageTap | null;
  /** What `MODERN_PORT` stands for; 0 where it reads files itself. */
  readonly modernPort: number;
  /** Ports by name; cases without a name ask `default`. */
  readonly ports: Readonly<Record<string, number>>;
  close(): Promise<void>;
}

/** A proxy in front of an application and storage; its backends are closed with it. */
export function overBackends(
  backends: Backends,
  ports: ProxyUnderTest['ports'],
  closeProxy: () => Promise<void> = async () => {},
): ProxyUnderTest {
  return {
    storageLog: backends.storageLog,
    storage: backends.good,
    modernPort: backends.modern.port,
    ports,
    close: async () => {
      await closeProxy();
      await backends.close();
    },
  };
}

/** One case after the other: the storage log belongs to one case at a time. */
export async function observe(
  proxy: ProxyUnderTest,
  conformanceCase: ConformanceCase,
): Promise<Observation> {
  const port = proxy.ports[conformanceCase.server ?? 'default'];
  if (port === undefined) throw new Error(`no server named ${conformanceCase.server}`);
  proxy.storageLog.length = 0;
  const requests = conformanceCase.requests.map((request) =>
    request.replaceAll(MODERN_PORT, String(proxy.modernPort)),
  );
  const outcome = await converse(port, { ...conformanceCase, requests });
  return { ...outcome, storage: proxy.storageLog.filter((line) => !line.includes(' /probe ')) };
}
