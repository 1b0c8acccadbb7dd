import { parseArgs } from 'node:util';
import { CodedError } from '../contract/errors.ts';
import {
  type OptionSpec,
  type ParsedArgs,
  toParsedArgs,
  toParseOptions,
} from '../core/options/parsed-args.ts';

/** A command of `seeklab`. */
export interface Command<Options extends Record<string, OptionSpec> = Record<string, OptionSpec>> {
  name: string;
  description: string;
  /** Positional arguments as the help shows them, `''` for none. */
  positionals: string;
  options: Options;
  /** @returns the exit code */
  run(args: ParsedArgs): Promise<number>;
}

/**
 * Parses a command's arguments strictly.
 * @throws CodedError `usage` for unknown options, missing values and surplus arguments
 */
export function parseCommandArgs(command: Command, args: string[]): ParsedArgs {
  try {
    const { values, positionals } = parseArgs({
      args,
      options: toParseOptions(command.options),
      allowPositionals: command.positionals !== '',
    });
    return toParsedArgs(values, positionals);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split('. ')[0] : String(cause);
    throw new CodedError('usage', { detail: `seeklab ${command.name}: ${reason}.` }, { cause });
  }
}
