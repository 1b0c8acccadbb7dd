import type { Exchange } from '../../contract/exchange.ts';
import { readPattern } from '../../http/target-pattern.ts';
import type { ReproxyOptions } from '../options.ts';
import type { RelayTarget } from '../relay/relay-target.ts';
import { createReproxy, type Reproxy } from '../reproxy.ts';
import { RawClient } from './raw-client.ts';

/** A target of that pattern, without anything else. */
export function makeTarget(pattern: string, patch: Partial<RelayTarget> = {}): RelayTarget {
  const read = readPattern(pattern);
  if (read.kind === 'fault') throw new Error(read.detail);
  return {
    name: 'x',
    pattern: read,
    fields: [],
    expected: null,
    isSelfSignedAllowed: false,
    redirectHosts: new Set(),
    ...patch,
  };
}

/** A reproxy with targets, and clients of it. */
export interface RelayRig {
  readonly reproxy: Reproxy;
  readonly exchanges: readonly Exchange[];
  connect(): Promise<RawClient>;
  /** Resolves with the n-th exchange (from 1) that has ended. */
  exchange(n: number): Promise<Exchange>;
  close(): Promise<void>;
}

export async function createRelayRig(
  targets: readonly RelayTarget[],
  options: Partial<ReproxyOptions> = {},
): Promise<RelayRig> {
  const exchanges: Exchange[] = [];
  const waiters = new Set<() => void>();
  const clients: RawClient[] = [];
  const reproxy = await createReproxy({
    application: 'http://127.0.0.1:9',
    isStorageAllowed: () => false,
    targets: {
      isKnown: (name) => targets.some((target) => target.name === name),
      find: (name) => targets.find((target) => target.name === name) ?? null,
    },
    onExchange: (exchange) => {
      if (exchange.outcome === 'running') return;
      exchanges.push(exchange);
      for (const wake of waiters) wake();
    },
    ...options,
  });
  return {
    reproxy,
    exchanges,
    async connect() {
      const client = await RawClient.connect(reproxy.port);
      clients.push(client);
      return client;
    },
    exchange: (n) =>
      new Promise((resolve) => {
        const look = () => {
          const found = exchanges[n - 1];
          if (found === undefined) return;
          waiters.delete(look);
          resolve(found);
        };
        waiters.add(look);
        look();
      }),
    async close() {
      for (const client of clients) client.destroy();
      await reproxy.close();
    },
  };
}
