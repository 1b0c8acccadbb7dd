import type { Socket } from 'node:net';
import { CodedError } from '../../contract/errors.ts';
import { parseRequestHead, type RequestHead } from '../../http/request-head.ts';
import { type DeadlineWatch, NEVER, type Watched } from '../deadline-watch.ts';
import type { Timeouts } from '../options.ts';
import type { BodyDecoder, ContentSink } from '../wire/body-decoder.ts';
import { createBodyDecoder } from '../wire/create-body-decoder.ts';
import { type Collected, HeadCollector } from '../wire/head-collector.ts';

/** Largest request head taken, bytes. */
const MAX_HEAD_BYTES = 32 * 1024;
/** Bytes of pipelined requests kept while an answer is under way; then the client has to wait. */
const MAX_WAITING_BYTES = 64 * 1024;
/** After our last byte: how long the client may go on sending before the connection is destroyed. */
const LINGER_MS = 1_000;
const CRLF_LENGTH = 2;

/** One request being answered, as the connection sees it. */
export interface Serving {
  start(): void;
  /** @returns false when the rest of the body must wait for `resumeRequestBody` */
  onRequestBody(bytes: Buffer): boolean;
  onRequestEnd(trailers: string): void;
  /** More has come behind the request, which is whole. */
  onPipelined(): void;
  /** The kernel has taken everything that was written. */
  onTaken(): void;
  /** The client did not finish its request in time, or sent a body that is none. */
  onRequestFailed(error: CodedError): void;
  onClientGone(): void;
}

export interface ClientConnectionOptions {
  readonly socket: Socket;
  readonly watch: DeadlineWatch;
  readonly timeouts: Timeouts;
  /** Makes what answers a request; it is started afterwards. */
  readonly serve: (request: RequestHead, connection: ClientConnection) => Serving;
  /** Answers what is no request; the connection is closed afterwards. */
  readonly refuse: (error: CodedError, rawHead: string, connection: ClientConnection) => void;
  readonly onClose: (connection: ClientConnection) => void;
}

/**
 * One client's connection: takes requests off it one after the other, also pipelined ones, and
 * closes it in such a way that the last answer arrives (RFC 9112 §9.6).
 *
 * A client that closes its sending side while an answer is under way counts as gone: a closed and
 * a half-closed connection look the same, and an abandoned seek has to stop at once.
 */
export class ClientConnection implements Watched, ContentSink {
  readonly socket: Socket;
  deadlineMs: number;
  /** Requests taken so far, the current one included. */
  requestCount = 0;
  readonly #options: ClientConnectionOptions;
  #collector = new HeadCollector(MAX_HEAD_BYTES);
  #serving: Serving | null = null;
  #body: BodyDecoder | null = null;
  #waiting: Buffer | null = null;
  #isEnding = false;
  #isTaking = false;
  #peer: string | null = null;

