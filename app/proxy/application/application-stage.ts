import { CodedError } from '../../contract/errors.ts';
import { isBodyless } from '../../http/body-framing.ts';
import { isReproxyField } from '../../http/fields.ts';
import { forwardedFields, forwardedTrailers } from '../../http/hop-by-hop.ts';
import type { ResponseHead } from '../../http/response-head.ts';
import type { AnswerBody, AnswerHead } from '../client/client-answer.ts';
import type { ExchangeControl } from '../exchange/exchange-control.ts';
import type { RequestBodyTaker, Stage } from '../exchange/stage.ts';
import type { UpstreamFailure } from '../upstream/failure.ts';
import { type HopListener, UpstreamHop } from '../upstream/upstream-hop.ts';
import type { UpstreamPool } from '../upstream/upstream-pool.ts';
import type { ApplicationBase } from './application-base.ts';
import { composeApplicationHead } from './application-request.ts';
import type { ReproxyCache } from './reproxy-cache.ts';
import { type ReproxyInstructions, readInstructions } from './reproxy-instructions.ts';

/** The application as exchanges ask it, and what it said lately. Another one is another object. */
export interface ApplicationAccess {
  readonly base: ApplicationBase;
  readonly pool: UpstreamPool;
  /** Our name in Via. */
  readonly via: string;
  readonly cache: ReproxyCache;
}

/** The beginning of an answer whose body is the application's own. */
export interface OwnAnswer {
  readonly head: AnswerHead;
  /** latin1, put in front of the body and counted in its length. */
  readonly prefix: string;
}

/** What to ask, and who hears what comes of it. */
export interface ApplicationQuestion {
  /** What to ask for instead of the client's target. */
  readonly target?: string;
  /** A Range to ask with instead of the client's; '' for none at all. */
  readonly range?: string;
  /** The application answered with X-REPROXY-*; nothing has been sent to the client yet. */
  readonly onInstructions: (head: ResponseHead, instructions: ReproxyInstructions) => void;
  /**
   * The application answered itself. Absent: its answer is passed on.
   * @returns what to begin the client's answer with; or what to do instead, without the body
   */
  readonly onOwnAnswer?: (head: ResponseHead) => OwnAnswer | (() => void);
}

/**
 * The application hop: asks with the client's request, and either finds instructions in the answer
 * or passes the answer on as it streams in.
 */
export class ApplicationStage implements Stage, RequestBodyTaker, HopListener {
  readonly requestBody = this;
  readonly #application: ApplicationAccess;
  readonly #exchange: ExchangeControl;
  readonly #question: ApplicationQuestion;
  #hop: UpstreamHop | null = null;
  #startedAtMs = 0;
  #receivedBytes = 0;

  constructor(
    application: ApplicationAccess,
    exchange: ExchangeControl,
    question: ApplicationQuestion,
  ) {
    this.#application = application;
    this.#exchange = exchange;
    this.#question = question;
  }

  start(): void {
    const { request, clientAddress } = this.#exchange;
    const { base, pool, via } = this.#application;
    const head = composeApplicationHead(request, base, {
      target: this.#target,
      clientAddress,
      via,
      range: this.#question.range ?? null,
    });
    const { endpoint } = base;
    const writeDown = () =>
      this.#exchange.recorder?.addHop('application', endpoint.peer, this.#url(), head) ?? null;
    this.#startedAtMs = performance.now();
    const { framing } = request;
    const hasBody = framing.kind === 'length' ? framing.length > 0 : framing.kind !== 'none';
    const upstreamRequest = { method: request.method, head, hasBody };
    this.#hop = new UpstreamHop(pool, endpoint, upstreamRequest, this, writeDown);
  }

  resume(): void {
    this.#hop?.resume();
  }

  abort(): void {
    this.#hop?.abort();
  }

  writeRequestBody(bytes: Buffer): boolean {
    if (this.#hop === null) return true;
    if (this.#exchange.request.framing.kind !== 'chunked') return this.#hop.writeBody(bytes);
    this.#hop.writeFraming(`${bytes.length.toString(16)}\r\n`);
    this.#hop.writeBody(bytes);
    return this.#hop.writeFraming('\r\n');
  }

  endRequestBody(trailers: string): void {
    if (this.#exchange.request.framing.kind === 'chunked') {
      this.#hop?.writeFraming(`0\r\n${forwardedTrailers(trailers)}\r\n`);
    }
    this.#hop?.endRequest();
  }

  onInterim(head: ResponseHead): void {
    this.#exchange.sendInterim(head.raw);
  }

  onHead(head: ResponseHead, hasBodyBytes: boolean): void {
    const { method } = this.#exchange.request;
    const instructions = head.status === 304 ? null : readInstructions(head.fields);
    this.#note(head.status);
    if (instructions !== null) {
      this.#dismiss();
      this.#question.onInstructions(head, instructions);
      return;
    }
    const own =
      this.#question.onOwnAnswer === undefined
        ? asItIs(head, method)
        : this.#question.onOwnAnswer(head);
    if (typeof own === 'function') {
      this.#dismiss();
      own();
      return;
    }
    this.#exchange.begin(own.head, own.prefix);
    if (!hasBodyBytes) this.#exchange.flush();
  }

  #dismiss(): void {
    this.#hop?.dismiss();
    this.#hop = null;
  }

  onBody(bytes: Buffer): boolean {
    this.#receivedBytes += bytes.length;
    return this.#exchange.write(bytes);
  }

  onEnd(trailers: string): void {
    this.#hop = null;
    this.#exchange.end(trailers);
  }

  onFailure(failure: UpstreamFailure): void {
    const error = this.#errorOf(failure);
    this.#hop?.recordFailure(failure, error.toJSON());
    this.#hop = null;
    this.#note(failure.detail);
    this.#exchange.fail(error);
  }

  onWritten(): void {
    this.#exchange.resumeRequestBody();
  }

  get #target(): string {
    return this.#question.target ?? this.#exchange.request.target;
  }

  #errorOf(failure: UpstreamFailure): CodedError {
    const { peer } = this.#application.base.endpoint;
    const { detail, limitMs } = failure;
    if (this.#exchange.hasBegun)
      return new CodedError('application_cut', { peer, got: this.#receivedBytes, detail });
    if (limitMs !== null) return new CodedError('application_timeout', { peer, limitMs });
    if (failure.outcome === 'refused')
      return new CodedError('application_unreachable', { peer, detail });
    return new CodedError('application_bad_answer', { peer, detail });
  }

  #url(): string {
    return `${this.#application.base.prefix}${this.#target}`;
  }

  #note(result: string | number): void {
    const elapsedMs = performance.now() - this.#startedAtMs;
    const { method } = this.#exchange.request;
    this.#exchange.note({ method, url: this.#url(), result, elapsedMs });
  }
}

/** An answer that is passed on: the application's, without what belongs to its connection. */
export function asItIs(head: ResponseHead, method: string): OwnAnswer {
  const { status, reason } = head;
  const fields = forwardedFields(head.fields).filter(({ key }) => !isReproxyField(key));
  return { head: { status, reason, fields, body: bodyOf(head, method) }, prefix: '' };
}

function bodyOf(head: ResponseHead, method: string): AnswerBody {
  const { framing } = head;
  if (framing.kind === 'length') return framing;
  if (!isBodyless(head.status, method)) return { kind: 'stream' };
  return { kind: 'none', length: method === 'HEAD' ? head.contentLength : null };
}
