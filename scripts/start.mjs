// npm start: the desktop window, or the console in a browser where there can be no window.
// npm run web (--web): the console in a browser. Arguments are passed on: --media PATH, --port N.
import { buildIfNeeded } from './lib/build.mjs';
import { findElectron } from './lib/electron-binary.mjs';
import { endWithNpm } from './lib/end-with-npm.mjs';
import { tell } from './lib/project.mjs';
import { runCommandLine } from './lib/run-command-line.mjs';
import { spawnElectron, untilEnded } from './lib/run-electron.mjs';

const args = process.argv.slice(2).filter((arg) => arg !== '--web');

endWithNpm();
await buildIfNeeded();
if (process.argv.includes('--web')) await runCommandLine(['web', ...args]);
else await runDesktop();

async function runDesktop() {
  const electron = findElectron({ mayFetch: true });
  if ('reason' in electron) return runInBrowser(electron.reason);
  const end = await untilEnded(spawnElectron(electron.path, args));
  if ('crash' in end) return runInBrowser(`Electron could not run: ${end.crash}`);
  process.exitCode = end.exitCode;
}

/** @param {string} reason */
async function runInBrowser(reason) {
  tell(`No window: ${reason}. The console in a browser instead:`);
  await runCommandLine(['web', ...args]);
}
