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

/** Main and preload are built side by side: one start for both. */
const RESTART_AFTER_MS = 100;

const env = { ...process.env, SEEKLAB_DEV: '1' };
const args = process.argv.slice(2);

endWithNpm();
const electron = findElectron({ mayFetch: true });
if ('reason' in electron) tell(`No window: ${electron.reason}. The console in a browser instead:`);
const folder = 'path' in electron ? 'main' : 'cli';

/** @type {import('node:child_process').ChildProcess | undefined} */
let program;
/** Starts and ends, one after the other. */
let turns = Promise.resolve();
/** @type {NodeJS.Timeout | undefined} */
let restartTimer;

// From now on out/ follows the sources; the next `npm start` must look for itself.
rmSync(join(outDir, stampFile), { force: true });
await watchAll();
startProgram();
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, endAll);

async function watchAll() {
  const results = await Promise.all([
    buildRenderer({ outDir, watch: {} }),
    ...nodeBundles
      .filter((bundle) => bundle.folder === folder)
      .map((bundle) => buildNodeBundle(bundle, { outDir, watch: {} })),
  ]);
  const watchers = results.filter((result) => 'on' in result);
  await Promise.all(watchers.map(untilBuilt));
  for (const watcher of watchers.slice(1)) {
    watcher.on('event', ({ code }) => {
      if (code === 'END') restartSoon();
    });
  }
}

/** @param {import('vite').Rolldown.RolldownWatcher} watcher */
function untilBuilt(watcher) {
  return new Promise((resolve, reject) => {
    watcher.on('event', (event) => {
      if (event.code === 'END') resolve(undefined);
      if (event.code === 'ERROR') reject(event.error);
    });
  });
}

function startProgram() {
  program =
    'path' in electron
      ? spawnElectron(electron.path, args, env)
      : spawn(process.execPath, [commandLineFile, 'web', ...args], { stdio: 'inherit', env });
  // The window was closed, or the program could not start: there is nothing left to watch for.
  program.on('exit', endAll);
}

function restartSoon() {
  clearTimeout(restartTimer);
  restartTimer = setTimeout(() => {
    tell('Changed: starting again.');
    turns = turns.then(endProgram).then(startProgram);
  }, RESTART_AFTER_MS);
}

function endAll() {
  turns = turns.then(endProgram).then(() => process.exit());
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
