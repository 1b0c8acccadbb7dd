import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectDir } from './project.mjs';

/**
 * What packages depend on, and what that depends on. A package may come as one file with its
 * dependencies inside (flv.js does): no bundler can see them there, but their notices go along.
 * @param {readonly string[]} names of installed packages
 * @returns {import('./shipped-packages.mjs').ShippedPackage[]} without those given
 */
export function dependenciesOf(names) {
  const found = new Map();
  const visited = new Set();
  const queue = names.map((name) => findPackage(name, projectDir));
  for (const folder of queue) {
    if (folder === null || visited.has(folder)) continue;
    visited.add(folder);
    const { name, version, license = '', author, dependencies = {} } = readManifest(folder);
    queue.push(...Object.keys(dependencies).map((each) => findPackage(each, folder)));
    const text = readLicence(folder) ?? standardText(license, author);
    found.set(`${name}@${version}`, { name, version, identifier: license, text });
  }
  return [...found.values()].filter(({ name }) => !names.includes(name));
}

/**
 * The folder of a package as it is found from another folder; null when it is not installed.
 * @param {string} name
 * @param {string} from
 * @returns {string | null}
 */
function findPackage(name, from) {
  const folder = join(from, 'node_modules', name);
  if (existsSync(join(folder, 'package.json'))) return folder;
  return from === dirname(from) ? null : findPackage(name, dirname(from));
}

/** @param {string} folder */
function readManifest(folder) {
  return JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
}

/** @param {string} folder */
function readLicence(folder) {
  const file = readdirSync(folder).find((name) => /^licen[cs]e/i.test(name));
  return file === undefined ? null : readFileSync(join(folder, file), 'utf8');
}

/**
 * For a package that names its licence but does not bring the text: our own is the standard one.
 * @param {string} identifier
 * @param {string | { name?: string } | undefined} author
 */
function standardText(identifier, author) {
  const holder = typeof author === 'string' ? author.replace(/ [<(].*/, '') : author?.name;
  if (identifier !== 'MIT' || !holder) return '';
  const ours = readFileSync(join(projectDir, 'LICENSE'), 'utf8');
  return ours.replace(/^Copyright .*$/m, `Copyright (c) ${holder}`);
}
