import { homedir } from 'node:os';
import { join } from 'node:path';
import { CodedError } from '../contract/errors.ts';
import { personalityName } from '../contract/personality.ts';
import { defaultConfiguration, type SystemConfiguration } from '../contract/system.ts';
import type { WorkbenchOptions } from '../core/workbench.ts';
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

/**
 * What the workbench needs to know of the command line.
 * @throws CodedError `usage`
 */
export function workbenchOptions(args: ParsedArgs): Omit<WorkbenchOptions, 'sampleDir'> {
  const dataDir = args.one('data-dir');
  return {
    dataDir: dataDir === undefined ? defaultDataDir() : userPath(dataDir),
    mediaPaths: args.all('media').map(userPath),
    reproxyPort: parsePort('port', args.one('port')),
    configuration: configurationOf(args),
    mogile: mogileOf(args),
  };
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

/** Where each system keeps a program's settings. */
function defaultDataDir(): string {
  const { APPDATA, XDG_CONFIG_HOME } = process.env;
  if (process.platform === 'win32' && APPDATA) return join(APPDATA, 'Seeklab');
  if (process.platform === 'darwin') {
    return join(homedir(), 'Library', 'Application Support', 'Seeklab');
  }
  return join(XDG_CONFIG_HOME || join(homedir(), '.config'), 'Seeklab');
}
