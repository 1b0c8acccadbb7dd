import type { SeeklabError } from '../../contract/errors.ts';
import type { Exchange, ExchangeOutcome, HopKind } from '../../contract/exchange.ts';
import type { ExchangeDelivery } from './exchange-delivery.ts';
import { HopRecorder } from './hop-recorder.ts';

const SEEK_ID = /[?&]seek=([A-Za-z0-9_.:-]{1,64})(?:&|$)/;

export interface ExchangeStart {
  readonly id: string;
  readonly method: string;
  readonly target: string;
}

/** Writes down one exchange while it happens, and hands it to the delivery. */
export class ExchangeRecorder {
  readonly exchange: Exchange;
  readonly #delivery: ExchangeDelivery;
  readonly #startedAtMs = performance.now();
  readonly #slot: number;

  constructor(start: ExchangeStart, delivery: ExchangeDelivery) {
    this.#delivery = delivery;
    this.exchange = {
      id: start.id,
      startedAtEpochMs: Date.now(),
      startedAtMonotonicMs: this.#startedAtMs,
      method: start.method,
      target: start.target,
      seekId: SEEK_ID.exec(start.target)?.[1] ?? null,
      startHeader: null,
      prefixHex: null,
      outcome: 'running',
      error: null,
      durationMs: null,
      hops: [],
    };
    this.#slot = delivery.begin(this.exchange);
  }

  addHop(kind: HopKind, peer: string, url: string, requestHead: string): HopRecorder {
    const recorder = new HopRecorder(kind, peer, url, requestHead, this.#startedAtMs);
    this.exchange.hops.push(recorder.hop);
    return recorder;
  }

  setStartHeader(startHeader: string | null): void {
    this.exchange.startHeader = startHeader;
  }

  /** @param prefix latin1 */
  setPrefix(prefix: string): void {
    this.exchange.prefixHex = Buffer.from(prefix, 'latin1').toString('hex');
  }

  end(outcome: ExchangeOutcome, error: SeeklabError | null): void {
    this.exchange.outcome = outcome;
    this.exchange.error = error;
    this.exchange.durationMs = performance.now() - this.#startedAtMs;
    this.#delivery.end(this.exchange, this.#slot);
  }
}
