import type { CodedError } from '../../contract/errors.ts';
import type { ExchangeRecorder } from '../record/exchange-recorder.ts';

/** The part of an exchange that is under way: asking the application, or storage. */
export interface Stage {
  /** Who takes the body of the client's request; null: nobody, it is read and forgotten. */
  readonly requestBody: RequestBodyTaker | null;
  start(): void;
  /** The taker of the answer's body can take more. */
  resume(): void;
  /** Nobody wants the answer any more. */
  abort(): void;
}

export interface RequestBodyTaker {
  /** @returns false when more must wait for `ExchangeControl.resumeRequestBody` */
  writeRequestBody(bytes: Buffer): boolean;
  endRequestBody(trailers: string): void;
}

/** Where the body goes that a stage gets: to the client, or into memory. */
export interface BodyTaker {
  /** Writes the hops of the stage down; null when nobody listens. */
  readonly recorder: ExchangeRecorder | null;
  /** No body bytes follow at once: what is known already should not wait for them. */
  flush(): void;
  /** @returns whether the bytes are out of the buffer; if not, `Stage.resume` follows */
  write(bytes: Buffer): boolean;
  /** The body is whole. */
  end(trailers?: string): void;
  /** There is no body, or no more of it. */
  fail(error: CodedError): void;
  /** Remembers what was tried, for an error answer. */
  note(attempt: Attempt): void;
}

/** One line of "what was tried" in an error answer. */
export interface Attempt {
  readonly method: string;
  readonly url: string;
  /** Status or error. */
  readonly result: string | number;
  readonly elapsedMs: number;
}
