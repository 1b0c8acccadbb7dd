import type { Exchange } from '../../contract/exchange.ts';
import { ExchangePacker, type PackedExchange, unpackExchange } from './exchange-packer.ts';

export interface ExchangeStore {
  /** Keeps the newest state of an exchange; of the finished ones the oldest goes when it is full. */
  put(exchange: Exchange): void;
  /** In order of arrival. */
  list(): Exchange[];
  /** Forgets the finished ones. @returns how many */
  clear(): number;
}

/**
 * Keeps exchanges in memory: the running ones, and the last finished ones, packed.
 * @param capacity most finished exchanges kept, so that memory does not grow with their number
 */
export function createExchangeStore(capacity: number): ExchangeStore {
  const packer = new ExchangePacker();
  const running = new Map<string, Exchange>();
  /** A ring: the next one goes where the oldest is. */
  let finished: PackedExchange[] = [];
  let next = 0;

  return {
    put(exchange) {
      if (exchange.outcome === 'running') {
        running.set(exchange.id, exchange);
        return;
      }
      if (running.size > 0) running.delete(exchange.id);
      const oldest = finished[next];
      if (oldest !== undefined) packer.release(oldest);
      finished[next] = packer.pack(exchange);
      next = (next + 1) % capacity;
    },
    list: () => [...finished.map(unpackExchange), ...running.values()].sort(byArrival),
    clear() {
      const count = finished.length;
      for (const packed of finished) packer.release(packed);
      finished = [];
      next = 0;
      return count;
    },
  };
}

/** Ids are numbers in order of arrival. */
function byArrival(a: Exchange, b: Exchange): number {
  return Number(a.id) - Number(b.id);
}
