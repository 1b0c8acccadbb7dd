import type { PersonalityName } from '../../contract/personality.ts';
import type { ExchangeControl } from '../exchange/exchange-control.ts';
import { startCdn } from './cdn.ts';
import { lighttpd } from './lighttpd.ts';
import { nginx } from './nginx.ts';
import { startPerlbalPatch } from './perlbal-patch.ts';
import { startPerlbalPlugin } from './perlbal-plugin.ts';
import { startSpec } from './spec.ts';
import { StaticServer } from './static-server.ts';

/** Conducts an exchange: enters one stage after the other until the answer is whole. */
export type Personality = (exchange: ExchangeControl) => void;

/** The personality of that name. */
export function personalityOf(name: PersonalityName): Personality {
  switch (name) {
    case 'perlbal-patch':
      return startPerlbalPatch;
    case 'perlbal-plugin':
      return startPerlbalPlugin;
    case 'lighttpd':
      return (exchange) => new StaticServer(exchange, lighttpd).start();
    case 'nginx':
      return (exchange) => new StaticServer(exchange, nginx).start();
    case 'spec':
      return startSpec;
    case 'cdn':
      return startCdn;
  }
}
