import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { CodedError } from '../contract/errors.ts';

/** A command line as Electron's `process.argv` has it, and where it was given. */
export interface CommandLine {
  argv: readonly string[];
  /** Not packed, the app's own path stands behind the executable. */
  isPackaged: boolean;
  workingDir: string;
}

/** Switches of Chromium and Electron stand on the same line and are left to them. */
function parse({ argv, isPackaged }: CommandLine) {
  return parseArgs({
    args: argv.slice(isPackaged ? 1 : 2),
    strict: false,
    allowPositionals: true,
    options: { media: { type: 'string', multiple: true }, port: { type: 'string' } },
  });
}

/**
 * Files and folders for the library: `--media PATH` (several), and videos given bare, as a file
 * manager does. Absolute.
 */
export function readMediaPaths(line: CommandLine): string[] {
  const { values, positionals } = parse(line);
  const media = (values.media ?? []).filter((path) => typeof path === 'string');
  const videos = positionals.filter((path) => path.toLowerCase().endsWith('.flv'));
  return [...media, ...videos].map((path) => resolve(line.workingDir, path));
}

/**
 * Port of the reproxy: `--port N`; 0 lets the system choose.
 * @throws CodedError `usage`
 */
export function readReproxyPort(line: CommandLine): number {
  const { port = '0' } = parse(line).values;
  if (typeof port !== 'string' || !/^\d{1,5}$/.test(port) || Number(port) > 65535) {
    throw new CodedError('usage', { detail: `--port is "${port}": expected a port, 0 to 65535.` });
  }
  return Number(port);
}
