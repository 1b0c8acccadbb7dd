import type { AnsweredAs } from '../../contract/exchange.ts';
import type { TargetPattern } from '../../http/target-pattern.ts';

/** A server that the user wants asked, as the relay knows it. */
export interface RelayTarget {
  readonly name: string;
  readonly pattern: TargetPattern;
  /** Fields that each request to it gets, in place of the client's of the same name. */
  readonly fields: readonly { readonly name: string; readonly value: string }[];
  /** Whom it should be like; null: not known. */
  readonly expected: AnsweredAs | null;
  readonly isSelfSignedAllowed: boolean;
  /** `host:port` of those that a redirection is followed to. */
  readonly redirectHosts: ReadonlySet<string>;
}

/** Whom the relay may ask. */
export interface RelayTargets {
  /** Is, or was, there a target of that name in this run? Then its addresses are the relay's. */
  isKnown(name: string): boolean;
  find(name: string): RelayTarget | null;
}
