import { isIP } from 'node:net';
import type { DeadlineWatch } from '../deadline-watch.ts';
import type { Timeouts } from '../options.ts';
import type { Endpoint } from './endpoint.ts';
import { createGuardedLookup, isAddressOfThisMachine } from './guarded-lookup.ts';
import { type ConnectionHome, UpstreamConnection } from './upstream-connection.ts';

/** Idle connections kept per endpoint. */
const MAX_IDLE = 64;
/** Shorter than what servers keep theirs (Node: 5 s), so that a request seldom meets a closing one. */
const IDLE_MS = 4_000;

export interface PoolOptions {
  readonly watch: DeadlineWatch;
  readonly timeouts: Timeouts;
  readonly certificates: string | undefined;
  /** Is any certificate taken? Absent: no. */
  readonly isAnyCertificateTaken?: boolean;
  /** Are the bytes of an answer kept by whoever gets them? Then no buffer is read into again. */
  readonly isReadOnce?: boolean;
  /** May a name lead to that address of this machine? */
  readonly isLocalAddressAllowed: (address: string, port: number) => boolean;
}

/** All connections to one kind of peer (application or storage), kept alive between requests. */
export class UpstreamPool implements ConnectionHome {
  readonly #options: PoolOptions;
  readonly #idle = new Map<string, UpstreamConnection[]>();
  readonly #all = new Set<UpstreamConnection>();

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** Connections, idle and busy. */
  get size(): number {
    return this.#all.size;
  }

  /**
   * An idle connection, or a new one.
   * @param isFreshWanted never an idle one: for requests that must not be sent twice
   */
  take(
    endpoint: Endpoint,
    isFreshWanted: boolean,
  ): { connection: UpstreamConnection; isReused: boolean } {
    const idle = isFreshWanted ? undefined : this.#idle.get(keyOf(endpoint))?.pop();
    if (idle !== undefined) return { connection: idle, isReused: true };
    const { watch, timeouts, certificates } = this.#options;
    const { isAnyCertificateTaken = false, isReadOnce = false } = this.#options;
    const lookup = createGuardedLookup((address) => this.#isAddressAllowed(endpoint, address));
    const connection = new UpstreamConnection({
      endpoint,
      lookup,
      certificates,
      isAnyCertificateTaken,
      isReadOnce,
      watch,
      timeouts,
      home: this,
    });
    this.#all.add(connection);
    return { connection, isReused: false };
  }

  release(connection: UpstreamConnection): void {
    const key = keyOf(connection.endpoint);
    const idle = this.#idle.get(key);
    if (idle !== undefined && idle.length >= MAX_IDLE) {
      connection.abort();
      return;
    }
    if (idle === undefined) this.#idle.set(key, [connection]);
    else idle.push(connection);
    connection.deadlineMs = this.#options.watch.after(IDLE_MS);
  }

  forget(connection: UpstreamConnection): void {
    this.#all.delete(connection);
    const key = keyOf(connection.endpoint);
    const idle = this.#idle.get(key);
    const at = idle?.indexOf(connection) ?? -1;
    if (idle === undefined || at < 0) return;
    idle.splice(at, 1);
    if (idle.length === 0) this.#idle.delete(key);
  }

  /** Ends the connections that serve nobody. */
  closeIdle(): void {
    for (const idle of [...this.#idle.values()]) {
      for (const connection of [...idle]) connection.abort();
    }
  }

  close(): void {
    for (const connection of [...this.#all]) connection.abort();
  }

  #isAddressAllowed(endpoint: Endpoint, address: string): boolean {
    if (isIP(endpoint.host) !== 0 || endpoint.host === 'localhost') return true;
    if (!isAddressOfThisMachine(address)) return true;
    return this.#options.isLocalAddressAllowed(address, endpoint.port);
  }
}

function keyOf(endpoint: Endpoint): string {
  return endpoint.isTls ? `tls:${endpoint.peer}` : endpoint.peer;
}
