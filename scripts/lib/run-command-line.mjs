import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { outDir } from './build.mjs';

/** The built command line. */
export const commandLineFile = join(outDir, 'cli', 'seeklab.js');

/** Becomes `seeklab ARGS…`, in this process. */
export async function runCommandLine(/** @type {string[]} */ args) {
  process.argv.splice(1, Number.POSITIVE_INFINITY, commandLineFile, ...args);
  await import(pathToFileURL(commandLineFile).href);
}
