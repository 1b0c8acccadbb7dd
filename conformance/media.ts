import { appendFileSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectDir } from './project-dir.ts';

const samplesDir = join(projectDir, 'assets', 'samples');

/** The two videos that every case asks for; the oracle used larger ones of the same kind. */
export const sample = readFileSync(join(samplesDir, 'sample.flv'));
export const sorenson = readFileSync(join(samplesDir, 'sorenson.flv'));

/** More than all socket buffers between storage and client hold together: about 35 MB. */
const LARGE_COPIES = 24;

/**
 * Makes the folder that the servers of a peer serve: `sample.flv`, `sorenson.flv`, and `large.flv`,
 * which repeats the sample.
 * @returns the size of `large.flv`
 */
export function makeMediaDir(dir: string, largeCopies = LARGE_COPIES): number {
  mkdirSync(dir, { recursive: true });
  for (const name of ['sample.flv', 'sorenson.flv']) {
    copyFileSync(join(samplesDir, name), join(dir, name));
  }
  const large = join(dir, 'large.flv');
  writeFileSync(large, '');
  for (let copy = 0; copy < largeCopies; copy += 1) appendFileSync(large, sample);
  return sample.length * largeCopies;
}
