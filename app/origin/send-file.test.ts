import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { open, readdir, readlink, truncate, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { ask } from './test-support/raw-request.ts';
import { serveFolder } from './test-support/serve-folder.ts';
import { makeTempDir } from './test-support/temp-dir.ts';

const MIB = 1024 * 1024;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');
const sha = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');

async function serveBytes(bytes: Buffer) {
  const root = await makeTempDir();
  const path = join(root, 'big.flv');
  await writeFile(path, bytes);
  return { path, ...(await serveFolder(root)) };
}

/** Asks for the file and reads until the first bytes came, then reads no more. */
async function askAndStall(port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write('GET /big.flv HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(socket, 'readable');
  return socket;
}

/** How many descriptors of this process are open on a path (Linux). */
async function openCount(path: string): Promise<number> {
  const names = await readdir('/proc/self/fd');
  const links = await Promise.all(names.map((n) => readlink(`/proc/self/fd/${n}`).catch(() => '')));
  return links.filter((link) => link === path).length;
}

describe('sendFile', () => {
  it('sends a large file and any part of it byte for byte', async () => {
    const bytes = randomBytes(9 * MIB + 12_345);
    const { port } = await serveBytes(bytes);
    expect(sha((await ask(port, 'GET', '/big.flv')).body)).toBe(sha(bytes));
    for (const start of [1, 65_535, 65_536, 1_000_003, bytes.length - 1]) {
      const { body } = await ask(port, 'GET', '/big.flv', [`Range: bytes=${start}-`]);
      expect(sha(body)).toBe(sha(bytes.subarray(start)));
    }
  });

  it('keeps the pace that the address asks for, byte for byte', async () => {
    const bytes = randomBytes(400_000);
    const { port } = await serveBytes(bytes);
    const sinceMs = performance.now();
    const { body } = await ask(port, 'GET', '/big.flv?limit_rate_after=100000&limit_rate=1000000');
    const tookMs = performance.now() - sinceMs;
    expect(sha(body)).toBe(sha(bytes));
    // The last 64 kB go out once all before them were due.
    expect(tookMs).toBeGreaterThan((bytes.length - 65_536 - 100_000) / 1000 - 10);
  });

  it('lets go of the file when a client leaves that waits for its next bytes', async () => {
    const { path, port } = await serveBytes(Buffer.alloc(MIB));
    const socket = connect(port, '127.0.0.1');
    // The next byte would be due after minutes.
    socket.write('GET /big.flv?limit_rate=1000 HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await once(socket, 'data');
    expect(await openCount(path)).toBe(1);
    socket.destroy();
    await expect.poll(() => openCount(path)).toBe(0);
  });

  it('serves the end of a sparse file beyond 4 GB', async () => {
    const { path, port } = await serveBytes(Buffer.alloc(0));
    const size = 5 * 1024 ** 3;
    await truncate(path, size);
    const file = await open(path, 'r+');
    await file.write('tail', size - 4);
    await file.close();
    const answer = await ask(port, 'GET', '/big.flv', [`Range: bytes=${size - 6}-`]);
    expect(answer.header('Content-Range')).toBe(`bytes ${size - 6}-${size - 1}/${size}`);
    expect(answer.body.toString('latin1')).toBe('\0\0tail');
  });

  it('cuts the connection when the file shrinks while it is sent', async () => {
    const { path, port } = await serveBytes(Buffer.alloc(64 * MIB));
    const socket = await askAndStall(port);
    await truncate(path, 1000);
    let received = 0;
    socket.on('data', (chunk: Buffer) => {
      received += chunk.length;
    });
    await once(socket, 'close');
    expect(received).toBeGreaterThan(0);
    expect(received).toBeLessThan(64 * MIB);
  });

  it('reads no further ahead than a client takes', async () => {
    const { port } = await serveBytes(Buffer.alloc(64 * MIB));
    const before = process.memoryUsage().arrayBuffers;
    const stalled = await Promise.all(Array.from({ length: 20 }, () => askAndStall(port)));
    const { body } = await ask(port, 'GET', '/big.flv', ['Range: bytes=0-1000']);
    expect(body.length).toBe(1001);
    const heldBytes = () => {
      collectGarbage();
      return process.memoryUsage().arrayBuffers - before;
    };
    await expect.poll(heldBytes).toBeLessThan(40 * MIB);
    for (const socket of stalled) socket.destroy();
  });

  it('closes the file when the client goes away', async () => {
    const { path, port } = await serveBytes(Buffer.alloc(64 * MIB));
    const socket = await askAndStall(port);
    expect(await openCount(path)).toBe(1);
    socket.destroy();
    await expect.poll(() => openCount(path)).toBe(0);
  });

  it('survives clients that leave at any moment', async () => {
    const { path, port } = await serveBytes(Buffer.alloc(8 * MIB));
    const leaveAfter = async (bytes: number) => {
      const socket = connect(port, '127.0.0.1');
      let received = 0;
      socket.on('error', () => undefined);
      socket.on('data', (chunk: Buffer) => {
        received += chunk.length;
        if (received >= bytes) socket.resetAndDestroy();
      });
      socket.write('GET /big.flv HTTP/1.1\r\nHost: localhost\r\n\r\n', () => {
        if (bytes === 0) socket.resetAndDestroy();
      });
      await once(socket, 'close');
    };
    const leaves = Array.from({ length: 150 }, (_, n) => leaveAfter(n % 3 === 0 ? 0 : n * 40_000));
    await Promise.all(leaves);
    await expect.poll(() => openCount(path)).toBe(0);
    expect((await ask(port, 'HEAD', '/big.flv')).status).toBe(200);
  });

  it('opens one file at most for a connection that pipelines', async () => {
    const { path, port } = await serveBytes(Buffer.alloc(64 * MIB));
    const socket = connect(port, '127.0.0.1');
    socket.write('GET /big.flv HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(500));
    await once(socket, 'readable');
    expect(await openCount(path)).toBe(1);
    socket.destroy();
    await expect.poll(() => openCount(path)).toBe(0);
  });
});
