import { parseArgs } from 'node:util';
import { CodedError } from '../contract/errors.ts';

/** One option of a command, as the help shows it and as it is parsed. */
export interface OptionSpec {
  /** `boolean` is a switch; `string` takes a value. */
  type: 'boolean' | 'string';
  /** Name of the value in the help, for example `DIR`. */
  value?: string;
  /** May be given more than once. */
  multiple?: boolean;
  description: string;
}

export interface Command<Options extends Record<string, OptionSpec> = Record<string, OptionSpec>> {
  name: string;
  description: string;
  /** Positional arguments as the help shows them, `''` for none. */
  positionals: string;
  options: Options;
  /** @returns the exit code */
  run(args: ParsedArgs): Promise<number>;
}

export interface ParsedArgs {
  positionals: string[];
  isSet(name: string): boolean;
  one(name: string): string | undefined;
  all(name: string): string[];
}

/**
 * Parses a command's arguments strictly.
 * @throws CodedError `usage` for unknown options, missing values and surplus arguments
 */
export function parseCommandArgs(command: Command, args: string[]): ParsedArgs {
  const options = Object.fromEntries(
    Object.entries(command.options).map(([name, { type, multiple }]) => [
      name,
      { type, multiple: multiple ?? false },
    ]),
  );
  try {
    const { values, positionals } = parseArgs({
      args,
      options,
      allowPositionals: command.positionals !== '',
    });
    const listOf = (name: string) => [values[name] ?? []].flat();
    return {
      positionals,
      isSet: (name) => values[name] === true,
      one: (name) => listOf(name).map(String).at(-1),
      all: (name) => listOf(name).map(String),
    };
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('. ')[0] : String(cause);
    throw new CodedError('usage', { detail: `seeklab ${command.name}: ${reason}.` }, { cause });
  }
}

/** @throws CodedError `usage` unless the value is a port, 0 to 65535 */
export function parsePort(name: string, value: string | undefined): number {
  if (value === undefined) return 0;
  if (!/^\d{1,5}$/.test(value) || Number(value) > 65535) {
    throw new CodedError('usage', {
      detail: `--${name} is "${value}": expected a port, 0 to 65535.`,
    });
  }
  return Number(value);
}
