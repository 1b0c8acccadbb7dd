import { UNTIL_CLOSE } from '../../http/body-framing.ts';
import { parseResponseHead, type ResponseHead } from '../../http/response-head.ts';
import type { BodyDecoder, ContentSink } from '../wire/body-decoder.ts';
import { createBodyDecoder } from '../wire/create-body-decoder.ts';
import { type Collected, HeadCollector } from '../wire/head-collector.ts';

/** Largest response head taken, bytes; where nothing else is said. */
const MAX_HEAD_BYTES = 64 * 1024;
/** RFC 9110 §15.2 sets no limit to the number of 1xx answers; a peer that sends more is broken. */
const MAX_INTERIM_HEADS = 16;

/** What an answer turns out to be, in order: interim*, head, content*. */
export interface AnswerEvents extends ContentSink {
  onInterim(head: ResponseHead): void;
  /** @param hasBodyBytes content follows out of the same bytes */
  onHead(head: ResponseHead, hasBodyBytes: boolean): void;
}

/** As `UpstreamRequest` has it. */
interface ReadHow {
  readonly isAnswerRaw?: boolean | undefined;
  readonly maxHeadBytes?: number | undefined;
}

/** Reads one answer out of a connection's bytes, however these are cut. Knows no socket. */
export class AnswerReader implements ContentSink {
  head: ResponseHead | null = null;
  /** Has the whole answer come? */
  isWhole = false;
  /** Bytes that came behind the answer, together with its end: nobody knows what they are. */
  extraBytes = 0;
  readonly #method: string;
  readonly #isRaw: boolean;
  readonly #events: AnswerEvents;
  readonly #maxHeadBytes: number;
  readonly #collector: HeadCollector;
  #interimHeads = 0;
  #decoder: BodyDecoder | null = null;
  #isStopped = false;

  /**
   * @param method of the request: decides whether a body follows
   * @param how `isAnswerRaw`: transfer codings are left in the body
   */
  constructor(
    method: string,
    events: AnswerEvents,
    { isAnswerRaw = false, maxHeadBytes = MAX_HEAD_BYTES }: ReadHow = {},
  ) {
    this.#method = method;
    this.#isRaw = isAnswerRaw;
    this.#maxHeadBytes = maxHeadBytes;
    this.#collector = new HeadCollector(maxHeadBytes);
    this.#events = events;
  }

  /** Raw trailer lines, '' when there were none. */
  get trailers(): string {
    return this.#decoder?.trailers ?? '';
  }

  /** Does the peer end the body by closing? */
  get isEndedByClose(): boolean {
    const kind = this.head?.framing.kind;
    return kind === 'until_close' || (this.#isRaw && kind === 'chunked');
  }

  /** No more events, even out of the bytes that are being read right now. */
  stop(): void {
    this.#isStopped = true;
  }

  onContent(content: Buffer): void {
    if (!this.#isStopped) this.#events.onContent(content);
  }

  /** @returns what is malformed, or null */
  push(bytes: Buffer): string | null {
    return this.#decoder === null ? this.#readHead(bytes) : this.#readBody(this.#decoder, bytes);
  }

  #readHead(bytes: Buffer): string | null {
    let collected = this.#collector.push(bytes);
    while (collected.kind === 'head') {
      const head = parseResponseHead(collected.head, this.#method);
      if (head.kind === 'malformed') return head.detail;
      if (head.status >= 200) return this.#startBody(head, collected.rest);
      const fault = this.#takeInterim(head);
      if (fault !== null || this.#isStopped || collected.rest.length === 0) return fault;
      collected = this.#collector.push(collected.rest);
    }
    return faultOf(collected, this.#maxHeadBytes);
  }

  #takeInterim(head: ResponseHead): string | null {
    // We never ask for an upgrade (RFC 9110 §7.8), so nobody may switch protocols.
    if (head.status === 101) return 'status 101, though no upgrade was asked for';
    this.#interimHeads += 1;
    if (this.#interimHeads > MAX_INTERIM_HEADS) return `more than ${MAX_INTERIM_HEADS} 1xx answers`;
    this.#events.onInterim(head);
    return null;
  }

  #startBody(head: ResponseHead, rest: Buffer): string | null {
    const isUndecoded = this.#isRaw && head.framing.kind === 'chunked';
    const decoder = createBodyDecoder(isUndecoded ? UNTIL_CLOSE : head.framing);
    this.head = head;
    this.#decoder = decoder;
    this.#events.onHead(head, rest.length > 0 && !decoder.isDone);
    return this.#readBody(decoder, rest);
  }

  #readBody(decoder: BodyDecoder, bytes: Buffer): string | null {
    const taken = decoder.decode(bytes, this);
    if (taken === null) return 'the chunked body';
    this.isWhole = decoder.isDone;
    if (decoder.isDone) this.extraBytes = bytes.length - taken;
    return null;
  }
}

function faultOf(collected: Collected, maxHeadBytes: number): string | null {
  if (collected.kind === 'too_large') return `a head larger than ${maxHeadBytes} bytes`;
  return collected.kind === 'malformed' ? collected.detail : null;
}
