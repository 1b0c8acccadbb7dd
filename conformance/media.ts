import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's own folder. */
export const projectDir = fileURLToPath(new URL('..', import.meta.url));

const samplesDir = join(projectDir, 'assets', 'samples');

/** The two videos that every case asks for; the oracle used larger ones of the same kind. */
export const sample = readFileSync(join(samplesDir, 'sample.flv'));
export const sorenson = readFileSync(join(samplesDir, 'sorenson.flv'));

const LARGE_COPIES = 24;

/** More than all socket buffers between storage and client hold together, about 35 MB. */
export const largeSize = sample.length * LARGE_COPIES;

/** Makes the folder that the servers of a peer serve: `sample.flv`, `sorenson.flv`, `large.flv`. */
export function makeMediaDir(dir: string): void {
  mkdirSync(dir, { recursive: true });
  for (const name of ['sample.flv', 'sorenson.flv']) {
    copyFileSync(join(samplesDir, name), join(dir, name));
  }
  writeFileSync(join(dir, 'large.flv'), Buffer.concat(Array(LARGE_COPIES).fill(sample)));
}
