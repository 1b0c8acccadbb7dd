import type { SeeklabError } from '../../contract/errors.ts';
import type { Hop, HopKind, HopOutcome } from '../../contract/exchange.ts';
import { turnNowMs } from './turn-clock.ts';

/** What a hop tells the exchange that it belongs to. */
export interface HopOwner {
  /** On the monotonic clock. */
  readonly startedAtMs: number;
  /** Hides what must not be shown of a text. */
  readonly mask: (text: string) => string;
  /** Set by every change. */
  isChanged: boolean;
}

/** One for all hops: most have no 1xx, and a thousand kept exchanges are many empty arrays. */
const NO_HEADS: string[] = [];
Object.freeze(NO_HEADS);

/** Writes down one hop while it happens. All times on the clock of its exchange. */
export class HopRecorder {
  readonly hop: Hop;
  readonly #owner: HopOwner;

  constructor(kind: HopKind, peer: string, url: string, requestHead: string, owner: HopOwner) {
    this.#owner = owner;
    this.hop = {
      kind,
      peer,
      url: owner.mask(url),
      isConnectionReused: false,
      localPort: null,
      requestHead: owner.mask(requestHead),
      responseHead: '',
      interimHeads: NO_HEADS,
      status: null,
      requestBodyBytes: 0,
      responseBodyBytes: 0,
      startMs: this.#nowMs(),
      connectedMs: null,
      requestSentMs: null,
      responseHeadMs: null,
      firstBodyByteMs: null,
      endMs: null,
      outcome: 'running',
      error: null,
    };
  }

  /** @param localPort of our end */
  onConnected(isReused: boolean, localPort: number | null): void {
    this.hop.isConnectionReused = isReused;
    this.hop.localPort = localPort;
    this.hop.connectedMs = this.#nowMs();
    this.#owner.isChanged = true;
  }

  onRequestBody(bytes: number): void {
    this.hop.requestBodyBytes += bytes;
    this.#owner.isChanged = true;
  }

  onRequestSent(): void {
    this.hop.requestSentMs = this.#nowMs();
    this.#owner.isChanged = true;
  }

  /** @param raw a 1xx head */
  onInterim(raw: string): void {
    this.hop.interimHeads = [...this.hop.interimHeads, this.#owner.mask(raw)];
    this.#owner.isChanged = true;
  }

  onHead(raw: string, status: number): void {
    this.hop.responseHead = this.#owner.mask(raw);
    this.hop.status = status;
    this.hop.responseHeadMs = this.#nowMs();
    this.#owner.isChanged = true;
  }

  onBody(bytes: number): void {
    if (this.hop.responseBodyBytes === 0) this.hop.firstBodyByteMs = this.#nowMs();
    this.hop.responseBodyBytes += bytes;
    this.#owner.isChanged = true;
  }

  /** Only the first end counts: what happens to the connection afterwards is not this hop's. */
  onEnd(outcome: HopOutcome, error: SeeklabError | null): void {
    if (this.hop.outcome !== 'running') return;
    this.hop.endMs = this.#nowMs();
    this.hop.outcome = outcome;
    this.hop.error = error;
    this.#owner.isChanged = true;
  }

  #nowMs(): number {
    return turnNowMs() - this.#owner.startedAtMs;
  }
}
