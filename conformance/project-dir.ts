import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of package.json, from wherever this file was bundled to. */
export const projectDir = findProjectDir(dirname(fileURLToPath(import.meta.url)));

function findProjectDir(dir: string): string {
  if (existsSync(join(dir, 'package.json'))) return dir;
  const parent = dirname(dir);
  if (parent === dir) throw new Error('no package.json above this file');
  return findProjectDir(parent);
}
