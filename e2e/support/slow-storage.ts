import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createApplication } from '../../app/origin/application.ts';
import type { RpcClient } from './rpc-client.ts';

/** So much goes over the line at once. */
const PORTION_BYTES = 2000;

/** Storage at the end of a slow line that all connections share. */
export interface SlowStorage {
  /** Bytes per second of all answers together; may be changed at any time. */
  bytesPerSecond: number;
  /** Every connection is closed without an answer. */
  isBroken: boolean;
  /** How many bytes went out so far. */
  readonly sentBytes: number;
  close(): Promise<void>;
}

/**
 * Serves one file slowly, with an application that knows it as `slow.flv`, and has Seeklab ask
 * that application.
 */
export async function startSlowStorage(
  rpc: RpcClient,
  file: Uint8Array,
  bytesPerSecond: number,
): Promise<SlowStorage> {
  let freeAtMs = 0;
  let sentBytes = 0;
  const server = createServer(async (request, response) => {
    if (slow.isBroken) {
      request.destroy();
      return;
    }
    const [, from = '0', to = ''] = /bytes=(\d+)-(\d*)/.exec(request.headers.range ?? '') ?? [];
    const first = Number(from);
    const last = to === '' ? file.length - 1 : Math.min(Number(to), file.length - 1);
    response.writeHead(206, {
      'Content-Range': `bytes ${first}-${last}/${file.length}`,
      'Content-Length': last - first + 1,
      ETag: '"1"',
    });
    for (let at = first; at <= last && !response.destroyed; at += PORTION_BYTES) {
      const portion = file.subarray(at, Math.min(at + PORTION_BYTES, last + 1));
      freeAtMs = Math.max(freeAtMs, performance.now());
      freeAtMs += (portion.length / slow.bytesPerSecond) * 1000;
      const aheadMs = freeAtMs - performance.now();
      if (aheadMs > 2) await wait(aheadMs);
      if (response.destroyed) return;
      if (slow.isBroken) {
        request.destroy();
        return;
      }
      sentBytes += portion.length;
      if (!response.write(portion)) await Promise.race([once(response, 'drain'), wait(60_000)]);
    }
    response.end();
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const application = await createApplication({
    storageUrls: (name) => (name === 'slow.flv' ? [`http://${host}/slow.flv`] : []),
  });
  const slow: SlowStorage = {
    bytesPerSecond,
    isBroken: false,
    get sentBytes() {
      return sentBytes;
    },
    async close() {
      await application.close();
      server.closeAllConnections();
      server.close();
    },
  };
  await rpc.run('system.configure', { applicationUrl: application.url, storageAllow: [host] });
  return slow;
}
