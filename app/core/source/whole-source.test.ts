import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { createScriptedServer, type Script } from '../../proxy/test-support/scripted-server.ts';
import { createFetch } from './fetch.ts';
import { openHttpSource } from './http-source.ts';
import { openWholeSource } from './whole-source.ts';

const file = Uint8Array.from({ length: 5000 }, (_, i) => i % 251);
const options = { mayCopy: true };
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'spools-'));
  vi.stubEnv('TMPDIR', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** Ignores Range, whatever is asked. */
async function serve(script: Script) {
  const server = await createScriptedServer(script);
  onTestFinished(() => server.close());
  return server;
}

const head = (fields = `Content-Length: ${file.length}\r\n`) =>
  `HTTP/1.1 200 OK\r\nETag: "1"\r\nConnection: close\r\n${fields}\r\n`;

const wholeFile: Script = ({ socket }) => {
  socket.write(head());
  socket.end(file);
};

test('of a server that ignores Range, any part can be read; the file is asked for once', async () => {
  const server = await serve(wholeFile);
  const source = await openHttpSource(server.url, options);
  expect(source).toMatchObject({ sizeBytes: 5000, validator: '"1"', isCopied: true });
  const parts = await Promise.all([source.read(4990, 100), source.read(0, 10), source.read(7, 90)]);
  expect(parts).toEqual([file.subarray(4990), file.subarray(0, 10), file.subarray(7, 97)]);
  expect(await source.read(5000, 10)).toHaveLength(0);
  expect(server.requests.map(({ header }) => header('range'))).toEqual(['bytes=0-0', undefined]);
  await source.close();
  expect(readdirSync(folder)).toEqual([]);
});

test('a read has its bytes as soon as they came', async () => {
  const server = await serve(({ header, socket }) => {
    socket.write(head());
    socket.write(header('range') === undefined ? file.subarray(0, 1000) : file);
  });
  const source = await openHttpSource(server.url, options);
  expect(await source.read(0, 1000)).toEqual(file.subarray(0, 1000));
  let isThere = false;
  const rest = source.read(900, 4100).finally(() => {
    isThere = true;
  });
  expect(await source.read(10, 10)).toEqual(file.subarray(10, 20));
  expect(isThere, 'what has not come is waited for').toBe(false);
  (await server.request(2)).socket.end(file.subarray(1000));
  expect(await rest).toEqual(file.subarray(900));
  await source.close();
});

test('without a size it is copied before it is open', async () => {
  const server = await serve(({ socket }) => {
    socket.write(head(''));
    socket.end(file);
  });
  const source = await openHttpSource(server.url, options);
  expect(source.sizeBytes).toBe(5000);
  expect(await source.read(0, 5000)).toEqual(file);
  await source.close();
});

test('an answer without a body is an empty file', async () => {
  const server = await serve(({ socket }) => void socket.end(head('Content-Length: 0\r\n')));
  expect(await openHttpSource(server.url)).toMatchObject({ sizeBytes: 0, isCopied: false });
});

test('a body that is cut short fails what waits for it, and nothing stays', async () => {
  const server = await serve(({ header, socket }) => {
    socket.write(head());
    socket.end(header('range') === undefined ? file.subarray(0, 1000) : file);
  });
  const source = await openHttpSource(server.url, options);
  await expect(source.read(0, 5000)).rejects.toMatchObject({ code: 'source_unreachable' });
  expect(await source.read(0, 1000), 'what came can be read').toEqual(file.subarray(0, 1000));
  await source.close();
  expect(readdirSync(folder)).toEqual([]);
});

test.each([
  ['size', 'Content-Length: 4999\r\n'],
  ['ETag', 'Content-Length: 5000\r\nETag: "2"\r\n'],
])('another %s in the second answer is another file', async (_, fields) => {
  const server = await serve(({ header, socket }) => {
    socket.write(head(header('range') === undefined ? fields : undefined));
    socket.end(file);
  });
  const source = await openHttpSource(server.url, options);
  await expect(source.read(0, 10)).rejects.toMatchObject({ code: 'source_changed' });
  await source.close();
});

test.each([
  ['that says so', head()],
  ['that does not', head('')],
])('a file beyond the bound %s is refused', async (_, answer) => {
  const server = await serve(({ socket }) => {
    socket.write(answer);
    socket.end(file);
  });
  const asking = {
    ...({ url: server.url, name: 'a.flv', redirect: 'error', timeoutMs: 10_000 } as const),
    ...{ fetch: createFetch(), signal: undefined },
    rightOfWay: undefined,
  };
  const sizeBytes = answer === head() ? 5000 : null;
  const identity = { sizeBytes, etag: '"1"', lastModified: null };
  await expect(openWholeSource(asking, identity, 4999)).rejects.toMatchObject({
    code: 'source_too_large',
    message: expect.stringMatching(
      /^a\.flv can only be had whole, and has (5000|more) bytes: at most 4999/,
    ),
  });
  expect(readdirSync(folder)).toEqual([]);
});

test('no place for the temporary file is a coded error', async () => {
  const server = await serve(wholeFile);
  vi.stubEnv('TMPDIR', join(folder, 'none'));
  const source = await openHttpSource(server.url, options);
  await expect(source.read(0, 10)).rejects.toMatchObject({
    code: 'spool_failed',
    message: expect.stringContaining('ENOENT'),
  });
  await source.close();
});

test('a full disk is a coded error', async () => {
  const server = await serve(wholeFile);
  const source = await openHttpSource(server.url, options);
  const probe = await open(join(folder, 'probe'), 'w');
  const full = Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  const write = vi.spyOn(Object.getPrototypeOf(probe), 'write').mockRejectedValue(full);
  try {
    await expect(source.read(0, 10)).rejects.toMatchObject({
      code: 'spool_failed',
      message: expect.stringContaining('ENOSPC'),
    });
  } finally {
    write.mockRestore();
    await probe.close();
  }
  await source.close();
});

test('closing ends the copy and the connection', async () => {
  const server = await serve(({ header, socket }) => {
    socket.write(head());
    socket.write(header('range') === undefined ? file.subarray(0, 10) : file);
  });
  const source = await openHttpSource(server.url, options);
  const reading = source.read(0, 5000);
  const { socket } = await server.request(2);
  const isClosed = new Promise((resolve) => socket.once('close', resolve));
  await Promise.all([source.close(), expect(reading).rejects.toThrow(), isClosed]);
  expect(readdirSync(folder)).toEqual([]);
});
