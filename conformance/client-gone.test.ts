import { once } from 'node:events';
import { statSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startLoopClock } from '../app/proxy/test-support/loop-clock.ts';
import { lighttpdNeeds } from './peers/lighttpd.ts';
import { perlbalNeeds } from './peers/perlbal.ts';
import { whyUnavailable } from './peers/programs.ts';
import type { ProxyUnderTest } from './under-test/proxy-under-test.ts';
import { startOurs } from './under-test/start-ours.ts';
import { startPatchedPerlbal } from './under-test/start-peers.ts';
import { type StorageServers, startStorageServers } from './under-test/storage-servers.ts';

const reason = whyUnavailable([...perlbalNeeds, ...lighttpdNeeds]);
const name = 'row 77, client gives up after 200 kB';

const TAKEN_BYTES = 200_000;
/** The contract's limit, in time that this process had: others use the machine too. */
const LIMIT_MS = 100;

if (reason) it(name, ({ skip }) => skip(reason));
else describe(name, describeClientGone);

function describeClientGone(): void {
  let servers: StorageServers;
  let largeSize: number;

  beforeAll(async () => {
    servers = await startStorageServers();
    largeSize = statSync(join(servers.mediaDir, 'large.flv')).size;
  });
  afterAll(() => servers.close());

  it('patched Perlbal closes its connection to storage', async () => {
    const proxy = await startPatchedPerlbal(servers);
    try {
      const { sentBytes } = await leaveEarly(proxy);
      expect(sentBytes).toBeLessThan(largeSize);
    } finally {
      await proxy.close();
    }
  });

  it(`ours closes it within ${LIMIT_MS} ms`, async () => {
    const proxy = await startOurs({ personality: 'perlbal-patch' })(servers);
    try {
      const { sentBytes, closedAfterMs } = await leaveEarly(proxy);
      expect(sentBytes).toBeLessThan(largeSize);
      expect(closedAfterMs).toBeLessThan(LIMIT_MS);
    } finally {
      await proxy.close();
    }
  });
}

/** Seeks in a file that no socket buffers can hold, takes some of it and resets the connection. */
async function leaveEarly({ ports, storage }: ProxyUnderTest) {
  if (!storage || ports.default === undefined) throw new Error('not over a storage');
  const sentBefore = storage.sentBytes;
  const client = connect(ports.default, '127.0.0.1');
  client.write('GET /v/large.flv?start=1 HTTP/1.1\r\nHost: conformance.test\r\n\r\n');
  let received = 0;
  while (received < TAKEN_BYTES) {
    const [bytes] = (await once(client, 'data')) as [Buffer];
    received += bytes.length;
  }
  const closed = storage.nextClose();
  const clock = startLoopClock();
  client.resetAndDestroy();
  await closed;
  clock.stop();
  return { sentBytes: storage.sentBytes - sentBefore, closedAfterMs: clock.nowMs() };
}
