import type { PersonalityName } from '../../contract/personality.ts';
import { patchPrefix } from '../../flv/prefix.ts';
import { createCdn } from './cdn.ts';
import { lighttpd } from './lighttpd.ts';
import { nginx } from './nginx.ts';
import { PerlbalPlugin } from './perlbal-plugin.ts';
import { QuirkyPatch } from './perlbal-quirks/quirky-patch.ts';
import type { Backends, Personality } from './personality.ts';
import { Reproxying } from './reproxying.ts';
import { createSpec } from './spec.ts';
import { StaticServer } from './static-server.ts';

const PATCH_PREFIX = Buffer.from(patchPrefix).toString('latin1');

/**
 * Makes the personality of that name.
 * @param hasQuirks the bugs of the 2007 patch and of Perlbal as well; of `perlbal-patch` only
 */
export function personalityOf(
  name: PersonalityName,
  hasQuirks: boolean,
  backends: Backends,
): Personality {
  switch (name) {
    case 'perlbal-patch':
      // The patch, as it was meant: always the same 13 bytes, in front of the part asked for.
      return hasQuirks
        ? new QuirkyPatch(backends)
        : new Reproxying(backends, (_exchange, _source, start) => ({
            kind: 'opening',
            start,
            prefix: PATCH_PREFIX,
          }));
    case 'perlbal-plugin':
      return new PerlbalPlugin(backends);
    case 'lighttpd':
      return new StaticServer(backends, lighttpd);
    case 'nginx':
      return new StaticServer(backends, nginx);
    case 'spec':
      return createSpec(backends);
    case 'cdn':
      return createCdn(backends);
  }
}
