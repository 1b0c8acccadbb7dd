import type { Exchange } from '../../contract/exchange.ts';
import { ExchangeDelivery } from './exchange-delivery.ts';
import { ExchangeRecorder } from './exchange-recorder.ts';

/** Counts the exchanges of one reproxy, and writes them down when somebody listens. */
export class ExchangeJournal {
  readonly #delivery: ExchangeDelivery | null;
  #count = 0;

  constructor(onExchange: ((exchange: Exchange) => void) | undefined) {
    this.#delivery = onExchange === undefined ? null : new ExchangeDelivery(onExchange);
  }

  /** Exchanges begun so far. */
  get count(): number {
    return this.#count;
  }

  begin(method: string, target: string): ExchangeRecorder | null {
    this.#count += 1;
    if (this.#delivery === null) return null;
    return new ExchangeRecorder({ id: String(this.#count), method, target }, this.#delivery);
  }

  close(): void {
    this.#delivery?.close();
  }
}
