import { parseArgs } from 'node:util';
import { expect, test } from 'vitest';
import { toParsedArgs, toParseOptions } from './parsed-args.ts';
import { sessionOf, sessionOptions } from './session-options.ts';

function choiceOf(...args: string[]) {
  const { values } = parseArgs({ args, options: toParseOptions(sessionOptions) });
  return sessionOf(toParsedArgs(values, []));
}

test('the last session, a new one, or one by its name', () => {
  expect(choiceOf()).toEqual({ kind: 'last' });
  expect(choiceOf('--new-session')).toEqual({ kind: 'new' });
  expect(choiceOf('--session', 'Tuesday')).toEqual({ kind: 'named', name: 'Tuesday' });
  expect(() => choiceOf('--session', 'a', '--new-session')).toThrow(
    expect.objectContaining({ code: 'usage' }),
  );
});
