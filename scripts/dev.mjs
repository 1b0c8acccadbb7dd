// npm run dev: builds at every change. A new renderer makes the page load itself again; a new main
// process, preload or command line starts the program again.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { outDir } from './lib/build.mjs';
import { buildNodeBundle, buildRenderer, nodeBundles } from './lib/bundles.mjs';
import { findElectron } from './lib/electron-binary.mjs';
import { endWithNpm } from './lib/end-with-npm.mjs';
import { stampFile } from './lib/freshness.mjs';
import { tell } from './lib/project.mjs';
import { commandLineFile } from './lib/run-command-line.mjs';
import { spawnElectron } from './lib/run-electron.mjs';

const env = { ...process.env, SEEKLAB_DEV: '1' };
const args = process.argv.slice(2);
const electron = findElectron({ mayFetch: true });
if ('reason' in electron) tell(`No window, the console opens in a browser: ${electron.reason}.`);

endWithNpm();

/** @type {import('node:child_process').ChildProcess | undefined} */
let program;

// From now on out/ follows the sources; the next `npm start` must look for itself.
rmSync(join(outDir, stampFile), { force: true });
const watchers = await Promise.all([
  buildRenderer({ outDir, watch: {} }),
  ...nodeBundles.map((bundle) => buildNodeBundle(bundle, { outDir, watch: {} })),
]);
const [renderer, ...nodeSide] = watchers.map(asWatcher);
await Promise.all([renderer, ...nodeSide].map((watcher) => watcher && untilBuilt(watcher)));
startProgram();
for (const watcher of nodeSide) {
  watcher.on('event', ({ code }) => {
    if (code === 'END') void restartProgram();
  });
}
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  process.on(signal, () => void endAll());
}

function startProgram() {
  program =
    'path' in electron
      ? spawnElectron(electron.path, args, env)
      : spawn(process.execPath, [commandLineFile, 'web', ...args], { stdio: 'inherit', env });
  // The window was closed, or the program could not start: there is nothing left to watch for.
  program.on('exit', endAll);
}

async function restartProgram() {
  tell('Changed: starting again.');
  await endProgram();
  startProgram();
}

async function endProgram() {
  const ending = program;
  program = undefined;
  if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return;
  ending.off('exit', endAll);
  const ended = once(ending, 'exit');
  ending.kill('SIGTERM');
  await ended;
}

async function endAll() {
  await endProgram();
  process.exit();
}

/** @param {Awaited<ReturnType<typeof buildRenderer>>} result */
function asWatcher(result) {
  if (!('on' in result)) throw new Error('vite did not watch');
  return result;
}

/** @param {ReturnType<typeof asWatcher>} watcher */
function untilBuilt(watcher) {
  return new Promise((resolve, reject) => {
    watcher.on('event', (event) => {
      if (event.code === 'END') resolve(undefined);
      if (event.code === 'ERROR') reject(event.error);
    });
  });
}
