import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Hop } from '../app/contract/exchange.ts';
import { createScriptedServer } from '../app/proxy/test-support/scripted-server.ts';
import { connectRpc } from '../e2e/support/rpc-client.ts';
import { buildIfNeeded } from './lib/build.mjs';
import { commandLineFile } from './lib/run-command-line.mjs';

let dataDir: string;
let running: ChildProcessByStdio<null, Readable, Readable | null>;

beforeAll(() => buildIfNeeded(), 60_000);
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'seeklab-serve-'));
});
afterEach(async () => {
  running.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
});

/** `seeklab serve --json`, and the lines that were read so far; behind `limits` of the shell. */
async function serve(limits = 'true', ...options: string[]) {
  running = spawn(
    'sh',
    ['-c', `${limits}; exec "$0" "$@"`, process.execPath, commandLineFile].concat([
      'serve',
      '--json',
      '--data-dir',
      dataDir,
      ...options,
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

test('--target: its videos are asked through the relay, and what its address is signed with is told nowhere', async () => {
  const targets: string[] = [];
  const server = await createScriptedServer(({ socket, target }) => {
    targets.push(target);
    socket.write(`HTTP/1.1 200 OK\r\nContent-Length: 4\r\nX-Was: ${target}\r\n\r\nbody`);
  });
  const pattern = `${server.url}/v/{name}?sig=very-secret&start={start}`;
  const { program, ended, reader, lines, reproxyUrl, consoleUrl } = await serve(
    'true',
    ...['--target', `perl=${pattern}`, '--target', `one=${server.url}/a.flv?key=very-secret`],
  );
  const answer = await fetch(`${reproxyUrl}/t/perl/sample.flv?start=1029887`);
  expect(await answer.text()).toBe('body');
  expect(targets).toEqual(['/v/sample.flv?sig=very-secret&start=1029887']);
  const rpc = await connectRpc(consoleUrl);
  const listed = await rpc.run('target.list', {});
  expect(listed).toMatchObject([
    { name: 'perl', pattern: `${server.url}/v/{name}?sig=***&start={start}` },
    { name: 'one', pattern: `${server.url}/a.flv?key=***` },
  ]);
  const entries = await rpc.run('library.list', {});
  const names = entries.map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['perl://sample.flv', 'one://a.flv']));
  rpc.close();
  program.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  reader.close();
  const told = lines.map((line) => JSON.parse(line));
  const [exchange] = told.flatMap(({ exchange: each }) => each ?? []);
  const hops = exchange.hops.map(({ kind, status }: Hop) => [kind, status]);
  expect(hops).toEqual([
    ['client', 200],
    ['target', 200],
  ]);
  expect(exchange.hops[1].url).toBe(`${server.url}/v/sample.flv?sig=***&start=1029887`);
  expect(exchange.hops[1].requestHead).toContain('/v/sample.flv?sig=***&start=1029887 HTTP/1.1');
  expect(lines.join('')).not.toContain('very-secret');
  await server.close();
});

test('--target that is no NAME=PATTERN is told without what it is signed with', async () => {
  const args = ['serve', '--data-dir', dataDir, '--target', 'http://h/{name}?sig=very-secret'];
  running = spawn(process.execPath, [commandLineFile, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [out, err, [code]] = await Promise.all([
    text(running.stdout),
    text(running.stderr as Readable),
    once(running, 'exit'),
  ]);
  expect([out, code]).toEqual(['', 2]);
  expect(err).toContain('--target is "http://h/{name}?sig=***": expected NAME=PATTERN.');
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
