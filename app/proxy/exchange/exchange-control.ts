import type { CodedError } from '../../contract/errors.ts';
import type { Field } from '../../http/fields.ts';
import type { RequestHead } from '../../http/request-head.ts';
import type { AnswerHead } from '../client/client-answer.ts';
import type { ExchangeRecorder } from '../record/exchange-recorder.ts';
import type { ReproxyContext } from './reproxy-context.ts';

/** One line of "what was tried" in an error answer. */
export interface Attempt {
  readonly method: string;
  readonly url: string;
  /** Status or error. */
  readonly result: string | number;
  readonly elapsedMs: number;
}

/** What a stage can do with the exchange that it is part of. */
export interface StageControl {
  readonly context: ReproxyContext;
  readonly request: RequestHead;
  readonly recorder: ExchangeRecorder | null;
  readonly hasBegun: boolean;
  sendInterim(head: string): void;
  /** @param prefix latin1; its length is part of the head's body length */
  begin(head: AnswerHead, prefix?: string): void;
  /** Sends the head without waiting for body bytes. */
  flush(): void;
  /** @returns whether the bytes are out of the buffer; if not, `Stage.resume` follows */
  write(bytes: Buffer): boolean;
  /** The answer is whole. */
  end(trailers?: string): void;
  /** Answers with an error; once the answer has begun, cuts it off instead. */
  fail(error: CodedError, fields?: readonly Field[]): void;
  /** Ends the connection without another byte. */
  abandon(error: CodedError): void;
  /** The connection ends with this answer; call before `begin`. */
  closeAfterwards(): void;
  /** Remembers what was tried, for an error answer. */
  note(attempt: Attempt): void;
  /** The stage is ready for more of the request body. */
  resumeRequestBody(): void;
}

/** What a personality can do with the exchange that it conducts. */
export interface ExchangeControl extends StageControl {
  /** The client's IP address. */
  readonly clientAddress: string;
  /** Makes that the stage under way, and starts it. */
  enter(stage: Stage): void;
}

/** The part of an exchange that is under way: asking the application, or storage. */
export interface Stage {
  start(): void;
  /** The client has taken what was written. */
  resume(): void;
  /** Nobody wants the answer any more. */
  abort(): void;
  /** @returns false when more must wait for `resumeRequestBody` */
  writeRequestBody(bytes: Buffer): boolean;
  endRequestBody(trailers: string): void;
}
