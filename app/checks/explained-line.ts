import type { Exchange, Hop } from '../contract/exchange.ts';
import type { RawHead, RawLine } from '../http/raw-head.ts';

/**
 * What the reproxy did with a line. In a head that it received: did the line travel on? In a head
 * that it sent: where does the line come from?
 */
export type LineChange = 'kept' | 'dropped' | 'added' | 'rewritten';

/** One line of a raw head, with what the reproxy did with it. */
export interface ExplainedLine {
  raw: string;
  /** Null while the head on the other side has not come. */
  change: LineChange | null;
  /** One sentence; empty when there is nothing to explain. */
  explanation: string;
}

/** The explained lines of both heads of a hop; empty where no head came. */
export interface ExplainedHop {
  request: ExplainedLine[];
  response: ExplainedLine[];
}

/** All heads of an exchange, taken apart, as the explanations need them. */
export interface Heads {
  exchange: Exchange;
  clientRequest: RawHead | null;
  clientResponse: RawHead | null;
  application: Hop | null;
  applicationResponse: RawHead | null;
  /** The storage hop whose answer the client's body begins with. */
  storage: Hop | null;
  storageResponse: RawHead | null;
  /** The client's answer is one that the reproxy wrote itself. */
  isOwnAnswer: boolean;
}

/** A line with its place: which head it stands in, and what the comparison says. */
export interface PlacedLine {
  hop: Hop;
  line: RawLine;
  isStartLine: boolean;
  change: LineChange;
  /** The line of the same name on the other side, where there is one. */
  other: RawLine | null;
  /** It ends at the connection that it came over, so no line on the other side is this one. */
  isHopByHop: boolean;
}
