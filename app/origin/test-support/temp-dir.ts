import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Makes a folder that is removed when the test is finished; its real path, links resolved. */
export async function makeTempDir(): Promise<string> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'seeklab-test-')));
  onTestFinished(() => rm(path, { recursive: true, force: true }));
  return path;
}
