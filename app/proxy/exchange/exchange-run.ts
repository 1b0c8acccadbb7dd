import { CodedError } from '../../contract/errors.ts';
import type { AnsweredAs, ExchangeOutcome, HopOutcome } from '../../contract/exchange.ts';
import { type Field, fieldTokens, fieldValue } from '../../http/fields.ts';
import type { RequestHead } from '../../http/request-head.ts';
import type { ResponseHead } from '../../http/response-head.ts';
import { withoutSeekId } from '../../http/stream-url.ts';
import { type AnswerHead, ClientAnswer } from '../client/client-answer.ts';
import type { ClientConnection, Serving } from '../client/client-connection.ts';
import { withCors } from '../client/cors.ts';
import { createErrorAnswer } from '../client/error-answer.ts';
import type { Personality } from '../personalities/personality.ts';
import type { ExchangeRecorder } from '../record/exchange-recorder.ts';
import type { HopRecorder } from '../record/hop-recorder.ts';
import { relayedHead } from '../relay/relayed-head.ts';
import type { ExchangeControl } from './exchange-control.ts';
import type { ExchangeServices } from './exchange-services.ts';
import type { Attempt, Stage } from './stage.ts';

/**
 * One exchange, from the client's request to the last byte of its answer. The personality decides
 * whom to ask and what to answer, stage by stage; here is what every exchange has: its answer, its
 * record, its one end.
 */
export class ExchangeRun implements ExchangeControl, Serving {
  readonly request: RequestHead;
  readonly clientAddress: string;
  readonly #services: ExchangeServices;
  /** Of the moment when the exchange began. */
  readonly #personality: Personality;
  readonly #connection: ClientConnection;
  /** As it came, with our mark of a seek. */
  readonly #asked: RequestHead;
  readonly #answeredAs: AnsweredAs | null;
  readonly #answer: ClientAnswer;
  readonly #tried: Attempt[] = [];
  #stage: Stage | null = null;
  #isBlocked = false;
  #isOver = false;
  #isWrittenDown = false;
  #recorder: ExchangeRecorder | null = null;
  #clientHop: HopRecorder | null = null;

  constructor(
    services: ExchangeServices,
    personality: Personality,
    request: RequestHead,
    connection: ClientConnection,
    clientAddress: string,
    answeredAs: AnsweredAs | null,
  ) {
    this.#services = services;
    this.#personality = personality;
    // Our mark of a seek is for us: whoever is asked next may hold the query against a signature.
    const target = withoutSeekId(request.target);
    this.request = target === request.target ? request : { ...request, target };
    this.#connection = connection;
    this.clientAddress = clientAddress;
    this.#asked = request;
    this.#answeredAs = answeredAs;
    this.#answer = new ClientAnswer(connection.socket, request, connection.onWrite);
  }

  /** Null when nobody listens. */
  get recorder(): ExchangeRecorder | null {
    this.#writeDown();
    return this.#recorder;
  }

