import { connect } from 'node:net';

const READ_BUFFER = 1 << 20;
const HEAD_LIMIT = 16_384;

export interface Download {
  /** Body bytes as Content-Length promised; they all came. */
  bodyBytes: number;
  seconds: number;
}

/**
 * Gets one URL on a connection of its own and throws the body away, with as little work as Node
 * can do: one buffer for all reads.
 * @param enoughBytes of the body, after which the client leaves; absent: all of it
 * @throws Error when the status is not 200 or the body is cut
 */
export function download(
  port: number,
  target: string,
  enoughBytes = Number.POSITIVE_INFINITY,
): Promise<Download> {
  return new Promise((resolve, reject) => {
    const startedMs = performance.now();
    const buffer = Buffer.allocUnsafe(READ_BUFFER);
    let head = '';
    let expected = -1;
    let received = 0;
    const socket = connect({
      port,
      host: '127.0.0.1',
      onread: {
        buffer,
        callback: (length) => {
          if (expected < 0) {
            head += buffer.toString('latin1', 0, Math.min(length, HEAD_LIMIT));
            const headEnd = head.indexOf('\r\n\r\n');
            if (headEnd < 0) return true;
            if (!/^HTTP\/1\.[01] 20[06] /.test(head)) fail(head.slice(0, headEnd));
            expected = Number(/\r\ncontent-length: *(\d+)/i.exec(head)?.[1] ?? Number.NaN);
            received = length - headEnd - 4;
          } else {
            received += length;
          }
          if (received < Math.min(expected, enoughBytes)) return true;
          resolve({ bodyBytes: received, seconds: (performance.now() - startedMs) / 1000 });
          socket.destroy();
          return false;
        },
      },
    });
    const fail = (why: string) => {
      reject(new Error(`${target}: ${why}`));
      socket.destroy();
    };
    socket.on('connect', () => {
      socket.write(`GET ${target} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n`);
    });
    socket.on('error', (error) => fail(error.message));
    socket.on('close', () => {
      if (received < expected || expected < 0) fail(`cut after ${received} of ${expected} bytes`);
    });
  });
}
