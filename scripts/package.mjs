// npm run package: the installable app in dist/. `--dir` leaves it unpacked. Other arguments go to
// electron-builder, for example `-c.electronDist=DIR` where Electron cannot be fetched.
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { buildIfNeeded } from './lib/build.mjs';
import { projectDir } from './lib/project.mjs';

const builder = createRequire(import.meta.url).resolve('electron-builder/cli.js');

await buildIfNeeded();
const { status } = spawnSync(
  process.execPath,
  [builder, '--publish', 'never', ...process.argv.slice(2)],
  { cwd: projectDir, stdio: 'inherit' },
);
process.exitCode = status ?? 1;
