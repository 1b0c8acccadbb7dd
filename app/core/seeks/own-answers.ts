import type { ResponseHead } from '../../http/response-head.ts';
import { DeadlineWatch } from '../../proxy/deadline-watch.ts';
import { defaultTimeouts } from '../../proxy/options.ts';
import type { UpstreamUrl } from '../../proxy/upstream/endpoint.ts';
import type { UpstreamFailure } from '../../proxy/upstream/failure.ts';
import { type HopListener, UpstreamHop } from '../../proxy/upstream/upstream-hop.ts';
import { UpstreamPool } from '../../proxy/upstream/upstream-pool.ts';

/** More than the relay takes of a target's head: what it passes on is taken here. */
const MAX_HEAD_BYTES = 128 * 1024;
/** So much waits for whoever reads; then the server has to. */
const WAITING_BYTES = 256 * 1024;
const NEVER = Number.POSITIVE_INFINITY;

/** Whoever asks has a patience of its own. Chunks are the reader's: none is read into again. */
const pool = new UpstreamPool({
  watch: new DeadlineWatch(),
  timeouts: { ...defaultTimeouts, connectMs: NEVER, firstByteMs: NEVER, stallMs: NEVER },
  certificates: undefined,
  isLocalAddressAllowed: () => true,
  isReadOnce: true,
});

/** An answer, its body still to be read. */
export interface OwnAnswer extends AsyncIterable<Uint8Array> {
  readonly head: ResponseHead;
  /** Whoever does not read to the end says so: a whole answer leaves its connection for the next. */
  cancel(): void;
}

/**
 * Asks a server over a connection that is kept for the next question, without `node:http`: a request of
 * that costs as much as all the rest of a seek.
 * @throws TypeError when no answer came; the signal's reason when it was aborted
 */
export function askOwn(
  { endpoint, target }: UpstreamUrl,
  fieldLines: string,
  signal: AbortSignal,
): Promise<OwnAnswer> {
  signal.throwIfAborted();
  const lines = `${fieldLines}Host: ${endpoint.authority}\r\nConnection: keep-alive\r\n`;
  const head = `GET ${target} HTTP/1.1\r\n${lines}\r\n`;
  const answer = new IncomingAnswer(signal);
  const request = { method: 'GET', head, hasBody: false, maxHeadBytes: MAX_HEAD_BYTES };
  answer.hop = new UpstreamHop(pool, endpoint, request, answer, () => null);
  return answer.begun;
}

class IncomingAnswer implements HopListener {
  hop: UpstreamHop | null = null;
  readonly begun: Promise<OwnAnswer>;
  readonly #signal: AbortSignal;
  readonly #chunks: Buffer[] = [];
  #waitingBytes = 0;
  #isPaused = false;
  #isOver = false;
  #failure: unknown = null;
  #begin: (answer: OwnAnswer) => void = () => undefined;
  #refuse: (cause: unknown) => void = () => undefined;
  /** Whoever waits for bytes. */
  #wake: (() => void) | null = null;

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    this.begun = new Promise((resolve, reject) => {
      this.#begin = resolve;
      this.#refuse = reject;
    });
    signal.addEventListener('abort', this.#onAbort);
  }

  onInterim(): void {}

  onWritten(): void {}

  onHead(head: ResponseHead): void {
    const next = () => this.#next();
    this.#begin({
      head,
      [Symbol.asyncIterator]: () => ({ next }),
      cancel: () => this.#cancel(),
    });
  }

  onBody(bytes: Buffer): boolean {
    this.#chunks.push(bytes);
    this.#waitingBytes += bytes.length;
    this.#isPaused = this.#waitingBytes >= WAITING_BYTES;
    this.#tell();
    return !this.#isPaused;
  }

  onEnd(): void {
    this.#end(null);
  }

  onFailure({ detail }: UpstreamFailure): void {
    this.#end(new TypeError('no answer', { cause: new Error(detail) }));
  }

  async #next(): Promise<IteratorResult<Uint8Array>> {
    if (this.#chunks.length === 0 && !this.#isOver) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const chunk = this.#chunks.shift();
    if (chunk === undefined) {
      if (this.#failure !== null) throw this.#failure;
      return { done: true, value: undefined };
    }
    this.#waitingBytes -= chunk.length;
    if (this.#isPaused && this.#waitingBytes === 0) {
      this.#isPaused = false;
      this.hop?.resume();
    }
    return { done: false, value: chunk };
  }

  #cancel(): void {
    if (this.#isOver) return;
    this.hop?.abort();
    this.#chunks.length = 0;
    this.#end(null);
  }

  readonly #onAbort = (): void => {
    this.hop?.abort();
    this.#chunks.length = 0;
    this.#end(this.#signal.reason);
  };

  #end(failure: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#failure = failure;
    this.#signal.removeEventListener('abort', this.#onAbort);
    if (failure !== null) this.#refuse(failure);
    this.#tell();
  }

  #tell(): void {
    this.#wake?.();
    this.#wake = null;
  }
}
