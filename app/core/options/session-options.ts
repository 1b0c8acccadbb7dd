import { CodedError } from '../../contract/errors.ts';
import type { SessionChoice } from '../sessions/sessions.ts';
import type { OptionSpec, ParsedArgs } from './parsed-args.ts';

/** In which session a door with a window goes on. */
export const sessionOptions = {
  session: {
    type: 'string',
    value: 'NAME',
    description: 'The saved session to go on in; without it the last one.',
  },
  'new-session': { type: 'boolean', description: 'Begins a new session, with an empty log.' },
} as const satisfies Record<string, OptionSpec>;

/** @throws CodedError `usage` when both are given */
export function sessionOf(args: ParsedArgs): SessionChoice {
  const name = args.one('session');
  const isNew = args.isSet('new-session');
  if (name !== undefined && isNew) {
    throw new CodedError('usage', { detail: '--session and --new-session exclude each other.' });
  }
  if (isNew) return { kind: 'new' };
  return name === undefined ? { kind: 'last' } : { kind: 'named', name };
}
