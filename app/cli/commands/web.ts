import open from 'open';
import { consoleOptions } from '../../core/options/console-options.ts';
import { sessionOptions } from '../../core/options/session-options.ts';
import type { Command } from '../command.ts';
import { createDoorFile, type DoorFile } from '../door-file.ts';
import { startConsole } from '../run-console.ts';

/** `seeklab web`: the console in a browser. */
export const web: Command = {
  name: 'web',
  description: 'Runs the reproxy and opens the console in the browser.',
  positionals: '',
  options: {
    ...consoleOptions,
    ...sessionOptions,
    'no-open': { type: 'boolean', description: 'Prints the address and opens nothing.' },
  },
  async run(args) {
    const running = await startConsole(args);
    process.stdout.write(`Console  ${running.consoleUrl}\nReproxy  ${running.reproxyUrl}\n`);
    const isOpening = !args.isSet('no-open') && hasDisplay();
    const door = isOpening ? await openInBrowser(running.consoleUrl) : null;
    process.stdout.write(
      door === null
        ? 'Ctrl-C ends it.\n'
        : 'A browser opens. If it shows no console, open the first address. Ctrl-C ends it.\n',
    );
    await running.ended;
    await door?.remove();
    return 0;
  },
};

/** Null when that was not possible: the address stands on the screen already. */
async function openInBrowser(consoleUrl: string): Promise<DoorFile | null> {
  try {
    const door = await createDoorFile(consoleUrl);
    // The file's path, not the address, stands on the command line of the browser.
    open(door.path).catch(() => undefined);
    return door;
  } catch {
    // No temporary folder, or a full disk.
    return null;
  }
}

function hasDisplay(): boolean {
  if (process.platform !== 'linux') return true;
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}
