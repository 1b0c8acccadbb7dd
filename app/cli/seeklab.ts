import { CodedError, toSeeklabError } from '../contract/errors.ts';
import { version } from '../core/version.ts';
import { type Command, parseCommandArgs } from './command.ts';
import { commandHelpText, helpText } from './help.ts';

/** Loaded when it is asked for: who reads the index of a file does not wait for the servers. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  serve: async () => (await import('./commands/serve.ts')).serve,
  web: async () => (await import('./commands/web.ts')).web,
  seek: async () => (await import('./commands/seek.ts')).seek,
  sweep: async () => (await import('./commands/sweep.ts')).sweep,
  worker: async () => (await import('./commands/worker.ts')).worker,
  report: async () => (await import('./commands/report.ts')).report,
  index: async () => (await import('./commands/keyframe-index.ts')).keyframeIndex,
};

/** @returns the exit code */
async function main(args: string[]): Promise<number> {
  const [name = 'help', ...rest] = args;
  if (['help', '--help', '-h'].includes(name)) {
    return print(helpText(await Promise.all(Object.values(commands).map((load) => load()))));
  }
  if (['version', '--version'].includes(name)) return print(`${version}\n`);
  const load = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (load === undefined) {
    throw new CodedError('usage', { detail: `There is no command "${name}".` });
  }
  const command = await load();
  if (rest.includes('--help') || rest.includes('-h')) return print(commandHelpText(command));
  return command.run(parseCommandArgs(command, rest));
}

function print(text: string): number {
  process.stdout.write(text);
  return 0;
}

// Writers see their own failures; without a listener the first of them would end the process.
process.stdout.on('error', () => undefined);

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  const { code, message, fix } = toSeeklabError(error);
  process.stderr.write(`seeklab: ${code}: ${message} ${fix}\n`);
  process.exitCode = error instanceof CodedError ? error.exitCode : 1;
}
