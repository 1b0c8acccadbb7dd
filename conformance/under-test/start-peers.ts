import { lighttpd } from '../peers/lighttpd.ts';
import { nginxFlv } from '../peers/nginx.ts';
import { nginxLua } from '../peers/nginx-lua.ts';
import { patchedPerlbal, pluginPerlbal } from '../peers/perlbal.ts';
import type { ServerPlan } from '../peers/processes.ts';
import type { StorageTap } from '../wire/storage-tap.ts';
import { startBackends } from './backends.ts';
import { overBackends, type ProxyUnderTest } from './proxy-under-test.ts';
import type { StorageServers } from './storage-servers.ts';

/** Perlbal 1.80 with the patch of 2007; `cached` also keeps X-REPROXY-CACHE-FOR. */
export async function startPatchedPerlbal(servers: StorageServers): Promise<ProxyUnderTest> {
  const backends = await startBackends(servers);
  const behindPort = backends.applicationPort;
  const settings = ['SET reproxy_cache_maxsize = 1000'];
  const [plain, cached] = await Promise.all([
    portOf(servers, patchedPerlbal({ behindPort })),
    portOf(servers, patchedPerlbal({ behindPort, settings })),
  ]);
  return overBackends(backends, { default: plain, cached });
}

/** Perlbal 1.80 with its FlvStreaming plugin: storage itself is what it proxies. */
export async function startPluginPerlbal(servers: StorageServers): Promise<ProxyUnderTest> {
  const backends = await startBackends(servers);
  const before = ({ port }: StorageTap) => portOf(servers, pluginPerlbal({ behindPort: port }));
  const [plain, bad, modern] = await Promise.all([
    before(backends.good),
    before(backends.bad),
    before(backends.modern),
  ]);
  return overBackends(backends, { default: plain, bad, modern });
}

/** nginx that does the whole job with Lua filters; its application answers X-Accel-Redirect too. */
export async function startNginxLua(servers: StorageServers): Promise<ProxyUnderTest> {
  const backends = await startBackends(servers);
  const { applicationPort, good, bad } = backends;
  const plan = nginxLua({ applicationPort, storagePort: good.port, badStoragePort: bad.port });
  return overBackends(backends, { default: await portOf(servers, plan) });
}

/** nginx with its `flv` module, on the files themselves. */
export function startNginx(servers: StorageServers): Promise<ProxyUnderTest> {
  return staticServer(servers, nginxFlv(servers.mediaDir));
}

/** lighttpd with the rules of its removed mod_flv_streaming, on the files themselves. */
export function startLighttpd(servers: StorageServers): Promise<ProxyUnderTest> {
  return staticServer(servers, lighttpd('flv', servers.mediaDir));
}

async function staticServer(servers: StorageServers, plan: ServerPlan): Promise<ProxyUnderTest> {
  return {
    storageLog: [],
    storage: null,
    modernPort: 0,
    ports: { default: await portOf(servers, plan) },
    close: async () => {},
  };
}

async function portOf({ processes }: StorageServers, plan: ServerPlan): Promise<number> {
  const { port } = await processes.start(plan);
  return port;
}
