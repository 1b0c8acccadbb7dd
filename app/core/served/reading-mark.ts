import { randomBytes } from 'node:crypto';
import type { Exchange } from '../../contract/exchange.ts';

/** Tells our own reading through the reproxy from the requests of players. */
export interface ReadingMark {
  /** Stands in our requests where pages put the id of a seek; nobody can guess it. */
  readonly seekId: string;
  /** Is this exchange our own reading? Nobody sought, so it is in no log. */
  isOn(exchange: Exchange): boolean;
}

export function createReadingMark(): ReadingMark {
  const own = `reading.${randomBytes(12).toString('hex')}`;
  return { seekId: own, isOn: ({ seekId }) => seekId === own };
}
