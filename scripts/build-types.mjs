// npm run build:types: the declarations of what other programs may import, for the package.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outDir } from './lib/build.mjs';
import { projectDir } from './lib/project.mjs';

const madeDir = mkdtempSync(join(tmpdir(), 'seeklab-types-'));
const typesDir = join(outDir, 'types');
try {
  const tsc = join(projectDir, 'node_modules', 'typescript', 'bin', 'tsc');
  const options = ['-p', 'tsconfig.types.json', '--outDir', madeDir];
  execFileSync(process.execPath, [tsc, ...options], { cwd: projectDir, stdio: 'inherit' });
  rmSync(typesDir, { recursive: true, force: true });
  for (const folder of ['node', 'playwright']) {
    cpSync(join(madeDir, folder), join(typesDir, folder), { recursive: true, filter: isPublic });
  }
} finally {
  rmSync(madeDir, { recursive: true, force: true });
}

/**
 * What other programs see says all that it needs itself (`app/node/records.ts`); what speaks of other
 * parts of the house is nobody else's.
 * @param {string} path
 */
function isPublic(path) {
  return !path.endsWith('.d.ts') || !/from '\.\.\/(?!node\/)/.test(readFileSync(path, 'utf8'));
}
