import { CodedError } from '../../contract/errors.ts';
import type { ExchangeOutcome, HopOutcome } from '../../contract/exchange.ts';
import type { ApplicationAnswer } from '../application/application-answer.ts';
import { ApplicationStage } from '../application/application-stage.ts';
import type { ReproxyInstructions } from '../application/reproxy-instructions.ts';
import { type AnswerHead, ClientAnswer } from '../client/client-answer.ts';
import type { ClientConnection, Serving } from '../client/client-connection.ts';
import { withCors } from '../client/cors.ts';
import { createErrorAnswer } from '../client/error-answer.ts';
import { type Field, fieldTokens } from '../http1/fields.ts';
import type { RequestHead } from '../http1/request-head.ts';
import { ExchangeRecorder } from '../record/exchange-recorder.ts';
import type { HopRecorder } from '../record/hop-recorder.ts';
import { FileStage } from '../storage/file-stage.ts';
import type { AcceptedAnswer, StorageAnswer } from '../storage/storage-answer.ts';
import { StorageStage } from '../storage/storage-stage.ts';
import { partOfClientRange, type WantedPart } from '../storage/wanted-part.ts';
import { composeReproxiedHead } from './compose-answer.ts';
import type { Attempt, ExchangeControl, Stage } from './exchange-control.ts';
import type { ReproxyContext } from './reproxy-context.ts';

/** `46 4C 56 01 01 00 00 00 09 00 00 00 09`: what the 2007 patch puts in front of a part. */
const PREFIX = '\x46\x4c\x56\x01\x01\x00\x00\x00\x09\x00\x00\x00\x09';

/**
 * One exchange, from the client's request to the last byte of its answer: asks the application,
 * follows its instructions to storage, and answers. Each stage says what came; what that means for
 * the client is decided here.
 */
export class ExchangeRun implements ExchangeControl, Serving {
  readonly context: ReproxyContext;
  readonly request: RequestHead;
  readonly recorder: ExchangeRecorder | null;
  readonly #connection: ClientConnection;
  readonly #clientAddress: string;
  readonly #clientHop: HopRecorder | null;
  readonly #answer: ClientAnswer;
  readonly #tried: Attempt[] = [];
  #stage: Stage | null = null;
  #isBlocked = false;
  #isOver = false;

  constructor(
    context: ReproxyContext,
    request: RequestHead,
    connection: ClientConnection,
    clientAddress: string,
  ) {
    this.context = context;
    this.request = request;
    this.#connection = connection;
    this.#clientAddress = clientAddress;
    this.recorder = createRecorder(context, request);
    this.#clientHop =
      this.recorder?.addHop('client', connection.peer, this.#url(), request.raw) ?? null;
    this.#clientHop?.onConnected(connection.requestCount > 1, context.port);
    this.#clientHop?.onRequestSent();
    this.#answer = new ClientAnswer(
      connection.socket,
      request,
      this.#clientHop,
      connection.onWrite,
    );
  }

  get hasBegun(): boolean {
    return this.#answer.hasBegun;
  }

  start(): void {
    const via = fieldTokens(this.request.fields, 'via');
    if (via.some((entry) => entry.includes(this.context.via))) {
      this.fail(new CodedError('loop_detected', { detail: 'its Via names us' }));
      return;
    }
    const cached = this.context.cache.get(this.request);
    if (cached === null) this.#askApplication();
    else this.#follow(cached.head, cached.instructions);
  }

