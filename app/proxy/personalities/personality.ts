import type { ApplicationAccess } from '../application/application-stage.ts';
import type { ExchangeControl } from '../exchange/exchange-control.ts';
import type { StorageAccess } from '../storage/storage-access.ts';

/** Whom a personality can ask. It is made for these, and never gets others. */
export interface Backends {
  readonly application: ApplicationAccess;
  readonly storage: StorageAccess;
}

/** Conducts exchanges: enters one stage after the other until the answer is whole. */
export interface Personality {
  start(exchange: ExchangeControl): void;
  /** More came from the client before the answer was whole. Absent: that waits for its turn. */
  onPipelined?(exchange: ExchangeControl): void;
}
