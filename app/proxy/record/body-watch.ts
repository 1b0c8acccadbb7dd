import type { Exchange, RecordedTag } from '../../contract/exchange.ts';

/** Looks at the body that a client gets, as it goes by. Must not delay it, and never throws. */
export interface BodyWatch {
  /** The first tags that went by, so far. */
  readonly tags: readonly RecordedTag[];
  /** @param bytes the next ones, prefix included; they are another's as soon as this returns */
  onBytes(bytes: Buffer): void;
  /** The exchange is over; there are no more. */
  end(): void;
}

/** Asked as an exchange begins; null: nobody wants to know. */
export type WatchBody = (exchange: Exchange) => BodyWatch | null;
