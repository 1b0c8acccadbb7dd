import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { misbehaviours, shortAnswer } from './misbehaviours.ts';

export interface MisbehavingStorage {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * A storage server on raw sockets, so that its bytes are exactly these. The first segment of the
 * path says how it misbehaves: `GET /closemid/NAME.flv`; misbehaviours.ts has them all.
 */
export async function startMisbehavingStorage(
  mediaDir: string,
  port = 0,
): Promise<MisbehavingStorage> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    // Who leaves early is what the cases are about.
    socket.on('error', () => {});
    onEachHead(socket, (head) => answer(socket, head, mediaDir));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP server');
  return {
    port: address.port,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** Proxies ask storage without bodies, so that a blank line ends every request. */
function onEachHead(socket: Socket, onHead: (head: string) => void): void {
  let pending = '';
  socket.setEncoding('latin1');
  socket.on('data', (text) => {
    pending += text;
    for (let end = pending.indexOf('\r\n\r\n'); end >= 0; end = pending.indexOf('\r\n\r\n')) {
      const head = pending.slice(0, end);
      pending = pending.slice(end + 4);
      onHead(head);
    }
  });
}

function answer(socket: Socket, head: string, mediaDir: string): void {
  const [, mode = '', name = ''] = /^\S+ \/(\w+)\/([A-Za-z0-9_.-]+)/.exec(head) ?? [];
  const misbehave = misbehaviours[mode];
  const file = join(mediaDir, name);
  if (!misbehave || name === '' || !existsSync(file)) {
    socket.write(shortAnswer('404 Not Found', 'no such mode\n'));
    return;
  }
  const start = Number(/^range: *bytes=(\d+)-/im.exec(head)?.[1] ?? 0);
  misbehave({ socket, file: readFileSync(file), start });
}
