import type { SeeklabError } from '../../contract/errors.ts';
import type { Exchange, ExchangeOutcome, HopKind } from '../../contract/exchange.ts';
import { seekIdOf } from '../../http/stream-url.ts';
import type { ExchangeDelivery, RunningExchange } from './exchange-delivery.ts';
import { type HopOwner, HopRecorder } from './hop-recorder.ts';
import { turnNowMs } from './turn-clock.ts';

export interface ExchangeStart {
  readonly id: string;
  readonly method: string;
  readonly target: string;
}

/** Writes down one exchange while it happens, and hands it to the delivery. */
export class ExchangeRecorder implements RunningExchange, HopOwner {
  readonly exchange: Exchange;
  readonly startedAtMs = turnNowMs();
  isChanged = true;
  readonly #delivery: ExchangeDelivery;
  readonly #slot: number;

  constructor(start: ExchangeStart, delivery: ExchangeDelivery) {
    this.#delivery = delivery;
    this.exchange = {
      id: start.id,
      startedAtEpochMs: Date.now(),
      startedAtMonotonicMs: this.startedAtMs,
      method: start.method,
      target: start.target,
      seekId: seekIdOf(start.target),
      startHeader: null,
      prefixHex: null,
      outcome: 'running',
      error: null,
      durationMs: null,
      hops: [],
    };
    this.#slot = delivery.begin(this);
  }

  addHop(kind: HopKind, peer: string, url: string, requestHead: string): HopRecorder {
    const recorder = new HopRecorder(kind, peer, url, requestHead, this);
    this.exchange.hops.push(recorder.hop);
    this.isChanged = true;
    return recorder;
  }

  setStartHeader(startHeader: string | null): void {
    this.exchange.startHeader = startHeader;
    this.isChanged = true;
  }

  /** @param prefix latin1 */
  setPrefix(prefix: string): void {
    this.exchange.prefixHex = hexOf(prefix);
    this.isChanged = true;
  }

  end(outcome: ExchangeOutcome, error: SeeklabError | null): void {
    this.exchange.outcome = outcome;
    this.exchange.error = error;
    this.exchange.durationMs = turnNowMs() - this.startedAtMs;
    this.#delivery.end(this.exchange, this.#slot);
  }
}

let lastPrefix = '';
let lastHex = '';

/** Nearly always the same 13 bytes again. */
function hexOf(prefix: string): string {
  if (prefix !== lastPrefix) {
    lastPrefix = prefix;
    lastHex = Buffer.from(prefix, 'latin1').toString('hex');
  }
  return lastHex;
}
