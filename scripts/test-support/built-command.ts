import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { buildNodeBundle, nodeBundles } from '../lib/bundles.mjs';

/** Builds the command line for the tests of a file; it is gone after them. */
export function buildCommand() {
  let dir = '';
  let program = '';

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'seeklab-command-'));
    const bundle = nodeBundles.find(({ folder }) => folder === 'cli');
    if (bundle === undefined) throw new Error('there is no bundle of the command line');
    await buildNodeBundle(bundle, { outDir: join(dir, 'out') });
    program = join(dir, 'out', bundle.folder, bundle.file);
  }, 60_000);
  afterAll(() => rm(dir, { recursive: true }));

  function start(args: readonly string[]) {
    const child = spawn(process.execPath, [program, ...args], {
      cwd: dir,
      env: { ...process.env, INIT_CWD: dir },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    return child;
  }

  return {
    get dir() {
      return dir;
    },
    get program() {
      return program;
    },
    start,
    /** @returns what it printed, and its exit code */
    async run(...args: string[]) {
      const child = start(args);
      child.stdin.end();
      const [out, err, [code]] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, 'exit'),
      ]);
      return { out, err, code };
    },
    /** A folder that holds nothing but what the test puts there. */
    emptyFolder: () => mkdtemp(join(dir, 'empty-')),
  };
}
