import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConformanceCase } from './cases/case.ts';
import { describeExpected, describeObservation } from './compare.ts';
import { type Program, whyUnavailable } from './peers/peers-folder.ts';
import { observe, type ProxyUnderTest } from './peers/proxy-under-test.ts';
import { type StorageServers, startStorageServers } from './peers/storage-servers.ts';

export interface PeerDescription {
  /** How the peer is called in the test names; a peer that is not here is skipped by this name. */
  name: string;
  needs: readonly Program[];
  start: (servers: StorageServers) => Promise<ProxyUnderTest>;
}

/** Runs every case against the peer, which has to behave as the oracle recorded it. */
export function describeConformance(
  peerDescription: PeerDescription,
  cases: readonly ConformanceCase[],
): void {
  const { name } = peerDescription;
  const reason = whyUnavailable([...peerDescription.needs, 'lighttpd']);

  describe.skipIf(reason)(reason ? `${name}: skipped, ${reason}` : name, () => {
    let servers: StorageServers;
    let peer: ProxyUnderTest;

    beforeAll(async () => {
      servers = await startStorageServers();
      peer = await peerDescription.start(servers);
    });
    afterAll(async () => {
      await peer.close();
      servers.close();
    });

    for (const row of cases) {
      it(`${row.row} ${row.title}`, async () => {
        const seen = await observe(peer, row);
        expect(describeObservation(seen, row)).toEqual(describeExpected(row, seen));
      });
    }
  });
}
