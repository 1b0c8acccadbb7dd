import type { ResponseHead } from '../../http/response-head.ts';
import type { UpstreamFailure } from './failure.ts';

/** What goes out: the raw head, and whether a body follows it. */
export interface UpstreamRequest {
  readonly method: string;
  readonly head: string;
  readonly hasBody: boolean;
  /** Take the body of the answer as Perlbal does: transfer codings are bytes like any others. */
  readonly isAnswerRaw?: boolean;
  /** Largest head of the answer taken, bytes. */
  readonly maxHeadBytes?: number;
  /** Do not ask anything else on the connection: who knows what still comes. */
  readonly isLast?: boolean;
}

/** Whoever asked. Called in this order: interim*, head, body*, then end; or failure at any point. */
export interface AnswerListener {
  onConnected(): void;
  onInterim(head: ResponseHead): void;
  /** @param hasBodyBytes body bytes came with the head: `onBody` follows at once */
  onHead(head: ResponseHead, hasBodyBytes: boolean): void;
  /**
   * Bytes of the body, without transfer coding, in a buffer that is about to be read into again.
   * @returns false to keep the buffer: nothing is read until `resume()`
   */
  onBody(bytes: Buffer): boolean;
  /**
   * @param trailers raw lines with their line ends, '' when there were none
   * @param extraBytes that came with the answer's end, and belong to nothing
   */
  onEnd(trailers: string, extraBytes: number): void;
  onFailure(failure: UpstreamFailure): void;
  /** The kernel has taken all request body bytes that were written. */
  onWritten(): void;
}
