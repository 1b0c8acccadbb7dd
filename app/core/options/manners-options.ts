import { CodedError } from '../../contract/errors.ts';
import type { AnsweredAs } from '../../contract/exchange.ts';
import { personalityName } from '../../contract/personality.ts';
import { defaultConfiguration } from '../../contract/system.ts';
import type { OptionSpec, ParsedArgs } from './parsed-args.ts';

/** In whose manner a server answers. */
export const mannersOptions = {
  personality: {
    type: 'string',
    value: 'NAME',
    description: `In whose manner the reproxy answers, or what the --target should be like: ${personalityName.options.join(', ')}.`,
  },
  quirks: {
    type: 'boolean',
    description: 'With perlbal-patch: the bugs of the 2007 patch and of Perlbal as well.',
  },
} as const satisfies Record<string, OptionSpec>;

/** @throws CodedError `usage` for a personality that there is not, or that has no quirks */
export function mannersOf(args: ParsedArgs): AnsweredAs {
  return readManners(args.one('personality') ?? defaultConfiguration.personality, args);
}

/**
 * All that were named, one after the other; without any, the one that is used by default.
 * @throws CodedError `usage`
 */
export function allMannersOf(args: ParsedArgs): AnsweredAs[] {
  const named = args.all('personality');
  return named.length === 0 ? [mannersOf(args)] : named.map((each) => readManners(each, args));
}

function readManners(personality: string, args: ParsedArgs): AnsweredAs {
  const parsed = personalityName.safeParse(personality);
  if (!parsed.success) {
    const names = personalityName.options.join(', ');
    throw new CodedError('usage', {
      detail: `--personality is "${personality}": expected one of ${names}.`,
    });
  }
  const hasQuirks = args.isSet('quirks');
  if (hasQuirks && parsed.data !== 'perlbal-patch') {
    throw new CodedError('usage', {
      detail: `--quirks goes with perlbal-patch, not ${parsed.data}.`,
    });
  }
  return { personality: parsed.data, hasQuirks };
}

/** Null where nobody said so. @throws CodedError `usage` */
export function expectedMannersOf(args: ParsedArgs): AnsweredAs | null {
  const isSaid = args.one('personality') !== undefined || args.isSet('quirks');
  return isSaid ? mannersOf(args) : null;
}
