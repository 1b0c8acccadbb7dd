import type { Exchange, Hop } from '../../contract/exchange.ts';
import type { VideoRequest } from '../../origin/application.ts';
import type { Asking } from '../../origin/mogile/ask-tracker.ts';

/** One lookup while it runs: how to ask the trackers, and where to say what they were asked. */
export interface WatchedLookup {
  asking: Asking;
  /** @param hops all of them, as they are in the end */
  end(hops: readonly Hop[]): void;
}

export interface TrackerHops {
  /** Call when the application begins to look a video up. */
  begin(request: VideoRequest): WatchedLookup;
  /**
   * The exchange with the tracker hops that its application hop caused, right after it. A
   * finished exchange is asked for once.
   */
  addTo(exchange: Exchange): Exchange;
}

/** The hops of one lookup; their times stand on `performance.now()` itself. */
interface Lookup {
  askedAtMs: number;
  hops: readonly Hop[];
}

/** Ports, and lookups of each, that wait for their exchange; those of other clients wait in vain. */
const WAITING_PORTS = 1000;
const WAITING_PER_PORT = 16;

/**
 * Finds out which exchange caused a tracker hop, with nothing added to the wire: the application
 * sees the port that the reproxy asks from, the application hop names it too, and on one connection
 * one request is under way at a time.
 */
export function createTrackerHops(): TrackerHops {
  const waiting = new Map<number, Lookup[]>();
  const lookupOf = new Map<string, Lookup>();

  const wait = (port: number, lookup: Lookup) => {
    const others = waiting.get(port) ?? [];
    waiting.delete(port);
    waiting.set(port, [...others, lookup].slice(-WAITING_PER_PORT));
    const [oldest] = waiting.keys();
    if (waiting.size > WAITING_PORTS && oldest !== undefined) waiting.delete(oldest);
  };
  const claim = (exchange: Exchange): Lookup | undefined => {
    const hop = exchange.hops.find(({ kind }) => kind === 'application');
    if (hop === undefined || hop.localPort === null) return undefined;
    const lookups = waiting.get(hop.localPort) ?? [];
    const lookup = lookups.find(({ askedAtMs }) => isDuring(askedAtMs, hop, exchange));
    if (lookup === undefined) return undefined;
    const others = lookups.filter((other) => other !== lookup);
    if (others.length > 0) waiting.set(hop.localPort, others);
    else waiting.delete(hop.localPort);
    return lookup;
  };

  return {
    begin({ clientPort, askedAtMs, goneSignal }) {
      const live: Hop[] = [];
      const lookup: Lookup = { askedAtMs, hops: live };
      if (clientPort !== null) wait(clientPort, lookup);
      return {
        asking: { clockZeroMs: 0, signal: goneSignal(), onHop: (hop) => live.push(hop) },
        end(hops) {
          lookup.hops = hops;
        },
      };
    },
    addTo(exchange) {
      const lookup = lookupOf.get(exchange.id) ?? claim(exchange);
      if (exchange.outcome !== 'running') lookupOf.delete(exchange.id);
      if (lookup === undefined) return exchange;
      if (exchange.outcome === 'running') lookupOf.set(exchange.id, lookup);
      return withHops(exchange, lookup.hops);
    },
  };
}

/** Did the application get to see it while this hop waited for its answer? */
function isDuring(atMs: number, hop: Hop, { startedAtMonotonicMs: zeroMs }: Exchange): boolean {
  const endMs = hop.responseHeadMs ?? hop.endMs ?? Number.POSITIVE_INFINITY;
  return atMs >= zeroMs + hop.startMs && atMs <= zeroMs + endMs;
}

function withHops(exchange: Exchange, trackerHops: readonly Hop[]): Exchange {
  const at = exchange.hops.findIndex(({ kind }) => kind === 'application') + 1;
  const hops = trackerHops.map((hop) => onClockOf(exchange, hop));
  return {
    ...exchange,
    hops: [...exchange.hops.slice(0, at), ...hops, ...exchange.hops.slice(at)],
  };
}

/** A copy with its times on the exchange's clock. What a finished exchange left running is given up. */
function onClockOf({ startedAtMonotonicMs, outcome, durationMs }: Exchange, hop: Hop): Hop {
  const at = (ms: number | null) => (ms === null ? null : ms - startedAtMonotonicMs);
  const isGivenUp = hop.outcome === 'running' && outcome !== 'running';
  return {
    ...hop,
    startMs: hop.startMs - startedAtMonotonicMs,
    connectedMs: at(hop.connectedMs),
    requestSentMs: at(hop.requestSentMs),
    responseHeadMs: at(hop.responseHeadMs),
    endMs: isGivenUp ? durationMs : at(hop.endMs),
    outcome: isGivenUp ? 'aborted' : hop.outcome,
  };
}
