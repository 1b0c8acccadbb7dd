import type { AnsweredAs } from '../contract/exchange.ts';

/** In whose manner, in words: `nginx`, `perlbal-patch with quirks`. Only the patch has any. */
export function mannersWords({ personality, hasQuirks }: AnsweredAs): string {
  return hasQuirks && personality === 'perlbal-patch' ? `${personality} with quirks` : personality;
}
