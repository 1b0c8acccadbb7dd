import open from 'open';
import { consoleOptions } from '../../core/options/console-options.ts';
import type { Command } from '../command.ts';
import { startConsole } from '../run-console.ts';

/** `seeklab web`: the console in a browser. */
export const web: Command = {
  name: 'web',
  description: 'Runs the reproxy and opens the console in the browser.',
  positionals: '',
  options: {
    ...consoleOptions,
    'no-open': { type: 'boolean', description: 'Prints the address and opens nothing.' },
  },
  async run(args) {
    const running = await startConsole(args);
    process.stdout.write(`Console  ${running.consoleUrl}\nReproxy  ${running.reproxyUrl}\n`);
    if (!args.isSet('no-open') && hasDisplay()) {
      // The address stands on the screen already: a browser that does not start is no failure.
      open(running.consoleUrl).catch(() => undefined);
    }
    process.stdout.write('Ctrl-C ends it.\n');
    await running.ended;
    return 0;
  },
};

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
