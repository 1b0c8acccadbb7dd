import { CodedError } from '../../contract/errors.ts';

/** One option of a command line, as the help shows it and as it is parsed. */
export interface OptionSpec {
  /** `boolean` is a switch; `string` takes a value. */
  type: 'boolean' | 'string';
  /** Name of the value in the help, for example `DIR`. */
  value?: string;
  /** May be given more than once. */
  multiple?: boolean;
  description: string;
}

/** What was found on a command line, by the options' names. */
export interface ParsedArgs {
  positionals: string[];
  isSet(name: string): boolean;
  one(name: string): string | undefined;
  all(name: string): string[];
  /** All values of an option that takes several at once, with commas between them. */
  list(name: string): string[];
}

/** The options as `node:util`'s parseArgs takes them. */
export function toParseOptions(specs: Readonly<Record<string, OptionSpec>>) {
  return Object.fromEntries(
    Object.entries(specs).map(([name, { type, multiple }]) => [
      name,
      { type, multiple: multiple ?? false },
    ]),
  );
}

/** What parseArgs found, with one way to ask for it. */
export function toParsedArgs(
  values: Readonly<Record<string, unknown>>,
  positionals: string[],
): ParsedArgs {
  const all = (name: string) => [values[name] ?? []].flat().map(String);
  return {
    positionals,
    isSet: (name) => values[name] === true,
    one: (name) => all(name).at(-1),
    all,
    list: (name) =>
      all(name)
        .flatMap((value) => value.split(','))
        .map((each) => each.trim()),
  };
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
