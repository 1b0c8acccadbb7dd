import type { Socket } from 'node:net';
import { type Field, hasToken } from '../../http/fields.ts';
import { forwardedTrailers } from '../../http/hop-by-hop.ts';
import type { RequestHead } from '../../http/request-head.ts';
import type { ResponseHead } from '../../http/response-head.ts';
import type { HopRecorder } from '../record/hop-recorder.ts';

/**
 * How much body follows a head. `length`: that many bytes. `stream`: as many as come; chunked, or
 * until close for HTTP/1.0. `none`: never any, with the Content-Length that a GET would have had
 * when that is known. `raw`: whatever is written, whatever was promised, as Perlbal does.
 */
export type AnswerBody =
  | { readonly kind: 'length'; readonly length: number }
  | { readonly kind: 'stream' }
  | { readonly kind: 'none'; readonly length: number | null }
  | { readonly kind: 'raw'; readonly length: number | null };

export interface AnswerHead {
  /** Absent: HTTP/1.1. */
  readonly version?: 'HTTP/1.0' | undefined;
  /** A Keep-Alive field to send while the connection is kept; absent: none. */
  readonly keepAlive?: string | undefined;
  readonly status: number;
  readonly reason: string;
  /** Without framing and connection fields: those are added here. */
  readonly fields: readonly Field[];
  readonly body: AnswerBody;
}

/** What is put together for one write; about as much as small seeks bring. */
const JOINT_BYTES = 8 * 1024;
let joint = Buffer.allocUnsafeSlow(JOINT_BYTES);

/**
 * Writes one answer to a client. A body that was promised and does not come ends in a connection
 * that is cut, never in an answer that looks whole.
 */
export class ClientAnswer {
  /** Has the head been given out? From then on an error can only cut the connection. */
  hasBegun = false;
  isKeepAlive: boolean;
  status: number | null = null;
  /** Of the client's hop; set before anything is answered, null when nobody listens. */
  recorder: HopRecorder | null = null;
  readonly #socket: Socket;
  readonly #request: RequestHead;
  readonly #onWrite: () => void;
  #unsentHead: string | null = null;
  #left: number | null = null;
  #isChunked = false;
  /** Does one side speak HTTP/1.0, where keeping the connection has to be said? */
  #isOld = false;

  /** @param onWrite called when bytes have gone to the kernel; see `isTaken` */
  constructor(socket: Socket, request: RequestHead, onWrite: () => void) {
    this.#socket = socket;
    this.#request = request;
    this.#onWrite = onWrite;
    this.isKeepAlive = request.isKeepAlive;
  }

  /** Does only the end of the connection tell where the body ends? */
  get isEndedByClose(): boolean {
    return this.hasBegun && this.#left === null && !this.#isChunked;
  }

  /** Has the kernel taken everything that was written? */
  get isTaken(): boolean {
    return this.#socket.writableLength === 0;
  }

