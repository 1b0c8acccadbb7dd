import type { SeeklabError } from '../../contract/errors.ts';
import type { HopOutcome } from '../../contract/exchange.ts';
import type { ResponseHead } from '../../http/response-head.ts';
import type { HopRecorder } from '../record/hop-recorder.ts';
import type { Endpoint } from './endpoint.ts';
import type { UpstreamFailure } from './failure.ts';
import type { UpstreamConnection } from './upstream-connection.ts';
import type { UpstreamPool } from './upstream-pool.ts';
import type { AnswerListener, UpstreamRequest } from './upstream-request.ts';

/** What the asker of a hop hears; see `AnswerListener` for the order. */
export interface HopListener extends Omit<AnswerListener, 'onConnected'> {
  /** What is written down of bytes behind the answer; absent: nothing. */
  errorOfExtra?(bytes: number): SeeklabError | null;
}

const IDEMPOTENT = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * One hop to the application or to storage: takes a connection, asks, records, and asks once more
 * when a kept-alive connection turns out to be closed already (RFC 9112 §9.3.1: idempotent
 * requests only).
 */
export class UpstreamHop implements AnswerListener {
  readonly endpoint: Endpoint;
  readonly #pool: UpstreamPool;
  readonly #request: UpstreamRequest;
  readonly #listener: HopListener;
  #recorder: HopRecorder | null = null;
  #connection: UpstreamConnection;
  #isReused: boolean;

  /** @param writeDown begins the hop's record, once the request is on its way */
  constructor(
    pool: UpstreamPool,
    endpoint: Endpoint,
    request: UpstreamRequest,
    listener: HopListener,
    writeDown: () => HopRecorder | null,
  ) {
    this.endpoint = endpoint;
    this.#pool = pool;
    this.#request = request;
    this.#listener = listener;
    const isFreshWanted = request.hasBody || !IDEMPOTENT.has(request.method);
    const taken = pool.take(endpoint, isFreshWanted);
    this.#connection = taken.connection;
    this.#isReused = taken.isReused;
    this.#connection.send(request, this);
    this.#recorder = writeDown();
    this.#noteConnected();
  }

  #noteConnected(): void {
    if (this.#connection.isConnected) this.onConnected();
  }

  /** Sends content of the request body. @returns false when `onWritten` will follow */
  writeBody(content: Buffer): boolean {
    this.#recorder?.onRequestBody(content.length);
    return this.#connection.writeBody(content);
  }

  /** Sends what frames the content: chunk sizes, trailers. */
  writeFraming(text: string): boolean {
    return this.#connection.writeBody(text);
  }

  endRequest(): void {
    this.#connection.endRequest();
    if (this.#connection.isConnected) this.#recorder?.onRequestSent();
  }

  resume(): void {
    this.#connection.resume();
  }

  /** Ends the connection; nothing more is heard of this hop. */
  abort(): void {
    this.#recorder?.onEnd('aborted', null);
    this.#connection.abort();
  }

  /** The head was all that was wanted. */
  dismiss(): void {
    const isKept = this.#connection.discard();
    this.#recorder?.onEnd(isKept ? 'complete' : 'aborted', null);
  }

  /** The answer is not wanted; what is left of it is read or cut off. */
  discard(outcome: HopOutcome, error: SeeklabError | null): void {
    this.#recorder?.onEnd(outcome, error);
    this.#connection.discard();
  }

  onConnected(): void {
    this.#recorder?.onConnected(this.#isReused, this.#connection.localPort);
    if (!this.#request.hasBody) this.#recorder?.onRequestSent();
  }

  onInterim(head: ResponseHead): void {
    this.#recorder?.onInterim(head.raw);
    this.#listener.onInterim(head);
  }

  onHead(head: ResponseHead, hasBodyBytes: boolean): void {
    this.#recorder?.onHead(head.raw, head.status);
    this.#listener.onHead(head, hasBodyBytes);
  }

  onBody(bytes: Buffer): boolean {
    this.#recorder?.onBody(bytes.length);
    return this.#listener.onBody(bytes);
  }

  onEnd(trailers: string, extraBytes: number): void {
    const error = extraBytes > 0 ? (this.#listener.errorOfExtra?.(extraBytes) ?? null) : null;
    this.#recorder?.onEnd('complete', error);
    this.#listener.onEnd(trailers, extraBytes);
  }

  onFailure(failure: UpstreamFailure): void {
    if (this.#isReused && !this.#connection.hasAnswered && failure.outcome === 'cut') {
      this.#connection = this.#pool.take(this.endpoint, true).connection;
      this.#isReused = false;
      this.#connection.send(this.#request, this);
      this.#noteConnected();
      return;
    }
    this.#listener.onFailure(failure);
  }

  onWritten(): void {
    this.#listener.onWritten();
  }

  /** Writes the failure down; the asker knows its code. */
  recordFailure(failure: UpstreamFailure, error: SeeklabError): void {
    this.#recorder?.onEnd(failure.outcome, error);
  }
}
