import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { connectRpc } from '../e2e/support/rpc-client.ts';
import { buildIfNeeded } from './lib/build.mjs';
import { commandLineFile } from './lib/run-command-line.mjs';

let dataDir: string;
let running: ChildProcessByStdio<null, Readable, null>;

beforeAll(() => buildIfNeeded(), 60_000);
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'seeklab-serve-'));
});
afterEach(async () => {
  running.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

/** `seeklab serve --json`, and the lines that were read so far; behind `limits` of the shell. */
async function serve(limits = 'true') {
  running = spawn(
    'sh',
    ['-c', `${limits}; exec "$0" "$@"`, process.execPath, commandLineFile].concat([
      'serve',
      '--json',
      '--data-dir',
      dataDir,
    ]),
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const ended = once(running, 'exit');
  const reader = createInterface({ input: running.stdout });
  const lines: string[] = [];
  reader.on('line', (line) => lines.push(line));
  const [first] = await once(reader, 'line');
  const { reproxyUrl, consoleUrl } = JSON.parse(String(first));
  return { program: running, ended, reader, lines, reproxyUrl, consoleUrl };
}

test('settings on a disk that is full: a coded error, the old value stays, nothing is left', async () => {
  // No block at all: every write to a file fails as it does on a full disk.
  const { consoleUrl } = await serve('ulimit -f 0');
  const rpc = await connectRpc(consoleUrl);
  await expect(rpc.run('settings.set', { theme: 'dark' })).rejects.toThrow(
    /settings cannot be saved in ".*settings.json"/,
  );
  expect(await rpc.run('settings.get', {})).toMatchObject({ theme: 'system' });
  rpc.close();
  expect(await readdir(dataDir)).toEqual([]);
});

describe('serve --json, whose reader stops', () => {
  const REQUESTS = 80;

  const isLeftOut = (line: string) => line.startsWith('{"event":"left-out"');

  /** Makes more than the reader's pipe and the bound of what may wait can hold. */
  async function makeExchanges(reproxyUrl: string): Promise<void> {
    const target = `${reproxyUrl}/nothing?${'x'.repeat(30_000)}`;
    for (let n = 0; n < REQUESTS; n += 1) await (await fetch(target)).arrayBuffer();
  }

  test('leaves out what does not fit, says so when it is read again, and misses none', async () => {
    const { program, ended, reader, lines, reproxyUrl } = await serve();
    reader.pause();
    program.stdout.pause();
    await makeExchanges(reproxyUrl);
    const isTold = new Promise<void>((resolve) => {
      reader.on('line', (line) => isLeftOut(line) && resolve());
    });
    reader.resume();
    await isTold;
    program.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    const told: { event: string; lines?: number }[] = lines.map((line) => JSON.parse(line));
    const exchanges = told.filter(({ event }) => event === 'exchange').length;
    const leftOut = told.find(({ event }) => event === 'left-out')?.lines;
    expect(exchanges + (leftOut ?? 0)).toBe(REQUESTS);
  });

  test('ends on SIGTERM all the same', async () => {
    const { program, ended, reader, reproxyUrl } = await serve();
    reader.pause();
    program.stdout.pause();
    await makeExchanges(reproxyUrl);
    program.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  });
});
