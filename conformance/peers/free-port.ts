import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

/**
 * Ports of 127.0.0.1 that nobody listens on now, one after the other. Another process can take one
 * before it is used, so whoever starts a server on them tries again when that fails.
 */
export async function freePorts(count: number): Promise<number> {
  for (;;) {
    const first = await portOf(await listen(0));
    const isFree = await areFree(first + 1, count - 1);
    if (isFree && first + count < 65_536) return first;
  }
}

export function freePort(): Promise<number> {
  return freePorts(1);
}

async function areFree(first: number, count: number): Promise<boolean> {
  for (let port = first; port < first + count; port += 1) {
    try {
      await portOf(await listen(port));
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return false;
      throw error;
    }
  }
  return true;
}

async function listen(port: number): Promise<Server> {
  const server = createServer();
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

async function portOf(server: Server): Promise<number> {
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('not a TCP server');
  return address.port;
}
