import type { HostRule } from '../../http/own-host.ts';
import type { ExchangeJournal } from '../record/exchange-journal.ts';

/** What every exchange of one reproxy uses. Made once, never changed. */
export interface ExchangeServices {
  readonly journal: ExchangeJournal;
  /** Our own port. */
  readonly port: number;
  /** Our name in Via, unique to this run: a request that already carries it is a loop. */
  readonly via: string;
  /** Does a client's Host name us? */
  readonly isOwnHost: HostRule;
  /** Exact origin of the page that may read answers. */
  readonly corsOrigin: () => string | null;
}
