import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { consoleOptions, readConsoleOptions } from '../core/options/console-options.ts';
import { toParsedArgs, toParseOptions } from '../core/options/parsed-args.ts';
import { sessionOf, sessionOptions } from '../core/options/session-options.ts';
import { readTargets } from '../core/options/target-options.ts';

/** A command line as Electron's `process.argv` has it, and where it was given. */
export interface CommandLine {
  argv: readonly string[];
  /** Not packed, the app's own path stands behind the executable. */
  isPackaged: boolean;
  workingDir: string;
}

/** Switches of Chromium and Electron stand on the same line and are left to them. */
function parse({ argv, isPackaged }: CommandLine) {
  const { values, positionals } = parseArgs({
    args: argv.slice(isPackaged ? 1 : 2),
    strict: false,
    allowPositionals: true,
    options: toParseOptions({ ...consoleOptions, ...sessionOptions }),
  });
  return toParsedArgs(values, positionals);
}

/**
 * The options of every door; videos may also be given bare, as a file manager does.
 * @throws CodedError `usage`
 */
export function readArguments(line: CommandLine) {
  const args = parse(line);
  const options = readConsoleOptions(args, line.workingDir);
  const videos = args.positionals.filter((path) => path.toLowerCase().endsWith('.flv'));
  const bare = videos.map((path) => resolve(line.workingDir, path));
  return {
    ...options,
    targets: readTargets(args),
    session: sessionOf(args),
    /** Given by a file manager: to be opened, not only listed. */
    videoPaths: bare,
    mediaPaths: [...(options.mediaPaths ?? []), ...bare],
  };
}

export type Arguments = ReturnType<typeof readArguments>;
