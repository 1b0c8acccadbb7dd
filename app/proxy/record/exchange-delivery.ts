import type { Exchange } from '../../contract/exchange.ts';

/** Running exchanges are shown this often at most. */
const INTERVAL_MS = 20;

/**
 * Hands exchanges to the listener without costing the traffic more than it must: a running
 * exchange is copied at most once per interval, so one that is over before is handed over once,
 * and never copied. A listener that throws takes nobody down with it.
 */
export class ExchangeDelivery {
  readonly #listener: (exchange: Exchange) => void;
  readonly #running = new Set<Exchange>();
  #timer: NodeJS.Timeout | null = null;

  constructor(listener: (exchange: Exchange) => void) {
    this.#listener = listener;
  }

  onChange(exchange: Exchange): void {
    this.#running.add(exchange);
    if (this.#timer !== null) return;
    this.#timer = setInterval(() => this.#deliverRunning(), INTERVAL_MS);
    this.#timer.unref();
  }

  onEnd(exchange: Exchange): void {
    this.#running.delete(exchange);
    this.#deliver(exchange);
  }

  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #deliverRunning(): void {
    if (this.#running.size === 0) this.close();
    for (const exchange of this.#running) this.#deliver(copyOf(exchange));
  }

  #deliver(exchange: Exchange): void {
    try {
      this.#listener(exchange);
    } catch (error) {
      // The listener's fault must not reach the exchange, but must not be lost either.
      queueMicrotask(() => {
        throw error;
      });
    }
  }
}

function copyOf(exchange: Exchange): Exchange {
  const hops = exchange.hops.map((hop) => ({ ...hop, interimHeads: [...hop.interimHeads] }));
  return { ...exchange, hops };
}
