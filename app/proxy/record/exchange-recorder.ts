import type { SeeklabError } from '../../contract/errors.ts';
import {
  type AnsweredAs,
  type BodyStartBy,
  type Exchange,
  type ExchangeOutcome,
  type HopKind,
  MAX_PREFIX_HEX_BYTES,
} from '../../contract/exchange.ts';
import { prefixLength } from '../../flv/prefix.ts';
import { splitTarget } from '../../http/request-target.ts';
import { readStart, seekIdOf } from '../../http/stream-url.ts';
import type { BodyWatch, WatchBody } from './body-watch.ts';
import type { ExchangeDelivery, RunningExchange } from './exchange-delivery.ts';
import { type HopOwner, HopRecorder } from './hop-recorder.ts';
import { turnNowMs } from './turn-clock.ts';

const NO_TAGS: Exchange['tags'] = [];
const NO_FAULTS: Exchange['faults'] = [];

export interface ExchangeStart {
  readonly id: string;
  readonly method: string;
  readonly target: string;
  readonly answeredAs: AnsweredAs | null;
}

/** Writes down one exchange while it happens, and hands it to the delivery. */
export class ExchangeRecorder implements RunningExchange, HopOwner {
  readonly exchange: Exchange;
  readonly startedAtMs = turnNowMs();
  isChanged = true;
  mask = (text: string) => text;
  readonly #delivery: ExchangeDelivery;
  readonly #slot: number;
  /** What has come of the first 13 bytes; null once they are known. */
  #bodyStart: string | null = '';
  readonly #watch: BodyWatch | null;

  constructor(start: ExchangeStart, delivery: ExchangeDelivery, watchBody: WatchBody | null) {
    this.#delivery = delivery;
    this.exchange = {
      id: start.id,
      startedAtEpochMs: Date.now(),
      startedAtMonotonicMs: this.startedAtMs,
      method: start.method,
      target: start.target,
      seekId: seekIdOf(start.target),
      answeredAs: start.answeredAs,
      startHeader: null,
      prefixHex: null,
      prefixBytes: 0,
      bodyStartHex: null,
      bodyStartBy: null,
      tags: NO_TAGS,
      outcome: 'running',
      error: null,
      durationMs: null,
      hops: [],
      faults: NO_FAULTS,
      leftOutBytes: 0,
    };
    this.#watch = watchBody?.(this.exchange) ?? null;
    this.#slot = delivery.begin(this);
  }

  addHop(kind: HopKind, peer: string, url: string, requestHead: string): HopRecorder {
    const recorder = new HopRecorder(kind, peer, url, requestHead, this);
    this.exchange.hops.push(recorder.hop);
    this.isChanged = true;
    return recorder;
  }

  /** Hides what must not be shown of every head from now on. */
  setMask(mask: (text: string) => string): void {
    this.mask = mask;
  }

  setStartHeader(startHeader: string | null): void {
    this.exchange.startHeader = startHeader;
    this.isChanged = true;
  }

  /** @param prefix latin1 */
  setPrefix(prefix: string): void {
    this.exchange.prefixHex = hexOf(prefix.slice(0, MAX_PREFIX_HEX_BYTES));
    this.exchange.prefixBytes = prefix.length;
    this.#setBodyStart(prefix.slice(0, prefixLength), 'reproxy');
    this.#tellWatch(Buffer.from(prefix, 'latin1'));
  }

  /** @param bytes of the body, in the order in which the client gets them */
  onBody(bytes: Buffer): void {
    if (this.#watch !== null) this.#tellWatch(bytes);
    if (this.#bodyStart === null) return;
    this.#bodyStart += bytes.toString('latin1', 0, prefixLength - this.#bodyStart.length);
    if (this.#bodyStart.length === prefixLength) this.#closeBodyStart(this.#bodyStart);
  }

  #tellWatch(bytes: Buffer): void {
    if (this.#watch === null) return;
    this.#watch.onBytes(bytes);
    const { tags } = this.#watch;
    if (tags.length === this.exchange.tags.length) return;
    this.exchange.tags = [...tags];
    this.isChanged = true;
  }

  #closeBodyStart(start: string): void {
    const isFlv = start.length === prefixLength && start.startsWith('FLV');
    this.#setBodyStart(start, isFlv ? this.#sender() : null);
  }

  #setBodyStart(start: string, by: BodyStartBy | null): void {
    this.exchange.bodyStartHex = hexOf(start);
    this.exchange.bodyStartBy = by;
    if (by === 'application' || by === 'target') {
      this.exchange.prefixHex = this.exchange.bodyStartHex;
      this.exchange.prefixBytes = start.length;
    }
    this.#bodyStart = null;
    this.isChanged = true;
  }

  /** Whose are the first bytes of a body that we put nothing in front of? */
  #sender(): BodyStartBy {
    const start = readStart(splitTarget(this.exchange.target).query);
    const { hops } = this.exchange;
    // A target may be asked for a time, in any form.
    if (hops.some(({ kind }) => kind === 'target'))
      return start.kind === 'absent' || Number(start.value) === 0 ? 'file' : 'target';
    const isPartAsked = start.kind === 'valid' && Number(start.value) > 0;
    return isPartAsked && hops.every(({ kind }) => kind !== 'storage') ? 'application' : 'file';
  }

  end(outcome: ExchangeOutcome, error: SeeklabError | null): void {
    // A body may be shorter than that.
    if (this.#bodyStart) this.#closeBodyStart(this.#bodyStart);
    this.exchange.outcome = outcome;
    this.exchange.error = error;
    this.exchange.durationMs = turnNowMs() - this.startedAtMs;
    this.#watch?.end();
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
