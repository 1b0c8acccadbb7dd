import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';

export interface Tracker {
  /** `host:port`. */
  address: string;
  /** From now on it cuts every connection. */
  die(): void;
  close(): void;
}

/**
 * A MogileFS tracker of one key.
 * @param paths what it says of that key
 */
export async function startTracker(key: string, paths: readonly string[]): Promise<Tracker> {
  const sockets = new Set<Socket>();
  let isDead = false;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    if (isDead) socket.destroy();
    socket.on('data', (line) => socket.write(`${answerTo(String(line), key, paths)}\r\n`));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the tracker has no port');
  return {
    address: `127.0.0.1:${address.port}`,
    die() {
      isDead = true;
    },
    close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

function answerTo(line: string, key: string, paths: readonly string[]): string {
  const [command, query] = line.trimEnd().split(' ');
  if (command === 'list_keys') return `OK key_count=1&key_1=${encodeURIComponent(key)}`;
  if (new URLSearchParams(query).get('key') !== key) return 'ERR unknown_key unknown_key';
  if (command === 'file_info') return 'OK fid=3&length=1464157';
  return `OK paths=${paths.length}&${paths.map((path, n) => `path${n + 1}=${path}`).join('&')}`;
}
