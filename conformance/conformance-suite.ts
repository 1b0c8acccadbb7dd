import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ConformanceCase } from './cases/case.ts';
import { differenceIn } from './cases/known-differences.ts';
import { againstDifference, againstOracle, type Comparison } from './compare.ts';
import { lighttpdNeeds } from './peers/lighttpd.ts';
import { type Program, whyUnavailable } from './peers/programs.ts';
import { type Observation, observe, type ProxyUnderTest } from './under-test/proxy-under-test.ts';
import { type StorageServers, startStorageServers } from './under-test/storage-servers.ts';

export interface PeerUnderTest {
  /** How the peer is called in the test names; a peer that is not here is skipped by this name. */
  name: string;
  needs: readonly Program[];
  start: (servers: StorageServers) => Promise<ProxyUnderTest>;
}

/** Ours in one personality, beside the peer that it should behave like. */
export interface OursUnderTest {
  name: string;
  /** As known differences are filed under. */
  personality: string;
  start: (servers: StorageServers) => Promise<ProxyUnderTest>;
  /** The case as it is put to ours, where that differs. */
  adapt?: (row: ConformanceCase) => ConformanceCase;
  compare: (seen: Observation, peer: Observation, row: ConformanceCase) => Comparison;
}

/**
 * Runs every case against the peer, which has to behave as the oracle recorded it, and against
 * ours, at the same time.
 */
export function describeConformance(
  peer: PeerUnderTest,
  cases: readonly ConformanceCase[],
  ours: readonly OursUnderTest[],
): void {
  const reason = whyUnavailable([...peer.needs, ...lighttpdNeeds]);

  if (reason) {
    it(peer.name, ({ skip }) => skip(reason));
    return;
  }
  describe(peer.name, () => {
    let servers: StorageServers;
    let proxies: ProxyUnderTest[] = [];

    beforeAll(async () => {
      servers = await startStorageServers();
      proxies = await Promise.all([peer, ...ours].map(({ start }) => start(servers)));
    });
    afterAll(async () => {
      await Promise.all(proxies.map((proxy) => proxy.close()));
      await servers.close();
    });

    for (const row of cases) {
      describe(`${row.row} ${row.title}`, () => describeRow(row, peer, ours, () => proxies));
    }
  });
}

function describeRow(
  row: ConformanceCase,
  peer: PeerUnderTest,
  ours: readonly OursUnderTest[],
  proxies: () => readonly ProxyUnderTest[],
): void {
  let peerSeen: Observation;
  const ourSeen = new Map<string, Observation | Error>();

  beforeAll(async () => {
    const [peerProxy, ...ourProxies] = proxies();
    if (!peerProxy) throw new Error(`${peer.name} was not started`);
    const askOurs = ours.map(async (our, i) => {
      const proxy = ourProxies[i];
      if (!proxy) throw new Error(`${our.name} was not started`);
      // What goes wrong with ours is not the peer's failure, so it waits for its own test.
      const seen = observe(proxy, casePutTo(our, row)).catch((error: Error) => error);
      ourSeen.set(our.name, await seen);
    });
    [peerSeen] = await Promise.all([observe(peerProxy, row), ...askOurs]);
  });

  it(`${peer.name} as recorded`, () => {
    const { seen, wanted } = againstOracle(peerSeen, row);
    expect(seen).toEqual(wanted);
  });

  for (const { name, personality, compare } of ours) {
    const difference = differenceIn(personality, row.row);
    it(difference ? `${name}, except: ${difference.reason}` : name, () => {
      const observation = ourSeen.get(name);
      if (observation === undefined || observation instanceof Error) throw observation;
      const isCompared = !difference || difference.ours === 'contract';
      const { seen, wanted } = isCompared
        ? compare(observation, peerSeen, row)
        : againstDifference(observation, peerSeen, difference);
      expect(seen).toEqual(wanted);
    });
  }
}

function casePutTo({ adapt, personality }: OursUnderTest, row: ConformanceCase): ConformanceCase {
  // Silence never ends by its framing.
  if (differenceIn(personality, row.row)?.ours === 'silence') return { ...row, settle: 'quiet' };
  return adapt?.(row) ?? row;
}
