import type { LookupFunction, Socket } from 'node:net';
import type { ResponseHead } from '../../http/response-head.ts';
import { type DeadlineWatch, NEVER, type Watched } from '../deadline-watch.ts';
import type { Timeouts } from '../options.ts';
import { AnswerReader } from './answer-reader.ts';
import type { Endpoint } from './endpoint.ts';
import { cut, malformed, reasonOf, refused, timedOut, type UpstreamFailure } from './failure.ts';
import { openSocket } from './open-socket.ts';
import { ReadBuffer } from './read-buffer.ts';
import type { AnswerListener, UpstreamRequest } from './upstream-request.ts';

/** A body that nobody wants is read up to this size to keep the connection, bytes. */
const MAX_DISCARDED_BYTES = 64 * 1024;

/** Where a connection goes when it is free again, or gone. */
export interface ConnectionHome {
  release(connection: UpstreamConnection): void;
  forget(connection: UpstreamConnection): void;
}

export interface ConnectionOptions {
  readonly endpoint: Endpoint;
  readonly lookup: LookupFunction;
  /** PEM of the roots that https is checked against; undefined: those of the system. */
  readonly certificates: string | undefined;
  readonly isAnyCertificateTaken: boolean;
  /** See `PoolOptions`. */
  readonly isReadOnce: boolean;
  readonly watch: DeadlineWatch;
  readonly timeouts: Timeouts;
  readonly home: ConnectionHome;
}

/**
 * One connection to an application or a storage node, one request at a time.
 *
 * Bodies do not pass through a stream: the kernel's bytes land in one buffer, are handed to the
 * listener as they lie, and the next read waits until the client's kernel has taken them. Nothing
 * is allocated, copied or queued per read, and backpressure is "do not read".
 */
export class UpstreamConnection implements Watched {
  readonly endpoint: Endpoint;
  deadlineMs: number;
  isConnected = false;
  /** Has any byte of the current answer come? */
  hasAnswered = false;
  readonly #options: ConnectionOptions;
  readonly #socket: Socket;
  /** Null where each read has a buffer of its own, as with TLS. */
  readonly #buffer: ReadBuffer | null;
  #listener: AnswerListener | null = null;
  #reader: AnswerReader | null = null;
  #isRequestSent = true;
  #isLastRequest = false;
  #isPaused = false;
  #pausedBytes = 0;
  #pausedAtMs = 0;
  #isClosed = false;
  #discardedBytes = 0;
  #error: Error | null = null;

