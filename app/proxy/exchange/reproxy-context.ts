import { isIP } from 'node:net';
import type { HostRule } from '../../http/own-host.ts';
import type { ApplicationBase } from '../application/application-base.ts';
import type { ReproxyCache } from '../application/reproxy-cache.ts';
import type { DeadlineWatch } from '../deadline-watch.ts';
import type { Timeouts } from '../options.ts';
import type { Personality } from '../personalities/personality.ts';
import type { ExchangeDelivery } from '../record/exchange-delivery.ts';
import type { Endpoint } from '../upstream/endpoint.ts';
import { isAddressOfThisMachine } from '../upstream/guarded-lookup.ts';
import type { UpstreamPool } from '../upstream/upstream-pool.ts';

/** What all exchanges of one reproxy share. The mutable part is what `configure` changes. */
export interface ReproxyContext {
  readonly watch: DeadlineWatch;
  readonly applicationPool: UpstreamPool;
  readonly storagePool: UpstreamPool;
  readonly delivery: ExchangeDelivery | null;
  /** Our name in Via, unique to this run: a request that already carries it is a loop. */
  readonly via: string;
  readonly cache: ReproxyCache;
  /** Folders below which X-REPROXY-FILE may name files. */
  readonly fileRoots: readonly string[];
  readonly isStorageAllowed: (host: string, port: number) => boolean;
  readonly isOwnHost: HostRule;
  readonly areCopies: (url: string, other: string) => boolean;
  readonly corsOrigin: () => string | null;
  /** Our own port; 0 until we listen. */
  port: number;
  application: ApplicationBase;
  personality: Personality;
  timeouts: Timeouts;
  exchangeCount: number;
}

/** Does the endpoint name our own listening socket? */
export function isOurselves(context: ReproxyContext, endpoint: Endpoint): boolean {
  if (endpoint.port !== context.port) return false;
  if (isIP(endpoint.host) === 0) return endpoint.host === 'localhost';
  return isAddressOfThisMachine(endpoint.host);
}
