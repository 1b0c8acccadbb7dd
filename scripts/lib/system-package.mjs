import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { tell } from './project.mjs';

/** @typedef {'apt-get' | 'dnf' | 'pacman' | 'apk'} Manager */

/** @type {Record<Manager, (name: string) => string[][]>} */
const commandsOf = {
  'apt-get': (name) => [
    ['apt-get', 'update'],
    ['apt-get', 'install', '-y', name],
  ],
  dnf: (name) => [['dnf', 'install', '-y', name]],
  pacman: (name) => [['pacman', '-S', '--noconfirm', name]],
  apk: (name) => [['apk', 'add', name]],
};

/**
 * Installs a program with the system's package manager, and says so.
 * @param {string} need what is missing and for what, the beginning of a sentence
 * @param {string} usualName of the package
 * @param {Partial<Record<Manager, string>>} otherNames where it is called otherwise
 * @returns {boolean} false where there is no package manager that we may use
 */
export function installSystemPackage(need, usualName, otherNames = {}) {
  const managers = /** @type {Manager[]} */ (Object.keys(commandsOf));
  const manager = managers.find(isOnPath);
  const isRoot = process.getuid?.() === 0;
  if (manager === undefined || !(isRoot || isOnPath('sudo'))) return false;
  tell(`${need}: installing it with ${manager}.`);
  for (const command of commandsOf[manager](otherNames[manager] ?? usualName)) {
    runVisibly(isRoot ? command : ['sudo', '-n', ...command]);
  }
  return true;
}

/** @param {string} tool */
function isOnPath(tool) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, tool)));
}

/** @param {string[]} command */
export function runVisibly([file = '', ...args]) {
  spawnSync(file, args, {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  });
}
