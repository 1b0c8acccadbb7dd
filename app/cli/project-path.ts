import { fileURLToPath } from 'node:url';

/** The built command is `out/cli/seeklab.js`, its parts lie beside it: the project is two folders up. */
export function projectPath(path: string): string {
  return fileURLToPath(new URL(`../../${path}`, import.meta.url));
}
