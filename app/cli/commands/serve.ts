import { consoleOptions } from '../../core/options/console-options.ts';
import type { Command } from '../command.ts';
import { isFinished, type RunningConsole, startConsole } from '../run-console.ts';

/** `seeklab serve`: reproxy and console without a window. */
export const serve: Command = {
  name: 'serve',
  description: 'Runs the reproxy and the console without opening anything.',
  positionals: '',
  options: {
    ...consoleOptions,
    json: {
      type: 'boolean',
      description: 'Prints JSON lines: first the addresses, then each finished exchange.',
    },
  },
  async run(args) {
    const running = await startConsole(args);
    if (args.isSet('json')) printJsonLines(running);
    else {
      process.stdout.write(
        `Reproxy  ${running.reproxyUrl}\nConsole  ${running.consoleUrl}\nCtrl-C ends it.\n`,
      );
    }
    await running.ended;
    return 0;
  },
};

function printJsonLines({ workbench, reproxyUrl, consoleUrl }: RunningConsole): void {
  const print = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`);
  print({ event: 'listening', reproxyUrl, consoleUrl });
  workbench.subscribe((event) => {
    if (event.event !== 'exchanges') return;
    for (const exchange of event.data.filter(isFinished)) print({ event: 'exchange', exchange });
  });
}
