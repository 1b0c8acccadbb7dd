// npm run peer -- NAME [--media FOLDER]: one of the real servers by hand; conformance/README.md has the names.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { bundleEntries } from './lib/bundle-entries.mjs';
import { projectDir } from './lib/project.mjs';

const entry = join(projectDir, 'conformance', 'by-hand.ts');
const outDir = await bundleEntries('peer', { 'by-hand': entry });
const child = spawn(process.execPath, [join(outDir, 'by-hand.js'), ...process.argv.slice(2)], {
  stdio: 'inherit',
});
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) {
  // A terminal tells both of them; whoever has only our id tells us.
  process.on(signal, () => child.kill(signal));
}
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
