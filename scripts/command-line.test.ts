import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, onTestFinished, test } from 'vitest';
import { encodeAmf0 } from '../app/flv/amf0-encode.ts';
import { avcAacFlv, flvOf } from '../app/flv/test-support/build-flv.ts';
import { buildCommand } from './test-support/built-command.ts';

const sample = join(import.meta.dirname, '../assets/samples/sample.flv');
const command = buildCommand();
const { start, run, emptyFolder } = command;

test('index prints the same keyframes as text and as JSON, and no progress into a pipe', async () => {
  const [plain, json] = await Promise.all([run('index', sample), run('index', sample, '--json')]);
  expect([plain.code, json.code, plain.err, json.err]).toEqual([0, 0, '', '']);
  const rows = plain.out.split('\n').filter((line) => /^ *\d+ /.test(line));
  const { keyframes } = JSON.parse(json.out) as { keyframes: { offset: number }[] };
  expect(keyframes).toHaveLength(30);
  expect(rows.map((line) => Number(line.trim().split(/ +/)[3]))).toEqual(
    keyframes.map(({ offset }) => offset),
  );
});

test.each([
  [0, ['index', sample, '--audit']],
  [1, ['index', join(sample, '../no-index.flv'), '--audit']],
  [1, ['index', import.meta.filename]],
  [2, ['index']],
  [2, ['index', sample, sample]],
  [2, ['index', sample, '--write', '']],
  [2, ['index', sample, '--write', sample]],
  [2, ['index', sample, '--write', '/no/such/folder/out.flv']],
  [3, ['index', 'missing.flv']],
  [3, ['index', '.']],
  [3, ['index', '/dev/zero']],
  [3, ['index', 'http://']],
])('exit code %i of seeklab %j', async (expected, args) => {
  const { code, err } = await run(...args);
  expect(code).toBe(expected);
  // One line with a code, no stack.
  if (expected > 1) expect(err).toMatch(/^seeklab: [a-z_]+: [^\n]+\n$/);
});

test('a copy that no index makes right is put in place, told, and has exit code 1', async () => {
  const folder = await emptyFolder();
  const [twice, once] = [join(folder, 'twice.flv'), join(folder, 'once.flv')];
  const { tags } = avcAacFlv({ frames: 100, framesPerGop: 25 });
  await writeFile(once, flvOf(tags).bytes);
  await writeFile(twice, flvOf([...tags, ...tags.slice(2)]).bytes);
  const right = await run('index', once, '--write', join(folder, 'right.flv'));
  expect([right.code, right.out.split('\n').at(-2)]).toEqual([
    0,
    `copy: ${join(folder, 'right.flv')}, its audit passed`,
  ]);
  const wrong = await run('index', twice, '--write', join(folder, 'wrong.flv'));
  expect(wrong.code).toBe(1);
  expect(wrong.out).toMatch(/copy: .*wrong\.flv, its audit failed[\s\S]*index_times_unsorted/);
  expect(existsSync(join(folder, 'wrong.flv'))).toBe(true);
});

test('nothing of a file commands the terminal', async () => {
  const file = join(await emptyFolder(), 'escapes.flv');
  const video = { type: 9, data: Uint8Array.of(0x91, 0x1b, 0x5b, 0x32, 0x4a, 1, 2, 3) };
  const script = { type: 18, data: encodeAmf0(['\u001b[2J\u009b31m\u202e']) };
  await writeFile(file, flvOf([video, script]).bytes);
  const { out } = await run('index', file, '--audit');
  expect(out).toContain('script_data_invalid');
  expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
});

test('a reader that goes away early, as head does, is no error', async () => {
  const file = join(command.dir, 'many-keyframes.flv');
  await writeFile(file, avcAacFlv({ frames: 20_000, framesPerGop: 1, bodySize: 1 }).bytes);
  for (const options of [[], ['--json']]) {
    const child = start(['index', file, ...options]);
    const ended = once(child, 'exit');
    const err = text(child.stderr);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    expect(await ended).toEqual([0, null]);
    expect(await err).toBe('');
  }
});

test('a FIFO that nobody writes to is refused, not waited for', async () => {
  const fifo = join(command.dir, 'fifo.flv');
  execFileSync('mkfifo', [fifo]);
  const { code, err } = await run('index', fifo);
  expect(code).toBe(3);
  expect(err).toContain('it is no file');
});

test('--write to a disk that is full: a coded error, and nothing is left', async () => {
  const folder = await emptyFolder();
  // At most 100 blocks: the write beyond that fails as it does on a full disk.
  const shell = `ulimit -f 100; exec "$0" "$@"`;
  const args = [
    process.execPath,
    command.program,
    'index',
    sample,
    '--write',
    join(folder, 'out.flv'),
  ];
  const child = spawn('sh', ['-c', shell, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const [err, [code]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
  expect(err).toMatch(/^seeklab: output_unwritable: .*EFBIG/);
  expect(code).toBe(2);
  expect(await readdir(folder)).toEqual([]);
});

test.each(['SIGINT', 'SIGTERM'] as const)('--write ended by %s leaves nothing', async (signal) => {
  const folder = await emptyFolder();
  const bytes = await readFile(sample);
  let hold: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    hold = resolve;
  });
  const server = createServer((request, response) => {
    // Once it copies, it gets no answer any more.
    if (existsSync(join(folder, 'out.flv.part'))) return hold();
    const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? '') ?? [];
    const part = bytes.subarray(Number(from), Number(to) + 1);
    const range = `bytes ${from}-${Number(from) + part.length - 1}/${bytes.length}`;
    response.writeHead(206, { 'Content-Range': range }).end(part);
  }).listen(0, '127.0.0.1');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/a.flv`;
  const child = start(['index', url, '--write', join(folder, 'out.flv')]);
  await held;
  expect(await readdir(folder)).toEqual(['out.flv.part']);
  const ended = once(child, 'exit');
  child.kill(signal);
  expect(await ended).toEqual([null, signal]);
  expect(await readdir(folder)).toEqual([]);
});
