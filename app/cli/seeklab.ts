import { CodedError } from '../contract/errors.ts';
import { toSeeklabError } from '../core/operation.ts';
import { version } from '../core/version.ts';
import { type Command, parseCommandArgs } from './command.ts';
import { keyframeIndex } from './commands/keyframe-index.ts';
import { serve } from './commands/serve.ts';
import { web } from './commands/web.ts';
import { commandHelpText, helpText } from './help.ts';

const commands: readonly Command[] = [serve, web, keyframeIndex];

/** @returns the exit code */
async function main(args: string[]): Promise<number> {
  const [name = 'help', ...rest] = args;
  if (['help', '--help', '-h'].includes(name)) return print(helpText(commands));
  if (['version', '--version'].includes(name)) return print(`${version}\n`);
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined) {
    throw new CodedError('usage', { detail: `There is no command "${name}".` });
  }
  if (rest.includes('--help') || rest.includes('-h')) return print(commandHelpText(command));
  return command.run(parseCommandArgs(command, rest));
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const { code, message, fix } = toSeeklabError(error);
  process.stderr.write(`seeklab: ${code}: ${message} ${fix}\n`);
  process.exitCode = error instanceof CodedError ? error.exitCode : 1;
}
