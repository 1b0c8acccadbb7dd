// node bench/run.mjs NAME [options]: bundles bench/NAME.ts, which Node 20 cannot run as it is, and runs it.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const benchDir = fileURLToPath(new URL('.', import.meta.url));
const projectDir = join(benchDir, '..');

const entries = readdirSync(benchDir)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -'.ts'.length));
/** Those that a bench starts as processes of their own. */
const processes = entries.filter((entry) => entry.endsWith('-process'));
const names = entries.filter((entry) => !entry.endsWith('-process'));

const [name = '', ...options] = process.argv.slice(2);
if (!names.includes(name)) {
  console.error(`There is no bench "${name}"; there are: ${names.join(', ')}.`);
  process.exit(2);
}
// One folder each, so that two benches do not empty each other's.
const outDir = join(projectDir, 'node_modules', '.cache', 'seeklab', 'bench', name);

await build({
  root: projectDir,
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  build: {
    ssr: true,
    target: 'node20.19',
    outDir,
    emptyOutDir: true,
    rolldownOptions: {
      input: Object.fromEntries(
        [name, ...processes].map((entry) => [entry, join(benchDir, `${entry}.ts`)]),
      ),
      output: {
        format: 'es',
        entryFileNames: '[name].js',
        // Beside the entries, so that import.meta.url finds these from there too.
        chunkFileNames: '[name].js',
      },
    },
  },
});

const child = spawn(process.execPath, [join(outDir, `${name}.js`), ...options], {
  stdio: 'inherit',
});
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
