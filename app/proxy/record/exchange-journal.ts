import type { AnsweredAs, Exchange } from '../../contract/exchange.ts';
import type { WatchBody } from './body-watch.ts';
import { ExchangeDelivery } from './exchange-delivery.ts';
import { ExchangeRecorder } from './exchange-recorder.ts';

/** Counts the exchanges of one reproxy, and writes them down when somebody listens. */
export class ExchangeJournal {
  readonly #delivery: ExchangeDelivery | null;
  readonly #watchBody: WatchBody | null;
  #count = 0;

  constructor(
    onExchange: ((exchange: Exchange) => void) | undefined,
    watchBody: WatchBody | undefined,
  ) {
    this.#watchBody = watchBody ?? null;
    this.#delivery = onExchange === undefined ? null : new ExchangeDelivery(onExchange);
  }

  /** Exchanges begun so far. */
  get count(): number {
    return this.#count;
  }

  begin(method: string, target: string, answeredAs: AnsweredAs | null): ExchangeRecorder | null {
    this.#count += 1;
    if (this.#delivery === null) return null;
    const start = { id: String(this.#count), method, target, answeredAs };
    return new ExchangeRecorder(start, this.#delivery, this.#watchBody);
  }

  close(): void {
    this.#delivery?.close();
  }
}
