import type { Exchange } from '../../contract/exchange.ts';
import { ExchangePacker, type PackedExchange, unpackExchange } from './exchange-packer.ts';

export interface ExchangeStore {
  /** Keeps the newest state of an exchange; of the finished ones the oldest go when it is full. */
  put(exchange: Exchange): void;
  /** In order of arrival. */
  list(): Exchange[];
  /** Forgets the finished ones. @returns how many */
  clear(): number;
}

/** How much of what is over an exchange store keeps. */
export interface ExchangeStoreLimits {
  readonly exchanges: number;
  /** Of the texts of all of them, mostly heads; a newest one with more stays all the same. */
  readonly textBytes: number;
}

/** Keeps exchanges in memory: all that run, and the last of those that are over, packed. */
export function createExchangeStore(limits: ExchangeStoreLimits): ExchangeStore {
  const packer = new ExchangePacker();
  const running = new Map<string, Exchange>();
  /** A ring of finished ones: `count` of them from `first` on. */
  let ring: (PackedExchange | null)[] = [];
  let first = 0;
  let count = 0;
  let textBytes = 0;

  const dropOldest = () => {
    const oldest = ring[first];
    if (oldest) {
      textBytes -= textBytesOf(oldest);
      packer.release(oldest);
    }
    ring[first] = null;
    first = (first + 1) % limits.exchanges;
    count -= 1;
  };

  return {
    put(exchange) {
      if (exchange.outcome === 'running') {
        running.set(exchange.id, exchange);
        return;
      }
      if (running.size > 0) running.delete(exchange.id);
      if (count === limits.exchanges) dropOldest();
      const packed = packer.pack(exchange);
      ring[(first + count) % limits.exchanges] = packed;
      count += 1;
      textBytes += textBytesOf(packed);
      while (textBytes > limits.textBytes && count > 1) dropOldest();
    },
    list() {
      const finished = ring.filter((packed) => packed !== null).map(unpackExchange);
      return [...finished, ...running.values()].sort(byArrival);
    },
    clear() {
      const cleared = count;
      for (const packed of ring) if (packed !== null) packer.release(packed);
      ring = [];
      first = 0;
      count = 0;
      textBytes = 0;
      return cleared;
    },
  };
}

function textBytesOf({ textFrom, textTo }: PackedExchange): number {
  return textTo - textFrom;
}

/** Ids are numbers in order of arrival. */
function byArrival(a: Exchange, b: Exchange): number {
  return Number(a.id) - Number(b.id);
}
