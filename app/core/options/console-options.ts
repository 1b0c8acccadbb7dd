import { resolve } from 'node:path';
import { CodedError } from '../../contract/errors.ts';
import {
  defaultConfiguration,
  type Pace,
  pace,
  type SystemConfiguration,
} from '../../contract/system.ts';
import { kindsText } from '../../faults/fault-text.ts';
import { readFaults } from '../../faults/parse-faults.ts';
import { readPublicHost } from '../../http/own-host.ts';
import type { WorkbenchOptions } from '../workbench.ts';
import { mannersOf, mannersOptions } from './manners-options.ts';
import { type OptionSpec, type ParsedArgs, parsePort } from './parsed-args.ts';

/** Options of every door: `npm start`, `seeklab serve`, `seeklab web`. */
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
    value: 'HOST:PORT,…',
    multiple: true,
    description: 'Your own storage, which X-REPROXY-URL may name; may be given more than once.',
  },
  ...mannersOptions,
  pace: {
    type: 'string',
    value: 'RATE',
    description:
      'Bytes a second that the embedded storage sends our own player, or unlimited; without it 1 MB at once, then 16 MB a second.',
  },
  fault: {
    type: 'string',
    value: 'FAULT',
    multiple: true,
    description: `The embedded parts do something wrong on purpose: PART:KIND, then ,every=N ,from=BYTE ,video=NAME ,chance=0.2 ,seed=N as wanted; may be given more than once. ${kindsText()}.`,
  },
  target: {
    type: 'string',
    value: 'NAME=PATTERN',
    multiple: true,
    description:
      'A server under test, such as perl=http://host/v/{name}?start={start}; may be given more than once.',
  },
  mogile: {
    type: 'string',
    value: 'HOST:PORT,…',
    description: 'MogileFS trackers; the embedded application looks keys up there.',
  },
  domain: { type: 'string', value: 'NAME', description: 'The MogileFS domain; with --mogile.' },
  'public-host': {
    type: 'string',
    value: 'NAME,…',
    multiple: true,
    description:
      'A name or address besides loopback that the reproxy may be asked by, as behind a forwarded port; may be given more than once.',
  },
  port: { type: 'string', value: 'N', description: 'Port of the reproxy; 0 or none: a free one.' },
  'console-port': {
    type: 'string',
    value: 'N',
    description: 'Port of the console; 0 or none: a free one.',
  },
  'data-dir': {
    type: 'string',
    value: 'DIR',
    description: 'Folder for the settings and the saved sessions.',
  },
} as const satisfies Record<string, OptionSpec>;

/** Options of a door that are its own to use. */
export interface DoorOptions {
  /** Port of the console; 0 lets the system choose. */
  consolePort: number;
  /** Absolute; undefined for the door's own. */
  dataDir: string | undefined;
}

/**
 * What was asked of the workbench and of its door on a command line.
 * @param typedIn the folder that the paths are relative to
 * @throws CodedError `usage`, `fault_not_understood`
 */
export function readConsoleOptions(
  args: ParsedArgs,
  typedIn: string,
): Omit<WorkbenchOptions, 'sampleDir' | 'dataDir'> & DoorOptions {
  const dataDir = args.one('data-dir');
  return {
    dataDir: dataDir === undefined ? undefined : resolve(typedIn, dataDir),
    consolePort: parsePort('console-port', args.one('console-port')),
    mediaPaths: args.all('media').map((path) => resolve(typedIn, path)),
    reproxyPort: parsePort('port', args.one('port')),
    configuration: configurationOf(args),
    faults: faultsOf(args),
    publicHosts: args.list('public-host').map(parsePublicHost),
    mogile: mogileOf(args),
  };
}

function configurationOf(args: ParsedArgs): SystemConfiguration {
  return {
    applicationUrl: args.one('application') ?? null,
    storageAllow: args.list('storage-allow'),
    ...mannersOf(args),
    pace: paceOf(args.one('pace')),
  };
}

/** @throws CodedError `fault_not_understood` */
function faultsOf(args: ParsedArgs): string[] {
  return args.all('fault').map((text) => {
    readFaults(text);
    return text;
  });
}

/** @throws CodedError `usage` for what is no rate */
function paceOf(text: string | undefined): Pace | null {
  if (text === undefined) return defaultConfiguration.pace;
  if (text === 'unlimited') return null;
  const parsed = pace.safeParse({ burstBytes: 0, bytesPerSecond: Number(text) });
  if (!/^\d+$/.test(text) || !parsed.success) {
    const detail = `--pace is "${text}": expected unlimited, or bytes a second, 1000 or more.`;
    throw new CodedError('usage', { detail });
  }
  return parsed.data;
}

/** @throws CodedError `usage` */
function parsePublicHost(text: string): string {
  const host = readPublicHost(text);
  if (host !== null) return host;
  throw new CodedError('usage', {
    detail: `--public-host is "${text}": expected a name or an address, for example videos.example or 10.0.0.7:8080.`,
  });
}

/** @throws CodedError `usage` when only one of the two options is there */
function mogileOf(args: ParsedArgs): WorkbenchOptions['mogile'] {
  const trackers = args.list('mogile');
  const domain = args.one('domain');
  if (trackers.length === 0 && domain === undefined) return undefined;
  if (trackers.length === 0 || domain === undefined) {
    throw new CodedError('usage', { detail: '--mogile and --domain are given together.' });
  }
  return { trackers, domain };
}
