import type { ExchangeControl } from '../exchange/exchange-control.ts';

/** Conducts exchanges: enters one stage after the other until the answer is whole. */
export interface Personality {
  start(exchange: ExchangeControl): void;
  /** More came from the client before the answer was whole. Absent: that waits for its turn. */
  onPipelined?(exchange: ExchangeControl): void;
}
