import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { isMissing } from './freshness.mjs';
import { tell } from './project.mjs';

const require = createRequire(import.meta.url);
const packageDir = dirname(require.resolve('electron/package.json'));
const { version } = require('electron/package.json');

/**
 * Where the Electron executable is, or why a window cannot be opened. The package `electron`
 * installs without its binary (npm 11 runs no install scripts); it names the place by the same
 * rules as here, ELECTRON_OVERRIDE_DIST_PATH included.
 * @param {{ mayFetch: boolean }} options fetching takes a while and needs the network
 * @returns {{ path: string } | { reason: string }}
 */
export function findElectron({ mayFetch }) {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) {
    const path = join(override, readPathFile() ?? 'electron');
    // Somebody chose this one: whether it needs a display is theirs to know.
    return existsSync(path) ? { path } : { reason: `there is no Electron at ${path}` };
  }
  if (!hasDisplay())
    return { reason: 'there is no display (DISPLAY and WAYLAND_DISPLAY are unset)' };
  return installedElectron() ?? (mayFetch ? fetchElectron() : { reason: notInstalled });
}

const notInstalled = `the binary of Electron ${version} is not installed`;

function hasDisplay() {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  return process.platform !== 'linux' || Boolean(DISPLAY || WAYLAND_DISPLAY);
}

function installedElectron() {
  const platformPath = readPathFile();
  if (platformPath === null) return null;
  const path = join(packageDir, 'dist', platformPath);
  return existsSync(path) ? { path } : null;
}

function readPathFile() {
  try {
    return readFileSync(join(packageDir, 'path.txt'), 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
}

/** @returns {{ path: string } | { reason: string }} */
function fetchElectron() {
  tell(`Fetching Electron ${version}, once (about 120 MB) …`);
  const { stderr } = spawnSync(process.execPath, [join(packageDir, 'install.js')], {
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [cause] = (stderr ?? '').trim().split('\n');
  return installedElectron() ?? { reason: `Electron's binary could not be fetched (${cause})` };
}
