import { resolve } from 'node:path';

/**
 * The absolute form of a path that the user typed: relative to where the command was typed, since
 * npm runs its scripts in the project's folder.
 */
export function userPath(path: string): string {
  return resolve(process.env.INIT_CWD ?? '.', path);
}
