import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile } from 'node:fs/promises';
import net from 'node:net';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { onTestFinished } from 'vitest';
import { makeTempDir } from '../../../origin/test-support/temp-dir.ts';

/** Null when there is one. */
export const whyNoRedis =
  spawnSync('redis-server', ['--version']).status === 0 ? null : 'redis-server is not installed';

/** A Redis of the test's own, with an append-only file in a folder of its own. */
export interface RedisServer {
  readonly port: number;
  readonly url: string;
  /** A connection that ends with the test. */
  connect(): Redis;
  /** As `kill -9` does it. */
  kill(): Promise<void>;
  /** Starts it again, with what it has written. */
  start(): Promise<void>;
  /** All that it has written. */
  written(): Promise<string>;
}

/** @param options of redis-server, besides its port and folder */
export async function startRedis(...options: string[]): Promise<RedisServer> {
  const dir = await makeTempDir();
  const port = await freePort();
  const isTls = options.includes('--tls-port');
  let child: ChildProcess | null = null;
  const args = [
    ...['--bind', '127.0.0.1', '--dir', dir, '--appendonly', 'yes', '--save', ''],
    ...(isTls ? [] : ['--port', `${port}`]),
    ...options.map((option) => (option === 'PORT' ? `${port}` : option)),
  ];
  const kill = async () => {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  const start = async () => {
    child = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'inherit'] });
    for await (const text of child.stdout ?? []) {
      if (String(text).includes('Ready to accept connections')) break;
    }
    child.stdout?.resume();
  };
  onTestFinished(kill);
  await start();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    connect() {
      const client = new Redis({ port, maxRetriesPerRequest: null });
      client.on('error', () => undefined);
      onTestFinished(() => client.disconnect());
      return client;
    },
    kill,
    start,
    async written() {
      const files = await readdir(join(dir, 'appendonlydir'));
      const texts = files.map((name) => readFile(join(dir, 'appendonlydir', name), 'latin1'));
      return (await Promise.all(texts)).join('\n');
    },
  };
}

/** Redis takes no port 0 for a free one. */
async function freePort(): Promise<number> {
  const server = net.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
