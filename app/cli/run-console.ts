import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CodedError } from '../contract/errors.ts';
import type { Exchange } from '../contract/exchange.ts';
import { personalityName } from '../contract/personality.ts';
import { defaultConfiguration, type SystemConfiguration } from '../contract/system.ts';
import { createWorkbench, type Workbench, type WorkbenchOptions } from '../core/workbench.ts';
import { createWebDoor } from '../web/web-door.ts';
import { type OptionSpec, type ParsedArgs, parsePort } from './command.ts';
import { userPath } from './user-path.ts';

/** Options of every command that runs the workbench. */
export const consoleOptions = {
  media: {
    type: 'string',
    value: 'PATH',
    multiple: true,
    description: 'A video file, or a folder with videos; may be given more than once.',
  },
  application: {
    type: 'string',
    value: 'URL',
    description: 'Your own application instead of the embedded one.',
  },
  'storage-allow': {
    type: 'string',
    value: 'HOST:PORT',
    multiple: true,
    description: 'Your own storage, which X-REPROXY-URL may name; may be given more than once.',
  },
  personality: {
    type: 'string',
    value: 'NAME',
    description: `In whose manner the reproxy answers: ${personalityName.options.join(', ')}.`,
  },
  quirks: {
    type: 'boolean',
    description: 'With perlbal-patch: the bugs of the 2007 patch and of Perlbal as well.',
  },
  mogile: {
    type: 'string',
    value: 'HOST:PORT,…',
    description: 'MogileFS trackers; the embedded application looks keys up there.',
  },
  domain: { type: 'string', value: 'NAME', description: 'The MogileFS domain; with --mogile.' },
  port: { type: 'string', value: 'N', description: 'Port of the reproxy; 0 or none: a free one.' },
  'console-port': {
    type: 'string',
    value: 'N',
    description: 'Port of the console; 0 or none: a free one.',
  },
  'data-dir': { type: 'string', value: 'DIR', description: 'Folder for the settings.' },
} as const satisfies Record<string, OptionSpec>;

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
  const reproxyPort = parsePort('port', args.one('port'));
  const consolePort = parsePort('console-port', args.one('console-port'));
  const mogile = mogileOf(args);
  const ended = untilAskedToEnd();
  const workbench = await createWorkbench({
    dataDir: args.one('data-dir') ?? defaultDataDir(),
    sampleDir: projectPath('assets/samples'),
    mediaPaths: args.all('media').map(userPath),
    reproxyPort,
    configuration: configurationOf(args),
    mogile,
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

/** @throws CodedError `usage` for a personality that there is not, or that has no quirks */
function configurationOf(args: ParsedArgs): SystemConfiguration {
  const personality = args.one('personality') ?? defaultConfiguration.personality;
  const parsed = personalityName.safeParse(personality);
  if (!parsed.success) {
    const names = personalityName.options.join(', ');
    throw new CodedError('usage', {
      detail: `--personality is "${personality}": expected one of ${names}.`,
    });
  }
  const hasQuirks = args.isSet('quirks');
  if (hasQuirks && parsed.data !== 'perlbal-patch') {
    throw new CodedError('usage', {
      detail: `--quirks goes with perlbal-patch, not ${parsed.data}.`,
    });
  }
  return {
    applicationUrl: args.one('application') ?? null,
    storageAllow: args.all('storage-allow'),
    personality: parsed.data,
    hasQuirks,
  };
}

/** @throws CodedError `usage` when only one of the two options is there */
function mogileOf(args: ParsedArgs): WorkbenchOptions['mogile'] {
  const trackers = args.one('mogile');
  const domain = args.one('domain');
  if (trackers === undefined && domain === undefined) return undefined;
  if (trackers === undefined || domain === undefined) {
    throw new CodedError('usage', { detail: '--mogile and --domain are given together.' });
  }
  return { trackers: trackers.split(','), domain };
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

/** The built command is `out/cli/seeklab.js`: the project is two folders up. */
function projectPath(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}

/** Where each system keeps a program's settings. */
function defaultDataDir(): string {
  const { APPDATA, XDG_CONFIG_HOME } = process.env;
  if (process.platform === 'win32' && APPDATA) return join(APPDATA, 'Seeklab');
  if (process.platform === 'darwin') {
    return join(homedir(), 'Library', 'Application Support', 'Seeklab');
  }
  return join(XDG_CONFIG_HOME || join(homedir(), '.config'), 'Seeklab');
}
