// npm run licences: every package whose code ships, in a bundle or beside it, may be given away
// under the terms that we can keep: its notice goes along, and that is all it asks for.
import { createRequire } from 'node:module';
import { buildIfNeeded, outDir } from './lib/build.mjs';
import { tell } from './lib/project.mjs';
import { readShippedPackages } from './lib/shipped-packages.mjs';

const allowed = ['0BSD', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', 'MIT'];

await buildIfNeeded();
const electron = createRequire(import.meta.url)('electron/package.json');
const shipped = [
  ...readShippedPackages(outDir),
  // Ships as the program that runs ours; its own notices are packed by electron-builder.
  { name: electron.name, version: electron.version, identifier: electron.license, text: 'shipped' },
];
const refused = shipped.filter(({ identifier }) => !allowed.includes(identifier));
const untold = shipped.filter(({ text }) => !text);

for (const { name, version, identifier } of refused) {
  tell(
    `${name} ${version}: licence ${identifier || 'unknown'} is not one of ${allowed.join(', ')}.`,
  );
}
for (const { name, version } of untold) tell(`${name} ${version} has no licence text to pass on.`);
tell(`${shipped.length} packages ship, ${refused.length + untold.length} with something wrong.`);
process.exitCode = refused.length + untold.length > 0 ? 1 : 0;
