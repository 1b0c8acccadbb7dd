import type { PersonalityName } from '../../contract/personality.ts';
import { startCdn } from './cdn.ts';
import { lighttpd } from './lighttpd.ts';
import { nginx } from './nginx.ts';
import { startPerlbalPatch } from './perlbal-patch.ts';
import { startPerlbalPlugin } from './perlbal-plugin.ts';
import { quirkyPatch } from './perlbal-quirks/quirky-patch.ts';
import type { Personality } from './personality.ts';
import { startSpec } from './spec.ts';
import { StaticServer } from './static-server.ts';

/**
 * The personality of that name.
 * @param hasQuirks the bugs of the 2007 patch and of Perlbal as well; of `perlbal-patch` only
 */
export function personalityOf(name: PersonalityName, hasQuirks: boolean): Personality {
  switch (name) {
    case 'perlbal-patch':
      return hasQuirks ? quirkyPatch : { start: startPerlbalPatch };
    case 'perlbal-plugin':
      return { start: startPerlbalPlugin };
    case 'lighttpd':
      return { start: (exchange) => new StaticServer(exchange, lighttpd).start() };
    case 'nginx':
      return { start: (exchange) => new StaticServer(exchange, nginx).start() };
    case 'spec':
      return { start: startSpec };
    case 'cdn':
      return { start: startCdn };
  }
}
