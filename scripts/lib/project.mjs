import { fileURLToPath } from 'node:url';

/** The folder of package.json, absolute. */
export const projectDir = fileURLToPath(new URL('../..', import.meta.url));

/** Says something to the person at the terminal; standard output belongs to the program itself. */
export function tell(/** @type {string} */ line) {
  process.stderr.write(`${line}\n`);
}
