import type { Exchange } from '../contract/exchange.ts';
import { readConsoleOptions } from '../core/options/console-options.ts';
import type { ParsedArgs } from '../core/options/parsed-args.ts';
import { sessionOf } from '../core/options/session-options.ts';
import { readTargets } from '../core/options/target-options.ts';
import { createWorkbench, type Workbench } from '../core/workbench.ts';
import { createWebDoor } from '../web/web-door.ts';
import { defaultDataDir } from './default-data-dir.ts';
import { projectPath } from './project-path.ts';
import { typedIn } from './user-path.ts';

export interface RunningConsole {
  readonly workbench: Workbench;
  readonly reproxyUrl: string;
  readonly consoleUrl: string;
  /** Resolves when SIGINT or SIGTERM came, or standard output closed, and everything is closed. */
  readonly ended: Promise<void>;
}

/**
 * Starts workbench and web door, and closes both on SIGINT or SIGTERM.
 * @throws CodedError `usage`, `port_in_use`, `path_unusable`
 */
export async function startConsole(args: ParsedArgs): Promise<RunningConsole> {
  const { consolePort, dataDir, ...options } = readConsoleOptions(args, typedIn);
  const ended = untilAskedToEnd();
  const workbench = await createWorkbench({
    ...options,
    targets: readTargets(args),
    session: sessionOf(args),
    dataDir: dataDir ?? defaultDataDir(),
    sampleDir: projectPath('assets/samples'),
  });
  try {
    const door = await createWebDoor({
      workbench,
      rendererDir: projectPath('out/renderer'),
      port: consolePort,
      isWatching: process.env.SEEKLAB_DEV === '1',
    });
    return {
      workbench,
      reproxyUrl: workbench.reproxyUrl,
      consoleUrl: door.url,
      ended: ended.then(async () => {
        await Promise.all([door.close(), workbench.close()]);
      }),
    };
  } catch (error) {
    await workbench.close();
    throw error;
  }
}

export function isFinished({ outcome }: Exchange): boolean {
  return outcome !== 'running';
}

function untilAskedToEnd(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
    // Whoever read our lines has gone away (EPIPE).
    process.stdout.once('error', () => resolve());
  });
}