  #askApplication(): void {
    this.#enter(
      new ApplicationStage({
        control: this,
        clientAddress: this.#clientAddress,
        onInstructions: (head, instructions) => {
          this.context.cache.offer(this.request, head, instructions);
          this.#follow(head, instructions);
        },
      }),
    );
  }

  #enter(stage: Stage): void {
    this.#stage = stage;
    stage.start();
  }

  /** The application wants a file from storage sent, from some byte on. */
  #follow(application: ApplicationAnswer, instructions: ReproxyInstructions): void {
    const { start, startHeader, urls, file, expectedSize } = instructions;
    if (this.recorder !== null) this.recorder.exchange.startHeader = startHeader;
    if (start === null) {
      this.fail(new CodedError('flv_start_invalid', { value: startHeader ?? '' }));
      return;
    }
    const part: WantedPart =
      start > 0
        ? { kind: 'from', first: start }
        : partOfClientRange(this.request.method, this.request.fields, application.fields);
    const options = {
      control: this,
      part,
      expectedSize,
      onAccepted: (answer: AcceptedAnswer, storage: StorageAnswer) =>
        this.#answerFrom(application, part, answer, storage),
    };
    if (file === null) this.#enter(new StorageStage({ ...options, urls: urls ?? [] }));
    else this.#enter(new FileStage({ ...options, file, roots: this.context.fileRoots }));
  }

  /** @returns whether the storage body is to follow */
  #answerFrom(
    application: ApplicationAnswer,
    part: WantedPart,
    answer: AcceptedAnswer,
    storage: StorageAnswer,
  ): boolean {
    if (answer.kind === 'beyond_end' && part.kind === 'from') {
      this.#failBeyondEnd(part.first, answer.size);
      return false;
    }
    const prefix = part.kind === 'from' ? PREFIX : '';
    const isHead = this.request.method === 'HEAD';
    const body = { part, prefixLength: prefix.length, isHead };
    this.begin(composeReproxiedHead(application, answer, storage, body), isHead ? '' : prefix);
    return true;
  }

  #failBeyondEnd(start: number, size: number | null): void {
    const error = new CodedError('start_beyond_end', {
      start,
      size: size ?? 'an unknown number of',
    });
    const contentRange = { name: 'Content-Range', key: 'content-range', value: `bytes */${size}` };
    this.fail(error, size === null ? [] : [contentRange]);
  }

  begin(head: AnswerHead, prefix = ''): void {
    const { status, reason, body } = head;
    const fields = withCors(head.fields, this.request.fields, this.context.corsOrigin());
    if (this.#connection.isRequestUnfinished) this.#answer.isKeepAlive = false;
    if (prefix !== '') this.recorder?.setPrefix(prefix);
    this.#answer.begin({ status, reason, fields, body }, prefix);
  }

  sendInterim(head: string): void {
    this.#answer.sendInterim(head);
  }

  flush(): void {
    this.#answer.flush();
  }

  write(bytes: Buffer): boolean {
    const isTaken = this.#answer.write(bytes);
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
    if (this.#answer.hasBegun) this.#cut(error);
    else this.#answerError(error, fields);
  }

  #answerError(error: CodedError, fields: readonly Field[]): void {
    const isHead = this.request.method === 'HEAD';
    const answer = createErrorAnswer(error, this.#tried, fields, isHead);
    this.begin(answer.head);
    if (answer.body !== '') this.#answer.write(Buffer.from(answer.body, 'latin1'));
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

  onRequestBody(bytes: Buffer): boolean {
    if (this.#clientHop !== null) this.#clientHop.hop.requestBodyBytes += bytes.length;
    return this.#stage?.writeRequestBody(bytes) ?? true;
  }

  onRequestEnd(trailers: string): void {
    this.#clientHop?.onRequestSent();
    this.#stage?.endRequestBody(trailers);
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
    this.#isOver = true;
    this.#stage?.abort();
    this.#stage = null;
    this.#clientHop?.onEnd(hopOutcome, error?.toJSON() ?? null);
    this.recorder?.end(outcome, error?.toJSON() ?? null);
  }

  #url(): string {
    return `http://127.0.0.1:${this.context.port}${this.request.target}`;
  }
}

function createRecorder(context: ReproxyContext, request: RequestHead): ExchangeRecorder | null {
  if (context.delivery === null) return null;
  context.exchangeCount += 1;
  const { method, target } = request;
  return new ExchangeRecorder(
    { id: String(context.exchangeCount), method, target },
    context.delivery,
  );
}
