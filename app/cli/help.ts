import type { Command } from './command.ts';

/** The text of `seeklab help`: made from the commands themselves. */
export function helpText(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const rows = commands.map(({ name, description }) => `  ${name.padEnd(width)}  ${description}`);
  return [
    'Seeklab tests seeks in pseudo-streamed FLV video.',
    '',
    'Usage: seeklab COMMAND [OPTIONS]',
    '',
    ...rows,
    '',
    'seeklab COMMAND --help says more. Exit codes: 0 all well, 1 a check failed,',
    '2 wrong usage, 3 the target could not be reached.',
    '',
  ].join('\n');
}

/** The text of `seeklab COMMAND --help`. */
export function commandHelpText(command: Command): string {
  const options = Object.entries(command.options).map(([name, { value, description }]) => ({
    flag: value === undefined ? `--${name}` : `--${name} ${value}`,
    description,
  }));
  const width = Math.max(...options.map(({ flag }) => flag.length));
  return [
    command.description,
    '',
    `Usage: seeklab ${[command.name, '[OPTIONS]', command.positionals].join(' ').trim()}`,
    '',
    ...options.map(({ flag, description }) => `  ${flag.padEnd(width)}  ${description}`),
    '',
  ].join('\n');
}
