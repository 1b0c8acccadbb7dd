import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from './project.mjs';

/** All that a build depends on: files, or folders with everything in them. */
const inputs = [
  'app',
  'scripts/lib',
  'package.json',
  'package-lock.json',
  'LICENSE',
  'tsconfig.json',
  'vite.renderer.config.ts',
];

const stampFile = 'build-stamp';

/**
 * A hash over name, size and time of change of every input. Contents are not read: that keeps a
 * start without changes quick, and a needless build after `touch` does no harm.
 */
export function stampOfInputs() {
  const hash = createHash('sha256');
  for (const input of inputs) {
    for (const file of filesBelow(input)) {
      const { size, mtimeMs } = statSync(join(projectDir, file));
      hash.update(`${file}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

/** @param {string} outDir */
export function readStamp(outDir) {
  try {
    return readFileSync(join(outDir, stampFile), 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

export { stampFile };

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(path) {
  const stats = statSync(join(projectDir, path));
  if (!stats.isDirectory()) return [path];
  return readdirSync(join(projectDir, path), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(projectDir.length))
    .sort();
}

/** @param {unknown} error */
export function isMissing(error) {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