  constructor(options: ConnectionOptions) {
    this.endpoint = options.endpoint;
    this.#options = options;
    this.#buffer = options.endpoint.isTls || options.isReadOnce ? null : new ReadBuffer();
    this.#socket = openSocket(
      options.endpoint,
      options,
      (bytes) => this.#onRead(bytes),
      this.#buffer,
    );
    this.#socket.once(options.endpoint.isTls ? 'secureConnect' : 'connect', () =>
      this.#onConnect(),
    );
    this.#socket.on('end', () => this.#onEnd());
    this.#socket.on('error', (error) => {
      this.#error = error;
    });
    this.#socket.on('close', () => this.#onClose());
    this.deadlineMs = options.watch.after(options.timeouts.connectMs);
    options.watch.add(this);
  }

  /** Port of our end; null before the connection stands. */
  get localPort(): number | null {
    return this.#socket.localPort ?? null;
  }

  /** Sends a request; call only on a connection that is idle or has just been made. */
  send(request: UpstreamRequest, listener: AnswerListener): void {
    this.#listener = listener;
    this.#reader = new AnswerReader(request.method, this, request);
    this.#isRequestSent = !request.hasBody;
    this.#isLastRequest = request.isLast ?? false;
    this.#discardedBytes = 0;
    this.hasAnswered = false;
    this.#socket.write(request.head, 'latin1');
    if (this.isConnected) this.#awaitAnswer();
  }

  /** Sends a piece of the request body as it is. @returns false when `onWritten` will follow */
  writeBody(bytes: Buffer | string): boolean {
    this.#socket.write(bytes, 'latin1', this.#onWrite);
    return this.#socket.writableLength === 0;
  }

  /** Says that the request is whole: from here on the peer owes an answer. */
  endRequest(): void {
    this.#isRequestSent = true;
    if (this.isConnected && this.#reader?.head === null) this.#awaitAnswer();
  }

  /** Reads on after `onBody` answered false, once the bytes have been taken. */
  resume(): void {
    if (!this.#isPaused) return;
    this.#isPaused = false;
    this.#buffer?.onWaited(this.#pausedBytes, performance.now() - this.#pausedAtMs);
    if (!this.#isClosed) this.#socket.resume();
    if (this.#reader?.isWhole === true) this.#finish(true);
    else this.#expectBody();
  }

  /** Ends it now; the listener hears no more. */
  abort(): void {
    this.#listener = null;
    this.#close();
  }

  /**
   * Nobody wants the rest of this answer: reads it when it is small, to save the connection.
   * @returns false when the connection was ended instead
   */
  discard(): boolean {
    const head = this.#reader?.head ?? null;
    const isLong = head?.framing.kind === 'length' && head.framing.length > MAX_DISCARDED_BYTES;
    this.#listener = null;
    if (isLong || head?.isKeepAlive !== true || !this.#isRequestSent) {
      this.#close();
      return false;
    }
    this.resume();
    return true;
  }

  onDeadline(): void {
    const { connectMs, firstByteMs, stallMs } = this.#options.timeouts;
    if (this.#reader === null) this.#close();
    else if (!this.isConnected) this.#fail(timedOut('connect', connectMs));
    else if (this.#reader.head === null) this.#fail(timedOut('send a whole head', firstByteMs));
    else this.#fail(timedOut('send another byte', stallMs));
  }

  onInterim(head: ResponseHead): void {
    this.#listener?.onInterim(head);
  }

  onHead(head: ResponseHead, hasBodyBytes: boolean): void {
    this.#listener?.onHead(head, hasBodyBytes);
  }

  onContent(content: Buffer): void {
    if (this.#listener !== null) {
      if (!this.#listener.onBody(content)) this.#isPaused = true;
      return;
    }
    this.#discardedBytes += content.length;
    if (this.#discardedBytes > MAX_DISCARDED_BYTES) this.#close();
  }

  #onConnect(): void {
    this.isConnected = true;
    this.#listener?.onConnected();
    this.#awaitAnswer();
  }

  #awaitAnswer(): void {
    const { watch, timeouts } = this.#options;
    this.deadlineMs = this.#isRequestSent ? watch.after(timeouts.firstByteMs) : NEVER;
  }

  #expectBody(): void {
    this.deadlineMs = this.#options.watch.after(this.#options.timeouts.stallMs);
  }

  readonly #onWrite = (): void => {
    if (this.#socket.writableLength === 0) this.#listener?.onWritten();
  };

  /** @returns whether the socket may read on into the same buffer */
  #onRead(bytes: Buffer): boolean {
    const reader = this.#reader;
    if (reader === null) {
      // Bytes that nobody asked for: the next answer would start in the wrong place.
      this.#close();
      return false;
    }
    this.hasAnswered = true;
    const fault = reader.push(bytes);
    if (this.#isClosed) return false;
    if (fault !== null) {
      this.#fail(malformed(fault));
      return false;
    }
    if (this.#isPaused) {
      this.#pausedBytes = bytes.length;
      this.#pausedAtMs = performance.now();
      this.deadlineMs = NEVER;
      return false;
    }
    this.#buffer?.onTaken(bytes.length);
    if (reader.isWhole) this.#finish(false);
    else if (reader.head !== null) this.#expectBody();
    return true;
  }

  /**
   * The answer is whole and its bytes are out of the buffer.
   * @param isBufferHeld whether the socket already has the buffer for its next read
   */
  #finish(isBufferHeld: boolean): void {
    const listener = this.#listener;
    const reader = this.#reader;
    this.#listener = null;
    this.#reader = null;
    this.#buffer?.onIdle(isBufferHeld);
    const extraBytes = reader?.extraBytes ?? 0;
    const isClean = reader?.head?.isKeepAlive === true && extraBytes === 0;
    const isReusable = isClean && !this.#isLastRequest;
    if (isReusable && this.#isRequestSent && !this.#isClosed) this.#rest();
    else this.#close();
    listener?.onEnd(reader?.trailers ?? '', extraBytes);
  }

  #rest(): void {
    this.deadlineMs = NEVER;
    this.#options.home.release(this);
  }

  /** The peer has said its last byte. */
  #onEnd(): void {
    if (this.#reader?.isEndedByClose === true) this.#finish(true);
  }

  #onClose(): void {
    // All of the answer is here and only waits for the client to take it.
    if (this.#reader?.isWhole === true) this.#close();
    else if (this.#error === null) this.#fail(cut(this.#closedHow()));
    else if (!this.isConnected) this.#fail(refused(reasonOf(this.#error)));
    else this.#fail(cut(`it broke the connection off (${reasonOf(this.#error)})`));
  }

  #closedHow(): string {
    return this.hasAnswered ? 'it closed too early' : 'it closed without an answer';
  }

  #fail(failure: UpstreamFailure): void {
    const listener = this.#listener;
    this.#listener = null;
    this.#close();
    listener?.onFailure(failure);
  }

  #close(): void {
    this.#reader?.stop();
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.deadlineMs = NEVER;
    this.#buffer?.onClosed();
    this.#options.watch.delete(this);
    this.#options.home.forget(this);
    this.#socket.destroy();
  }
}
