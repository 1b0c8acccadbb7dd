import type { CodedError } from '../../contract/errors.ts';
import type { Field } from '../../http/fields.ts';
import type { RequestHead } from '../../http/request-head.ts';
import type { ResponseHead } from '../../http/response-head.ts';
import type { AnswerHead } from '../client/client-answer.ts';
import type { BodyTaker, Stage } from './stage.ts';

/** What a personality can do with the exchange that it conducts: it takes the client's answer. */
export interface ExchangeControl extends BodyTaker {
  readonly request: RequestHead;
  /** The client's IP address. */
  readonly clientAddress: string;
  /** Has the answer's head been given out? */
  readonly hasBegun: boolean;
  /** Makes that the stage under way, and starts it. */
  enter(stage: Stage): void;
  sendInterim(head: string): void;
  /** @param prefix latin1; its length is part of the head's body length */
  begin(head: AnswerHead, prefix?: string): void;
  /** Begins with a target's head as it came, and with what lets our own page read the answer. */
  relay(head: ResponseHead): void;
  /** Answers with an error; once the answer has begun, cuts it off instead. */
  fail(error: CodedError, fields?: readonly Field[]): void;
  /** Ends the connection without another byte. */
  abandon(error: CodedError): void;
  /** The connection ends with this answer; call before `begin`. */
  closeAfterwards(): void;
  /** The stage is ready for more of the request body. */
  resumeRequestBody(): void;
}
