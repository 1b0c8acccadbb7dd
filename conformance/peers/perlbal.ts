import { startBackends } from './backends.ts';
import { freePort } from './free-port.ts';
import type { Processes } from './processes.ts';
import { overBackends, type ProxyUnderTest } from './proxy-under-test.ts';
import type { StorageServers } from './storage-servers.ts';

/** Perlbal 1.80 with the patch of 2007; `cached` also keeps X-REPROXY-CACHE-FOR. */
export async function startPatchedPerlbal(servers: StorageServers): Promise<ProxyUnderTest> {
  const backends = await startBackends(servers);
  const start = startPerlbal(servers.processes, 'patched');
  // One after the other: the first start makes the patched copy of Perlbal.
  const plain = await start(backends.applicationPort);
  const cached = await start(backends.applicationPort, 'SET reproxy_cache_maxsize = 1000');
  return overBackends(backends, { default: plain, cached });
}

/** Perlbal 1.80 with its FlvStreaming plugin: storage itself is what it proxies. */
export async function startPluginPerlbal(servers: StorageServers): Promise<ProxyUnderTest> {
  const backends = await startBackends(servers);
  const start = startPerlbal(servers.processes, 'plugin');
  const plain = await start(backends.good.port);
  const bad = await start(backends.bad.port);
  const modern = await start(backends.modern.port);
  return overBackends(backends, { default: plain, bad, modern });
}

function startPerlbal(processes: Processes, variant: string) {
  return async (backendPort: number, ...settings: string[]): Promise<number> => {
    const managePort = await freePort();
    const { port } = await processes.runScript('start-perlbal.sh', freePort, (port) => [
      variant,
      port,
      backendPort,
      managePort,
      ...settings,
    ]);
    return port;
  };
}