  /** Begins the record, once the request has been sent on, or when there is something to write down. */
  #writeDown(): void {
    if (this.#isWrittenDown) return;
    this.#isWrittenDown = true;
    const [services, connection, request] = [this.#services, this.#connection, this.#asked];
    this.#recorder = services.journal.begin(request.method, request.target, this.#answeredAs);
    if (this.#recorder === null) return;
    const url = urlOf(services, request);
    this.#clientHop = this.#recorder.addHop('client', connection.peer, url, request.raw);
    this.#clientHop.onConnected(connection.requestCount > 1, services.port);
    this.#clientHop.onRequestSent();
    this.#answer.recorder = this.#clientHop;
  }

  get hasBegun(): boolean {
    return this.#answer.hasBegun;
  }

  start(): void {
    this.#begin();
    this.#writeDown();
  }

  #begin(): void {
    const host = fieldValue(this.request.fields, 'host');
    if (host !== undefined && !this.#services.isOwnHost(host)) {
      this.fail(new CodedError('host_not_ours', { host }));
      return;
    }
    const via = fieldTokens(this.request.fields, 'via');
    if (via.some((entry) => entry.includes(this.#services.via))) {
      this.fail(new CodedError('loop_detected', { detail: 'its Via names us' }));
      return;
    }
    this.#personality.start(this);
  }

  enter(stage: Stage): void {
    if (this.#isOver) return;
    this.#stage = stage;
    stage.start();
  }

  begin(head: AnswerHead, prefix = ''): void {
    this.#writeDown();
    const { version, keepAlive, status, reason, body } = head;
    const fields = withCors(head.fields, this.request.fields, this.#services.corsOrigin());
    if (this.#connection.isRequestUnfinished) this.#answer.isKeepAlive = false;
    if (prefix !== '') this.recorder?.setPrefix(prefix);
    this.#answer.begin({ version, keepAlive, status, reason, fields, body }, prefix);
  }

  relay(head: ResponseHead): void {
    this.#writeDown();
    const raw = relayedHead(head, this.request.fields, this.#services.corsOrigin());
    if (this.#connection.isRequestUnfinished) this.#answer.isKeepAlive = false;
    this.#answer.beginRelayed(raw, head);
  }

  sendInterim(head: string): void {
    this.#writeDown();
    this.#answer.sendInterim(head);
  }

  flush(): void {
    this.#answer.flush();
  }

  write(bytes: Buffer): boolean {
    const isTaken = this.#answer.write(bytes);
    // Who looks at the bytes does so when they are on their way; until they are taken they lie still.
    this.#recorder?.onBody(bytes);
    if (!isTaken) {
      this.#isBlocked = true;
      this.#connection.onBlocked();
    }
    return isTaken;
  }

  end(trailers = ''): void {
    const isWhole = this.#answer.end(trailers);
    if (isWhole) this.#finish('complete', 'complete', null);
    else this.#cut(new CodedError('internal', { detail: 'the answer was shorter than promised' }));
  }

  fail(error: CodedError, fields: readonly Field[] = []): void {
    if (this.#isOver) return;
    if (this.#answer.hasBegun) this.#cut(error);
    else this.#answerError(error, fields);
  }

  abandon(error: CodedError): void {
    if (!this.#isOver) this.#cut(error);
  }

  #answerError(error: CodedError, fields: readonly Field[]): void {
    const isHead = this.request.method === 'HEAD';
    const answer = createErrorAnswer(error, this.#tried, fields, isHead);
    this.begin(answer.head);
    if (answer.body !== '') {
      const body = Buffer.from(answer.body, 'latin1');
      this.#recorder?.onBody(body);
      this.#answer.write(body);
    }
    this.#answer.flush();
    this.#finish('failed', 'complete', error);
  }

  note(attempt: Attempt): void {
    this.#tried.push(attempt);
  }

  resumeRequestBody(): void {
    this.#connection.resumeRequestBody();
  }

  onTaken(): void {
    if (!this.#isBlocked) return;
    this.#isBlocked = false;
    this.#stage?.resume();
  }

  /** More came from the client while this exchange is under way. */
  onPipelined(): void {
    if (!this.#isOver) this.#personality.onPipelined?.(this);
  }

  closeAfterwards(): void {
    this.#answer.isKeepAlive = false;
  }

  onRequestBody(bytes: Buffer): boolean {
    this.#clientHop?.onRequestBody(bytes.length);
    return this.#stage?.requestBody?.writeRequestBody(bytes) ?? true;
  }

  onRequestEnd(trailers: string): void {
    this.#clientHop?.onRequestSent();
    this.#stage?.requestBody?.endRequestBody(trailers);
  }

  onRequestFailed(error: CodedError): void {
    this.#answer.isKeepAlive = false;
    this.fail(error);
  }

  onClientGone(): void {
    if (this.#isOver) return;
    this.#over('client_gone', 'cut', null);
  }

  /** The body cannot be completed: the connection is cut, so that nothing looks whole. */
  #cut(error: CodedError): void {
    const isEndedByClose = this.#answer.isEndedByClose;
    this.#over('cut', 'aborted', error);
    this.#connection.cut(isEndedByClose);
  }

  #finish(outcome: ExchangeOutcome, hopOutcome: HopOutcome, error: CodedError | null): void {
    this.#over(outcome, hopOutcome, error);
    this.#connection.finish(this.#answer.isKeepAlive);
  }

  #over(outcome: ExchangeOutcome, hopOutcome: HopOutcome, error: CodedError | null): void {
    this.#writeDown();
    this.#isOver = true;
    this.#stage?.abort();
    this.#stage = null;
    this.#clientHop?.onEnd(hopOutcome, error?.toJSON() ?? null);
    this.#recorder?.end(outcome, error?.toJSON() ?? null);
  }
}

function urlOf({ port }: ExchangeServices, { target }: RequestHead): string {
  return `http://127.0.0.1:${port}${target}`;
}
