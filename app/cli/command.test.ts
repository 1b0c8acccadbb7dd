import { expect, test } from 'vitest';
import { CodedError } from '../contract/errors.ts';
import { parsePort } from '../core/options/parsed-args.ts';
import { type Command, parseCommandArgs } from './command.ts';
import { commandHelpText, helpText } from './help.ts';

const command: Command = {
  name: 'serve',
  description: 'Serves.',
  positionals: '',
  options: {
    media: { type: 'string', value: 'PATH', multiple: true, description: 'Videos.' },
    port: { type: 'string', value: 'N', description: 'Port.' },
    json: { type: 'boolean', description: 'JSON.' },
  },
  run: async () => 0,
};

test('parses switches, values and repeated values', () => {
  const args = parseCommandArgs(command, ['--json', '--media', 'a', '--media=b', '--port', '80']);
  expect(args.isSet('json')).toBe(true);
  expect(args.all('media')).toEqual(['a', 'b']);
  expect(args.one('port')).toBe('80');
  expect(parseCommandArgs(command, []).all('media')).toEqual([]);
  expect(parseCommandArgs(command, []).one('port')).toBeUndefined();
});

test.each([[['--unknown']], [['--port']], [['surplus']], [['--json=yes']]])(
  'refuses %j as wrong usage, exit code 2',
  (argv) => {
    const attempt = () => parseCommandArgs(command, argv);
    expect(attempt).toThrow(CodedError);
    expect(attempt).toThrow(expect.objectContaining({ code: 'usage', exitCode: 2 }));
  },
);

test.each(['-1', '65536', '1e3', '0x10', ' 80', '', '99999999'])('port %j is refused', (value) => {
  expect(() => parsePort('port', value)).toThrow(expect.objectContaining({ code: 'usage' }));
});

test('ports', () => {
  expect(parsePort('port', undefined)).toBe(0);
  expect(parsePort('port', '65535')).toBe(65535);
});

test('the help names every command and every option', () => {
  expect(helpText([command])).toContain('  serve  Serves.\n');
  const text = commandHelpText(command);
  for (const name of Object.keys(command.options)) expect(text).toContain(`--${name}`);
});