  constructor(options: ClientConnectionOptions) {
    this.#options = options;
    this.socket = options.socket;
    this.deadlineMs = options.watch.after(options.timeouts.clientHeadMs);
    options.watch.add(this);
    this.socket.on('data', (bytes) => this.#onData(bytes));
    this.socket.on('end', () => this.#onGone());
    // What went wrong does not matter: 'close' follows, and the client is gone.
    this.socket.on('error', () => {});
    this.socket.on('close', () => this.#onClose());
  }

  /** `address:port` of the client. */
  get peer(): string {
    this.#peer ??= `${this.socket.remoteAddress}:${this.socket.remotePort}`;
    return this.#peer;
  }

  /** Is any of the current request's body still to come? */
  get isRequestUnfinished(): boolean {
    return this.#body !== null;
  }

  /** To be called by every write to the client when the kernel has taken it. */
  readonly onWrite = (): void => {
    if (this.socket.writableLength > 0) return;
    if (this.#isEnding) this.#linger();
    if (this.#serving === null) return;
    if (this.#body === null) this.deadlineMs = NEVER;
    this.#serving.onTaken();
  };

  /** The client is not taking what was written: from now on it has `clientStallMs`. */
  onBlocked(): void {
    this.deadlineMs = this.#options.watch.after(this.#options.timeouts.clientStallMs);
  }

  resumeRequestBody(): void {
    this.socket.resume();
  }

  /** The answer is whole. @param isKeepAlive whether another request may follow */
  finish(isKeepAlive: boolean): void {
    const isRequestWhole = this.#body === null;
    this.#serving = null;
    this.#body = null;
    if (!isKeepAlive || !isRequestWhole) {
      this.end();
      return;
    }
    this.#idle();
    if (this.socket.isPaused()) this.socket.resume();
    this.#takeWaiting();
  }

  /** Closes after what has been written, and gives the client time to read it. */
  end(): void {
    this.#isEnding = true;
    this.#serving = null;
    this.#waiting = null;
    if (this.socket.writableLength > 0) this.onBlocked();
    else this.#linger();
    this.socket.end();
    this.socket.resume();
  }

  /**
   * Ends the connection in the middle of an answer. What has been written still arrives, unless
   * the end of the connection is what ends the body: then only a reset shows that it is not whole.
   */
  cut(isEndedByClose: boolean): void {
    if (!isEndedByClose) {
      this.end();
      return;
    }
    this.#serving = null;
    this.#isEnding = true;
    this.socket.resetAndDestroy();
  }

  destroy(): void {
    this.socket.destroy();
  }

  onContent(content: Buffer): void {
    if (this.#serving?.onRequestBody(content) === false) this.socket.pause();
  }

  onDeadline(): void {
    const { clientHeadMs, clientBodyMs } = this.#options.timeouts;
    if (this.#isEnding) this.destroy();
    else if (this.#body !== null)
      this.#failRequest(new CodedError('request_timeout', { limitMs: clientBodyMs }));
    else if (this.#serving !== null) this.#onStalled();
    else if (!this.#collector.isStarted) this.destroy();
    else this.#refuse(new CodedError('request_timeout', { limitMs: clientHeadMs }), '');
  }

  #onStalled(): void {
    const serving = this.#serving;
    this.#serving = null;
    serving?.onClientGone();
    this.destroy();
  }

  #onData(bytes: Buffer): void {
    if (this.#isEnding) return;
    let rest: Buffer = bytes;
    if (this.#body !== null) rest = this.#readBody(this.#body, bytes);
    if (rest.length === 0) return;
    this.#waiting = this.#waiting === null ? rest : Buffer.concat([this.#waiting, rest]);
    this.#serving?.onPipelined();
    this.#takeWaiting();
  }

  /** Takes requests off what has come, one after the other, while none is being answered. */
  #takeWaiting(): void {
    // An answer that is whole at once ends up here again: let the outer call go on instead.
    if (this.#isTaking) return;
    this.#isTaking = true;
    while (this.#waiting !== null && this.#serving === null && !this.#isEnding) this.#takeOne();
    this.#isTaking = false;
    if (this.#waiting !== null && this.#waiting.length > MAX_WAITING_BYTES) this.socket.pause();
  }

  #takeOne(): void {
    const isFirst = !this.#collector.isStarted;
    const bytes = isFirst ? withoutEmptyLine(this.#waiting) : this.#waiting;
    this.#waiting = null;
    if (bytes === null || bytes.length === 0) return;
    const collected = this.#collector.push(bytes);
    if (collected.kind === 'head') this.#take(collected.head, collected.rest);
    else if (collected.kind !== 'incomplete') this.#refuse(errorOf(collected), '');
    else if (isFirst) this.#expectHead();
  }

  #take(rawHead: string, rest: Buffer): void {
    const request = parseRequestHead(rawHead);
    if (request.kind === 'request') this.#serve(request, rest);
    else this.#refuse(new CodedError(request.code, { detail: request.detail }), rawHead);
  }

  #serve(request: RequestHead, rest: Buffer): void {
    const body = createBodyDecoder(request.framing);
    this.#body = body.isDone ? null : body;
    this.deadlineMs = NEVER;
    this.requestCount += 1;
    const serving = this.#options.serve(request, this);
    this.#serving = serving;
    serving.start();
    const left = this.#body === null ? rest : this.#readBody(this.#body, rest);
    if (left.length > 0) {
      this.#waiting = left;
      if (this.#serving === serving) serving.onPipelined();
    }
    if (this.#body !== null) this.#expectBody();
  }

  /** @returns the bytes after the request's body */
  #readBody(body: BodyDecoder, bytes: Buffer): Buffer {
    const taken = body.decode(bytes, this);
    if (taken === null) {
      this.#failRequest(new CodedError('request_malformed', { detail: 'the chunked body' }));
      return bytes.subarray(bytes.length);
    }
    this.#expectBody();
    if (body.isDone) {
      this.#body = null;
      this.deadlineMs = NEVER;
      this.#serving?.onRequestEnd(body.trailers);
    }
    return bytes.subarray(taken);
  }

  #failRequest(error: CodedError): void {
    this.deadlineMs = NEVER;
    this.#serving?.onRequestFailed(error);
  }

  #refuse(error: CodedError, rawHead: string): void {
    this.#options.refuse(error, rawHead, this);
    this.end();
  }

  #expectHead(): void {
    this.deadlineMs = this.#options.watch.after(this.#options.timeouts.clientHeadMs);
  }

  #expectBody(): void {
    this.deadlineMs = this.#options.watch.after(this.#options.timeouts.clientBodyMs);
  }

  #linger(): void {
    this.deadlineMs = this.#options.watch.after(LINGER_MS);
  }

  #idle(): void {
    this.deadlineMs = this.#options.watch.after(this.#options.timeouts.clientIdleMs);
  }

  #onGone(): void {
    const serving = this.#serving;
    this.#serving = null;
    if (serving !== null) {
      serving.onClientGone();
      this.destroy();
    } else if (!this.#isEnding) {
      this.end();
    }
  }

  #onClose(): void {
    this.#options.watch.delete(this);
    this.#onGone();
    this.#options.onClose(this);
  }
}

function errorOf(collected: Exclude<Collected, { kind: 'head' | 'incomplete' }>): CodedError {
  return collected.kind === 'too_large'
    ? new CodedError('request_head_too_large', { limit: MAX_HEAD_BYTES })
    : new CodedError('request_malformed', { detail: collected.detail });
}

/** RFC 9112 §2.2: an empty line before a request line is read over. */
function withoutEmptyLine(bytes: Buffer | null): Buffer | null {
  return bytes?.[0] === 0x0d && bytes[1] === 0x0a ? bytes.subarray(CRLF_LENGTH) : bytes;
}
