import type { SeeklabError } from '../../contract/errors.ts';
import type { Hop, HopKind, HopOutcome } from '../../contract/exchange.ts';

/** Writes down one hop while it happens. All times on the clock of its exchange. */
export class HopRecorder {
  readonly hop: Hop;
  readonly #startedAtMs: number;

  /** @param startedAtMs of the exchange, on the monotonic clock */
  constructor(kind: HopKind, peer: string, url: string, requestHead: string, startedAtMs: number) {
    this.#startedAtMs = startedAtMs;
    this.hop = {
      kind,
      peer,
      url,
      isConnectionReused: false,
      localPort: null,
      requestHead,
      responseHead: '',
      interimHeads: [],
      status: null,
      requestBodyBytes: 0,
      responseBodyBytes: 0,
      startMs: this.nowMs(),
      connectedMs: null,
      requestSentMs: null,
      responseHeadMs: null,
      firstBodyByteMs: null,
      endMs: null,
      outcome: 'running',
      error: null,
    };
  }

  nowMs(): number {
    return performance.now() - this.#startedAtMs;
  }

  /** @param localPort of our end */
  onConnected(isReused: boolean, localPort: number | null): void {
    this.hop.isConnectionReused = isReused;
    this.hop.localPort = localPort;
    this.hop.connectedMs = this.nowMs();
  }

  onRequestSent(): void {
    this.hop.requestSentMs = this.nowMs();
  }

  onHead(raw: string, status: number): void {
    this.hop.responseHead = raw;
    this.hop.status = status;
    this.hop.responseHeadMs = this.nowMs();
  }

  onBody(bytes: number): void {
    if (this.hop.responseBodyBytes === 0) this.hop.firstBodyByteMs = this.nowMs();
    this.hop.responseBodyBytes += bytes;
  }

  /** Only the first end counts: what happens to the connection afterwards is not this hop's. */
  onEnd(outcome: HopOutcome, error: SeeklabError | null): void {
    if (this.hop.outcome !== 'running') return;
    this.hop.endMs = this.nowMs();
    this.hop.outcome = outcome;
    this.hop.error = error;
  }
}
