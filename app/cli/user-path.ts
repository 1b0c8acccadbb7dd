import { resolve } from 'node:path';

/** Where the command was typed: npm runs its scripts in the project's folder and names this one. */
export const typedIn = resolve(process.env.INIT_CWD ?? '.');

/** The absolute form of a path that the user typed. */
export function userPath(path: string): string {
  return resolve(typedIn, path);
}
