import type { Exchange } from '../../contract/exchange.ts';
import type { Log } from '../log/log.ts';

/** An exchange ends with its connection, a moment after the seek; longer than this it hangs. */
const PATIENCE_MS = 2000;

/** Gathers the exchanges of seeks. */
export interface FinishedExchanges {
  /** Those of one seek, once they have ended. */
  of(seekId: string): Promise<Exchange[]>;
  close(): void;
}

interface Gathered {
  exchanges: Map<string, Exchange>;
  onChange: () => void;
}

/**
 * Listens to the log from now on.
 * @param isOurs whose seeks are asked for; what others do is not kept
 */
export function gatherExchanges(
  log: Pick<Log, 'tap'>,
  isOurs: (seekId: string) => boolean,
): FinishedExchanges {
  const bySeek = new Map<string, Gathered>();
  const gatheredOf = (seekId: string) => {
    const known = bySeek.get(seekId);
    if (known) return known;
    const gathered: Gathered = { exchanges: new Map(), onChange: () => undefined };
    bySeek.set(seekId, gathered);
    return gathered;
  };
  /** What comes later than anybody waits for it must not be kept for ever. */
  const given = new Set<string>();
  const close = log.tap({
    onExchange(exchange) {
      const { seekId } = exchange;
      if (seekId === null || !isOurs(seekId) || given.has(seekId)) return;
      const gathered = gatheredOf(seekId);
      gathered.exchanges.set(exchange.id, exchange);
      gathered.onChange();
    },
  });
  return {
    async of(seekId) {
      const gathered = gatheredOf(seekId);
      const { exchanges } = gathered;
      if (!hasEnded(exchanges)) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, PATIENCE_MS);
          gathered.onChange = () => {
            if (!hasEnded(exchanges)) return;
            clearTimeout(timer);
            resolve();
          };
        });
      }
      bySeek.delete(seekId);
      if (!hasEnded(exchanges)) given.add(seekId);
      return [...exchanges.values()];
    },
    close,
  };
}

function hasEnded(exchanges: ReadonlyMap<string, Exchange>): boolean {
  if (exchanges.size === 0) return false;
  for (const { outcome } of exchanges.values()) {
    if (outcome === 'running') return false;
  }
  return true;
}
