import type { Exchange } from '../contract/exchange.ts';
import type { PersonalityName } from '../contract/personality.ts';
import type { WatchBody } from './record/body-watch.ts';
import type { RelayTargets } from './relay/relay-target.ts';

/** All in milliseconds. */
export interface Timeouts {
  /** Connecting to the application or to storage. */
  connectMs: number;
  /** From the request sent to the whole response head, on the application and storage hops. */
  firstByteMs: number;
  /** Without a byte in the middle of a body that we are ready to read. */
  stallMs: number;
  /** From the first byte of a client's request to its whole head. */
  clientHeadMs: number;
  /** Without a byte of a request body. */
  clientBodyMs: number;
  /** Between two requests on one client connection. */
  clientIdleMs: number;
  /** A client that takes no byte of its answer; long, because a paused player does just that. */
  clientStallMs: number;
}

export const defaultTimeouts: Timeouts = {
  connectMs: 2_000,
  firstByteMs: 5_000,
  stallMs: 10_000,
  clientHeadMs: 10_000,
  clientBodyMs: 30_000,
  clientIdleMs: 60_000,
  clientStallMs: 600_000,
};

/** Targets are anywhere in the world; still shorter than our own player's patience. */
export const relayTimeouts: Timeouts = {
  ...defaultTimeouts,
  connectMs: 10_000,
  firstByteMs: 20_000,
  stallMs: 20_000,
};

/** Whom the reproxy asks and how it answers: what can be changed while it runs, as a whole. */
export interface ReproxyConfiguration {
  /** Base URL of the application, for example `http://127.0.0.1:8080`. */
  application: string;
  /** Absent: `perlbal-patch`. */
  personality?: PersonalityName;
  /** Answer with the bugs of the 2007 patch as well; in `perlbal-patch` only. Absent: no. */
  quirks?: boolean;
}

export interface ReproxyOptions extends ReproxyConfiguration {
  /** 0 or absent: a free port. Always on 127.0.0.1. */
  port?: number;
  /**
   * May X-REPROXY-URL be followed to that host and port? Asked with the host as written, lower
   * case; and once more with the address when a name turns out to be an address of this machine.
   */
  isStorageAllowed: (host: string, port: number) => boolean;
  /** Hosts besides loopback that requests may be for, as `readPublicHost` gives them; absent: none. */
  publicHosts?: readonly string[];
  /**
   * Are these two URLs known to lead to copies of one file, byte for byte? Then one goes on where the
   * other broke off, whatever their validators say. Absent: nobody knows.
   */
  areCopies?: (url: string, other: string) => boolean;
  /** Exact origin of the page that may read answers; null or absent: no CORS fields at all. */
  corsOrigin?: () => string | null;
  /** Folders below which X-REPROXY-FILE may name files; absent: it is always refused. */
  fileRoots?: readonly string[];
  /** PEM of the roots that https storage and targets are checked against; absent: those of the system. */
  storageCertificates?: string;
  /** The user's targets; absent: there are none. */
  targets?: RelayTargets;
  timeouts?: Partial<Timeouts>;
  /** Who looks at the bodies that clients get; absent: nobody. Only where `onExchange` is given. */
  watchBody?: WatchBody;
  /**
   * Told of each exchange while it runs (at most every 20 ms) and when it has ended. Called after
   * the traffic, never in its way. A finished exchange is not changed any more.
   */
  onExchange?: (exchange: Exchange) => void;
}
