import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { TrackerAddress } from '../mogile/tracker-address.ts';

export interface LineServer {
  readonly address: TrackerAddress;
  /** Every line that came, without its line end. */
  readonly lines: string[];
}

/**
 * A server of lines, as a tracker is; closed when the test is finished.
 * @param answer what to do with a line: text is sent as it is, or the function uses the socket
 */
export async function startLineServer(
  answer: (line: string, socket: Socket) => string | undefined,
  host = '127.0.0.1',
): Promise<LineServer> {
  const lines: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let text = '';
    socket.setEncoding('latin1');
    socket.on('error', () => undefined);
    socket.on('data', (chunk: string) => {
      const parts = (text + chunk).split('\r\n');
      text = parts.pop() ?? '';
      for (const line of parts) {
        lines.push(line);
        const reply = answer(line, socket);
        if (reply !== undefined) socket.write(Buffer.from(reply, 'latin1'));
      }
    });
  });
  server.listen(0, host);
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  return { lines, address: { host, port: address.port } };
}

/** An address where nothing listens. */
export async function closedAddress(): Promise<TrackerAddress> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('the server had no port');
  return { host: '127.0.0.1', port: address.port };
}
