import type { Exchange, Hop } from '../../contract/exchange.ts';

/** The embedded parts' `host:port`. */
export interface EmbeddedPeers {
  readonly application: string;
  readonly storage: string;
}

export interface ShownFaults {
  /** Call when a part has decided what a request gets to see. @param port that it came from */
  note(port: number, texts: readonly string[]): void;
  /** @param downText the fault that takes a part away, as it is written; null: none does */
  addTo(
    exchange: Exchange,
    peers: EmbeddedPeers,
    downText: (part: keyof EmbeddedPeers) => string | null,
  ): Exchange;
}

interface Note {
  readonly atMs: number;
  readonly texts: readonly string[];
}

/** Ports, and notes of each, that wait for their exchange; those of other clients wait in vain. */
const WAITING_PORTS = 1000;
const WAITING_PER_PORT = 64;

/**
 * Finds out which exchange got to see a fault, with nothing added to the wire: a part sees the port that it
 * is asked from, the hop names it too, and on one connection one request is under way at a time.
 */
export function createShownFaults(): ShownFaults {
  const waiting = new Map<number, readonly Note[]>();

  const noted = (hop: Hop, exchange: Exchange): readonly string[] => {
    const notes = (hop.localPort !== null && waiting.get(hop.localPort)) || [];
    const own = notes.filter(({ atMs }) => isDuring(atMs, hop, exchange));
    if (own.length > 0 && hop.localPort !== null && exchange.outcome !== 'running') {
      const others = notes.filter((note) => !own.includes(note));
      if (others.length > 0) waiting.set(hop.localPort, others);
      else waiting.delete(hop.localPort);
    }
    return own.flatMap(({ texts }) => texts);
  };

  return {
    note(port, texts) {
      const others = waiting.get(port) ?? [];
      waiting.delete(port);
      waiting.set(port, [...others, { atMs: performance.now(), texts }].slice(-WAITING_PER_PORT));
      const [oldest] = waiting.keys();
      if (waiting.size > WAITING_PORTS && oldest !== undefined) waiting.delete(oldest);
    },
    addTo(exchange, peers, downText) {
      const texts = new Set<string>();
      for (const hop of exchange.hops) {
        const part = partOf(hop, peers);
        if (part === null) continue;
        const down = hop.outcome === 'refused' ? downText(part) : null;
        if (down !== null) texts.add(down);
        if (waiting.size > 0) for (const text of noted(hop, exchange)) texts.add(text);
      }
      return texts.size === 0 ? exchange : { ...exchange, faults: [...texts] };
    },
  };
}

/** Whose hop it is, where that is one of ours. */
function partOf({ kind, peer }: Hop, peers: EmbeddedPeers): keyof EmbeddedPeers | null {
  if (kind === 'application' && peer === peers.application) return 'application';
  return kind === 'storage' && peer === peers.storage ? 'storage' : null;
}

/** Did the part get to see it while this hop went on? */
function isDuring(atMs: number, hop: Hop, { startedAtMonotonicMs: zeroMs }: Exchange): boolean {
  const endMs = hop.endMs ?? Number.POSITIVE_INFINITY;
  return atMs >= zeroMs + hop.startMs && atMs <= zeroMs + endMs;
}
