/**
 * A storage node of the soak as a process that can be killed. Started with `fork`; the argument is
 * its port, 0 for a free one; it sends the port. The path says how it fails:
 * `/good` not at all, `/cut/N` closes and `/reset/N` resets after N body bytes, `/hang` answers
 * nothing, `/missing` is a 404, `/norange` ignores Range.
 */
import { createServer, type Socket } from 'node:net';
import { makeContent } from './soak/content.ts';

const content = makeContent();
const size = content.length;

const server = createServer((socket) => {
  let pending = '';
  socket.setEncoding('latin1');
  socket.on('error', () => {});
  socket.on('data', (text) => {
    pending += text;
    for (let end = pending.indexOf('\r\n\r\n'); end >= 0; end = pending.indexOf('\r\n\r\n')) {
      answer(socket, pending.slice(0, end));
      pending = pending.slice(end + 4);
    }
  });
});
server.listen(Number(JSON.parse(process.argv[2] ?? '0')), '127.0.0.1', () => {
  const address = server.address();
  process.send?.(typeof address === 'object' && address !== null ? address.port : 0);
});

function answer(socket: Socket, requestHead: string): void {
  const [, method, mode, count] = /^(\w+) \/(\w+)\/?(\d*)/.exec(requestHead) ?? [];
  const rangeStart = /\r\nrange: *bytes=(\d+)-/i.exec(requestHead)?.[1];
  const start = mode === 'norange' || rangeStart === undefined ? 0 : Number(rangeStart);
  if (mode === 'hang') return;
  if (mode === 'missing') {
    socket.write('HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n');
    return;
  }
  if (start >= size) {
    const fields = `Content-Length: 0\r\nContent-Range: bytes */${size}`;
    socket.write(`HTTP/1.1 416 Range Not Satisfiable\r\n${fields}\r\n\r\n`);
    return;
  }
  const isPart = mode !== 'norange' && rangeStart !== undefined;
  const status = isPart ? '206 Partial Content' : '200 OK';
  const range = isPart ? `Content-Range: bytes ${start}-${size - 1}/${size}\r\n` : '';
  socket.write(
    `HTTP/1.1 ${status}\r\nETag: "soak"\r\nContent-Length: ${size - start}\r\n${range}\r\n`,
  );
  if (method === 'HEAD') return;
  sendBody(socket, mode, start, Number(count));
}

function sendBody(socket: Socket, mode: string | undefined, start: number, count: number): void {
  if (mode === 'cut') socket.end(content.subarray(start, start + count));
  else if (mode === 'reset') {
    socket.write(content.subarray(start, start + count), () => socket.resetAndDestroy());
  } else socket.write(content.subarray(start));
}