  /** Passes a 1xx head on; HTTP/1.0 knows none (RFC 9110 §15.2). */
  sendInterim(head: string): void {
    if (this.#request.minorVersion === 0 || this.hasBegun) return;
    this.recorder?.onInterim(head);
    this.#socket.write(head, 'latin1');
  }

  /**
   * Gives the head out, together with the prefix. It goes to the wire in one piece with the first
   * `write`; call `flush` when none follows at once.
   * @param prefix latin1, counted in the body's length by the caller
   */
  begin(head: AnswerHead, prefix = ''): void {
    this.hasBegun = true;
    this.status = head.status;
    this.#isOld = head.version === 'HTTP/1.0' || this.#request.minorVersion === 0;
    let text = `${head.version ?? 'HTTP/1.1'} ${head.status} ${head.reason}\r\n`;
    for (const { name, value } of head.fields) text += `${name}: ${value}\r\n`;
    text += `${this.#framingLines(head.body)}${this.#connectionLine(head.keepAlive)}\r\n`;
    this.#unsentHead = text + (this.#isChunked ? '' : prefix);
    // A slice makes V8 join the pieces now, which the write does anyway; the record would keep them.
    this.recorder?.onHead(this.#unsentHead.slice(0, text.length), head.status);
    if (prefix === '') return;
    if (this.#left !== null) this.#left -= prefix.length;
    this.recorder?.onBody(prefix.length);
    if (this.#isChunked) this.#unsentHead += `${prefix.length.toString(16)}\r\n${prefix}\r\n`;
  }

  /**
   * Gives a head out as another server wrote it; the body that follows is framed as it says.
   * @param head raw, as the client is to get it
   */
  beginRelayed(head: string, { status, framing, isKeepAlive, fields }: ResponseHead): void {
    this.hasBegun = true;
    this.status = status;
    // A client of HTTP/1.0 takes the connection for closing where the answer does not say otherwise.
    const isSaid = this.#request.minorVersion === 1 || hasToken(fields, 'connection', 'keep-alive');
    if (!isKeepAlive || !isSaid) this.isKeepAlive = false;
    this.#isChunked = framing.kind === 'chunked';
    if (framing.kind === 'none') this.#left = 0;
    if (framing.kind === 'length') this.#left = framing.length;
    this.#unsentHead = head;
    this.recorder?.onHead(head, status);
  }

  #framingLines(body: AnswerBody): string {
    if (body.kind === 'none') {
      this.#left = 0;
      return body.length === null ? '' : `Content-Length: ${body.length}\r\n`;
    }
    if (body.kind === 'length') {
      this.#left = body.length;
      return `Content-Length: ${body.length}\r\n`;
    }
    if (body.kind === 'raw' && body.length !== null) return `Content-Length: ${body.length}\r\n`;
    if (body.kind === 'raw') {
      this.isKeepAlive = false;
      return '';
    }
    this.#isChunked = this.#request.minorVersion === 1;
    if (this.#isChunked) return 'Transfer-Encoding: chunked\r\n';
    this.isKeepAlive = false;
    return '';
  }

  #connectionLine(keepAlive: string | undefined): string {
    if (!this.isKeepAlive) return 'Connection: close\r\n';
    const keepAliveLine = keepAlive === undefined ? '' : `Keep-Alive: ${keepAlive}\r\n`;
    return this.#isOld ? `Connection: keep-alive\r\n${keepAliveLine}` : '';
  }

  /**
   * Sends body bytes.
   * @returns whether the kernel has taken them; if not they must stay untouched until it has
   */
  write(bytes: Buffer): boolean {
    if (bytes.length === 0) return this.isTaken;
    this.recorder?.onBody(bytes.length);
    if (this.#left !== null) this.#left -= bytes.length;
    if (this.#isChunked) this.#writeChunk(bytes);
    else if (this.#unsentHead === null) this.#socket.write(bytes, this.#onWrite);
    else this.#writeWithHead(this.#unsentHead, bytes);
    return this.isTaken;
  }

  #writeChunk(bytes: Buffer): void {
    this.#socket.cork();
    this.#writeHead();
    this.#socket.write(`${bytes.length.toString(16)}\r\n`, 'latin1');
    this.#socket.write(bytes, this.#onWrite);
    this.#socket.write('\r\n', 'latin1');
    this.#socket.uncork();
  }

  /** Head and body in one piece: copying little is cheaper than the kernel's list of two pieces. */
  #writeWithHead(head: string, bytes: Buffer): void {
    this.#unsentHead = null;
    if (head.length + bytes.length > joint.length) {
      this.#socket.cork();
      this.#socket.write(head, 'latin1');
      this.#socket.write(bytes, this.#onWrite);
      this.#socket.uncork();
      return;
    }
    const headLength = joint.write(head, 'latin1');
    joint.set(bytes, headLength);
    this.#socket.write(joint.subarray(0, headLength + bytes.length), this.#onWrite);
    // The kernel will take the rest of it later: until then nobody else may write into it.
    if (!this.isTaken) joint = Buffer.allocUnsafeSlow(JOINT_BYTES);
  }

  flush(): void {
    this.#writeHead();
  }

  /**
   * Ends the body.
   * @param trailers raw lines; they go on where chunked goes on
   * @returns false when bytes that were promised are missing: the connection must be cut
   */
  end(trailers = ''): boolean {
    if (this.#left !== null && this.#left !== 0) return false;
    if (this.#isChunked) {
      this.#unsentHead = `${this.#unsentHead ?? ''}0\r\n${forwardedTrailers(trailers)}\r\n`;
    }
    this.#writeHead();
    return true;
  }

  #writeHead(): void {
    if (this.#unsentHead === null) return;
    const text = this.#unsentHead;
    this.#unsentHead = null;
    this.#socket.write(text, 'latin1');
  }
}
