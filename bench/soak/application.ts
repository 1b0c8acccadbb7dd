import { once } from 'node:events';
import { createServer } from 'node:http';

export interface SoakApplication {
  readonly port: number;
  close(): void;
}

/**
 * Answers `?start=N&url=…&url=…` with these as X-REPROXY-URL and X-REPROXY-FLV-START: what a seek
 * meets is decided by the client that makes it.
 */
export async function startSoakApplication(): Promise<SoakApplication> {
  const server = createServer((request, response) => {
    const query = new URL(request.url ?? '/', 'http://soak').searchParams;
    response.writeHead(200, {
      'Content-Type': 'video/x-flv',
      'Content-Length': 0,
      'X-REPROXY-URL': query.getAll('url').join(' '),
      'X-REPROXY-FLV-START': query.get('start') ?? '0',
    });
    response.end();
  });
  server.keepAliveTimeout = 60_000;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP server');
  return { port: address.port, close: () => server.close().closeAllConnections() };
}
