import { freePort, freePorts } from './free-port.ts';
import type { ProxyUnderTest } from './proxy-under-test.ts';
import type { StorageServers } from './storage-servers.ts';

/** The ports that one nginx of the peers folder takes, one for each way of serving. */
const NGINX_PORTS = 4;

/** nginx with its `flv` module, on the files themselves. */
export async function startNginx(servers: StorageServers): Promise<ProxyUnderTest> {
  const { port } = await servers.processes.runScript(
    'start-nginx.sh',
    () => freePorts(NGINX_PORTS),
    (port) => [port, servers.goodPort, servers.badPort],
  );
  return staticServer(port);
}

/** lighttpd with the rules of its removed mod_flv_streaming, on the files themselves. */
export async function startLighttpd(servers: StorageServers): Promise<ProxyUnderTest> {
  const { port } = await servers.processes.runScript('start-lighttpd.sh', freePort, (port) => [
    port,
    'flv',
  ]);
  return staticServer(port);
}

function staticServer(port: number): ProxyUnderTest {
  return {
    storageLog: [],
    storage: null,
    modernPort: 0,
    ports: { default: port },
    close: async () => {},
  };
}
