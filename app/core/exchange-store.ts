import type { Exchange } from '../contract/exchange.ts';

export interface ExchangeStore {
  /** Keeps the newest state of an exchange; the oldest one goes when the store is full. */
  put(exchange: Exchange): void;
  /** Oldest first. */
  list(): Exchange[];
  /** Forgets the finished ones. @returns how many */
  clear(): number;
}

/**
 * Keeps the last exchanges in memory.
 * @param capacity most exchanges kept, so that memory does not grow with their number
 */
export function createExchangeStore(capacity: number): ExchangeStore {
  const exchanges = new Map<string, Exchange>();

  return {
    put(exchange) {
      exchanges.set(exchange.id, exchange);
      if (exchanges.size <= capacity) return;
      const oldest = exchanges.keys().next();
      if (!oldest.done) exchanges.delete(oldest.value);
    },
    list: () => [...exchanges.values()],
    clear() {
      const before = exchanges.size;
      for (const [id, { outcome }] of exchanges) if (outcome !== 'running') exchanges.delete(id);
      return before - exchanges.size;
    },
  };
}
