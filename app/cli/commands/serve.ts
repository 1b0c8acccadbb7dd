import { consoleOptions } from '../../core/options/console-options.ts';
import { sessionOptions } from '../../core/options/session-options.ts';
import type { Command } from '../command.ts';
import { createJsonLines } from '../json-lines.ts';
import { isFinished, type RunningConsole, startConsole } from '../run-console.ts';

/** `seeklab serve`: reproxy and console without a window. */
export const serve: Command = {
  name: 'serve',
  description: 'Runs the reproxy and the console without opening anything.',
  positionals: '',
  options: {
    ...consoleOptions,
    ...sessionOptions,
    json: {
      type: 'boolean',
      description:
        'Prints JSON lines: first the addresses and the session, then each finished exchange.',
    },
  },
  async run(args) {
    const running = await startConsole(args);
    if (args.isSet('json')) return serveJsonLines(running);
    process.stdout.write(
      `Reproxy  ${running.reproxyUrl}\nConsole  ${running.consoleUrl}\nCtrl-C ends it.\n`,
    );
    await running.ended;
    return 0;
  },
};

async function serveJsonLines(running: RunningConsole): Promise<number> {
  const { workbench, reproxyUrl, consoleUrl, ended } = running;
  const lines = createJsonLines(process.stdout);
  const { status } = await workbench.call('session.list', {});
  const session = { ...status, rows: workbench.log.counts().all };
  lines.print({ event: 'listening', reproxyUrl, consoleUrl, session });
  workbench.log.tap({
    onExchange(exchange) {
      if (isFinished(exchange)) lines.print({ event: 'exchange', exchange });
    },
  });
  await ended;
  // A reader that has stopped would keep the program for ever: Node waits for what was written.
  if (!(await lines.end())) process.exit(0);
  return 0;
}
