import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dependenciesOf } from './installed-packages.mjs';

/**
 * A package whose code is in a bundle, or may be. vite writes a list beside each bundle.
 * @typedef {object} ShippedPackage
 * @property {string} name
 * @property {string} version
 * @property {string} identifier SPDX licence expression
 * @property {string} text of its licence file, empty when it has none
 */

/** Name of the list beside a bundle, from the bundle's own. */
export const packageListName = (/** @type {string} */ bundle) => `${bundle}.packages.json`;

/** Where the licence texts of all of them are, for those who get the app. */
export const noticesName = 'third-party-licences.md';

/**
 * The packages in any of the bundles and all that they depend on, by name.
 * @param {string} outDir
 * @returns {ShippedPackage[]}
 */
export function readShippedPackages(outDir) {
  const packages = new Map();
  for (const file of readdirSync(outDir, { recursive: true, encoding: 'utf8' })) {
    if (!file.endsWith(packageListName(''))) continue;
    for (const entry of JSON.parse(readFileSync(join(outDir, file), 'utf8'))) {
      packages.set(`${entry.name}@${entry.version}`, entry);
    }
  }
  const seen = [...packages.values()];
  const inside = dependenciesOf(seen.map(({ name }) => name));
  return [...seen, ...inside].sort((a, b) => a.name.localeCompare(b.name));
}

/** Writes the notices that the licences ask for. */
export function writeNotices(/** @type {string} */ outDir) {
  const sections = readShippedPackages(outDir).map(
    ({ name, version, identifier, text }) =>
      `## ${name} ${version} (${identifier})\n\n${text.trim()}\n`,
  );
  const title = '# Software of others in Seeklab\n';
  writeFileSync(join(outDir, noticesName), [title, ...sections].join('\n'));
}
