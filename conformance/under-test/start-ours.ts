import { createReproxy, type Reproxy, type ReproxyOptions } from '../../app/proxy/reproxy.ts';
import { startBackends } from './backends.ts';
import { overBackends, type ProxyUnderTest } from './proxy-under-test.ts';
import type { StorageServers } from './storage-servers.ts';

/** Short enough to test, longer than `slowhead` of misbehaviours.ts takes. */
const timeouts = { connectMs: 1_000, firstByteMs: 3_000, stallMs: 1_000 };

type Manners = Pick<ReproxyOptions, 'personality' | 'quirks'>;

/** Our reproxy over an application and storage of its own, like those of the peer beside it. */
export function startOurs(manners: Manners) {
  return async (servers: StorageServers): Promise<ProxyUnderTest> => {
    const backends = await startBackends(servers);
    const reproxy = await startReproxy(backends.applicationPort, manners);
    const ports = { default: reproxy.port, cached: reproxy.port };
    return overBackends(backends, ports, reproxy.close);
  };
}

/** Our reproxy with storage itself behind it, as Perlbal's plugin has it; one for each storage. */
export function startOursBeforeStorage(manners: Manners) {
  return async (servers: StorageServers): Promise<ProxyUnderTest> => {
    const backends = await startBackends(servers);
    const { good, bad, modern } = backends;
    const [forGood, forBad, forModern] = await Promise.all([
      startReproxy(good.port, manners),
      startReproxy(bad.port, manners),
      startReproxy(modern.port, manners),
    ]);
    const ports = { default: forGood.port, bad: forBad.port, modern: forModern.port };
    return overBackends(backends, ports, async () => {
      await Promise.all([forGood, forBad, forModern].map((reproxy) => reproxy.close()));
    });
  };
}

function startReproxy(behindPort: number, manners: Manners): Promise<Reproxy> {
  return createReproxy({
    ...manners,
    publicHosts: ['conformance.test', 'probe.test', 'a'],
    application: `http://127.0.0.1:${behindPort}`,
    isStorageAllowed: (host) => host === '127.0.0.1',
    timeouts,
  });
}
