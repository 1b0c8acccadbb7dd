import { createReproxy } from '../../app/proxy/reproxy.ts';
import { startBackends } from '../peers/backends.ts';
import { overBackends, type ProxyUnderTest } from '../peers/proxy-under-test.ts';
import type { StorageServers } from '../peers/storage-servers.ts';

/** Short enough to test, longer than `slowhead` of bad-storage.mjs takes. */
const timeouts = { connectMs: 1_000, firstByteMs: 3_000, stallMs: 1_000 };

/** Our reproxy over backends of its own, like those of the peer beside it. */
export async function startOurs(servers: StorageServers): Promise<ProxyUnderTest> {
  const backends = await startBackends(servers);
  const reproxy = await createReproxy({
    application: `http://127.0.0.1:${backends.applicationPort}`,
    isStorageAllowed: (host) => host === '127.0.0.1',
    timeouts,
  });
  return overBackends(backends, { default: reproxy.port, cached: reproxy.port }, reproxy.close);
}
