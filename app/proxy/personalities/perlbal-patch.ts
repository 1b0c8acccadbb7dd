import { patchPrefix } from '../../flv/prefix.ts';
import type { ExchangeControl } from '../exchange/exchange-control.ts';
import { Reproxying } from './reproxying.ts';

const PREFIX = Buffer.from(patchPrefix).toString('latin1');

/** The 2007 patch, as it was meant: always the same 13 bytes, in front of the part asked for. */
export function startPerlbalPatch(exchange: ExchangeControl): void {
  new Reproxying(exchange, (_exchange, _source, start) => ({ start, prefix: PREFIX })).start();
}
