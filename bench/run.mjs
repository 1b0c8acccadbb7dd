// node bench/run.mjs NAME [options]: bundles bench/NAME.ts, which Node 20 cannot run as it is, and runs it.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildIfNeeded } from '../scripts/lib/build.mjs';
import { bundleEntries } from '../scripts/lib/bundle-entries.mjs';
import { endWithNpm } from '../scripts/lib/end-with-npm.mjs';

const benchDir = fileURLToPath(new URL('.', import.meta.url));

const entries = readdirSync(benchDir)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length));
/** Those that a bench starts as processes of their own. */
const processes = entries.filter((entry) => entry.endsWith('-process'));
const names = entries.filter((entry) => !entry.endsWith('-process'));

/** Those that open the product's own page. */
const ofTheProduct = ['player', 'console', 'log', 'checks', 'sweep', 'queue'];

const [name = '', ...options] = process.argv.slice(2);
if (!names.includes(name)) {
  console.error(`There is no bench "${name}"; there are: ${names.join(', ')}.`);
  process.exit(2);
}
if (ofTheProduct.includes(name)) await buildIfNeeded();
const inputs = [name, ...processes].map((entry) => [entry, join(benchDir, `${entry}.ts`)]);
const outDir = await bundleEntries(join('bench', name), Object.fromEntries(inputs));

endWithNpm();
const withParent = pathToFileURL(join(benchDir, 'lib', 'end-with-parent.mjs')).href;
const child = spawn(
  process.execPath,
  ['--import', withParent, join(outDir, `${name}.js`), ...options],
  { stdio: 'inherit' },
);
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => {
    child.kill(signal);
    // A bench in the middle of a browser's seek may not hear it.
    setTimeout(() => child.kill('SIGKILL'), 3000).unref();
  });
}
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
