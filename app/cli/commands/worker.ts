import { once } from 'node:events';
import { hostname } from 'node:os';
import { CodedError } from '../../contract/errors.ts';
import { consoleOptions, readConsoleOptions } from '../../core/options/console-options.ts';
import type { ParsedArgs } from '../../core/options/parsed-args.ts';
import { readOwnTargets, targetOptions } from '../../core/options/target-options.ts';
import { createWorkbench } from '../../core/workbench.ts';
import type { Command } from '../command.ts';
import { defaultDataDir } from '../default-data-dir.ts';
import { interruptible } from '../interruption.ts';
import { projectPath } from '../project-path.ts';
import { safeText } from '../safe-text.ts';
import { typedIn } from '../user-path.ts';

/** `seeklab worker`: does shards of sweeps that others ask for. */
export const worker: Command = {
  name: 'worker',
  description:
    'Takes shards of sweeps out of a queue, does them, and sends back what came of them.',
  positionals: '',
  options: {
    queue: {
      type: 'string',
      value: 'REDIS',
      description: 'The Redis that seeklab sweep --queue names: redis://host:6379.',
    },
    media: consoleOptions.media,
    target: {
      ...consoleOptions.target,
      description:
        'What is secret of a target that sweeps name: NAME=PATTERN with the values that they write as ***; may be given more than once.',
    },
    ...targetOptions,
    'data-dir': consoleOptions['data-dir'],
  },
  run: (args) => interruptible((signal) => workUntil(args, signal)),
};

async function workUntil(args: ParsedArgs, signal: AbortSignal): Promise<number> {
  const address = args.one('queue');
  if (address === undefined) {
    throw new CodedError('usage', { detail: 'seeklab worker needs --queue redis://host:6379.' });
  }
  const own = readOwnTargets(args);
  // The engine is loaded by those who need it.
  const [{ openRedis }, { openWorkerEnd }, { createShardDoer }] = await Promise.all([
    import('../../core/queue/open-redis.ts'),
    import('../../core/queue/worker-end.ts'),
    import('../queue/shard-doer.ts'),
  ]);
  const { dataDir, mediaPaths = [] } = readConsoleOptions(args, typedIn);
  const openWorkbench = () =>
    createWorkbench({
      mediaPaths,
      isForSweep: true,
      dataDir: dataDir ?? defaultDataDir(),
      sampleDir: projectPath('assets/samples'),
    });
  // Folders that are not there are told now, not with the first shard.
  await openWorkbench().then((workbench) => workbench.close());
  const redis = await openRedis(address, {
    onLost: (shown) => say(`The queue at ${shown} is away; it is tried again.`),
    onBack: () => say('The queue is there again.'),
  });
  const name = `${hostname()} ${process.pid}`;
  const doer = createShardDoer({ openWorkbench, own, signal });
  const end = openWorkerEnd({
    redis,
    name,
    work: doer.work,
    onEnd({ shard, description: { plan, shards } }, how) {
      say(`Shard ${shard} of ${shards} of ${plan}: ${howText(how)}`);
    },
  });
  try {
    say(`Worker ${name} takes shards from ${redis.shown}. Ctrl-C ends it.`);
    if (!signal.aborted) await once(signal, 'abort');
    return 0;
  } finally {
    await end.close();
    await redis.close();
    await doer.close();
  }
}

function howText(how: 'done' | 'dropped' | CodedError): string {
  if (how === 'done') return 'done.';
  return how === 'dropped' ? 'given up.' : `${how.code}: ${how.message} ${how.fix}`;
}

function say(text: string): void {
  process.stdout.write(`${safeText(text)}\n`);
}
