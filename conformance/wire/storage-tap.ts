import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A relay in front of a storage server that keeps what the proxy asked it. */
export interface StorageTap {
  readonly port: number;
  /** Bytes that storage has sent through this tap so far. */
  readonly sentBytes: number;
  /** Connections from the proxy that are open now. */
  readonly openConnections: number;
  /** Resolves when the next connection from the proxy has closed. */
  nextClose(): Promise<void>;
  close(): Promise<void>;
}

/** Request line and Range of each request, in order of arrival over all taps that share it. */
export type StorageLog = string[];

/** @param log gets a line per request: `GET /sample.flv HTTP/1.0, Range: bytes=10-` */
export async function createStorageTap(targetPort: number, log: StorageLog): Promise<StorageTap> {
  const sockets = new Set<Socket>();
  const closeListeners: (() => void)[] = [];
  let sentBytes = 0;

  const server = createServer((fromProxy) => {
    const toStorage = connect(targetPort, '127.0.0.1');
    const splitHeads = createHeadSplitter((head) => log.push(summarise(head)));
    sockets.add(fromProxy).add(toStorage);
    fromProxy.on('data', splitHeads);
    toStorage.on('data', (bytes) => {
      sentBytes += bytes.length;
    });
    pairUp(fromProxy, toStorage);
    fromProxy.on('close', () => {
      sockets.delete(fromProxy);
      for (const tell of closeListeners.splice(0)) tell();
    });
    toStorage.on('close', () => sockets.delete(toStorage));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('not a TCP server');

  return {
    port: address.port,
    get sentBytes() {
      return sentBytes;
    },
    get openConnections() {
      return sockets.size / 2;
    },
    nextClose: () => new Promise((resolve) => closeListeners.push(resolve)),
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Bytes both ways; an end is passed on as an end, a reset as a reset. */
function pairUp(a: Socket, b: Socket): void {
  for (const [from, to] of [
    [a, b],
    [b, a],
  ] as const) {
    from.pipe(to);
    from.on('error', () => to.resetAndDestroy());
    from.on('close', () => to.destroySoon());
  }
}

/** The proxy only GETs and HEADs storage, so that a blank line ends every request. */
function createHeadSplitter(onHead: (head: string) => void): (bytes: Buffer) => void {
  let pending = '';
  return (bytes) => {
    pending += bytes.toString('latin1');
    for (let end = pending.indexOf('\r\n\r\n'); end >= 0; end = pending.indexOf('\r\n\r\n')) {
      onHead(pending.slice(0, end));
      pending = pending.slice(end + 4);
    }
  };
}

function summarise(head: string): string {
  const [requestLine = '', ...fieldLines] = head.split('\r\n');
  const range = fieldLines.find((line) => /^range:/i.test(line));
  return range ? `${requestLine}, ${range.replace(/^range: */i, 'Range: ')}` : requestLine;
}
