import type { Socket } from 'node:net';

interface Asked {
  socket: Socket;
  file: Buffer;
  /** First byte of the Range that was asked for; 0 without one. */
  start: number;
}

const VIDEO = 'Content-Type: video/x-flv';
const KEEP = 'Connection: keep-alive';
const PARTIAL = 'HTTP/1.1 206 Partial Content';

/** Sent before it stops, where a body is cut. */
const CUT_BYTES = 1_000;
/** After the cut bytes are on their way, so that they arrive before the reset. */
const RESET_AFTER_MS = 150;
const SLOW_HEAD_MS = 1_500;
const SLOW_BYTES = 10_240;
const SLOW_STEP_BYTES = 1_024;
const SLOW_STEP_MS = 100;

/** What a storage can do wrong, by the name that stands in the path. */
export const misbehaviours: Readonly<Record<string, (asked: Asked) => void>> = {
  /** Nothing: an honest 206, to compare with. */
  good: sendPart,
  /** Ignores Range. */
  norange: ({ socket, file }) => {
    socket.write(head('HTTP/1.1 200 OK', `Content-Length: ${file.length}`, KEEP));
    socket.write(file);
  },
  /** Promises all of it and closes. */
  closemid: ({ socket, file, start }) => {
    socket.write(partHead({ file, start }));
    socket.end(file.subarray(start, start + CUT_BYTES));
  },
  /** The same with a reset. */
  resetmid: ({ socket, file, start }) => {
    socket.write(partHead({ file, start }));
    socket.write(file.subarray(start, start + CUT_BYTES));
    setTimeout(() => socket.resetAndDestroy(), RESET_AFTER_MS);
  },
  /** The same with silence. */
  stall: ({ socket, file, start }) => {
    socket.write(partHead({ file, start }));
    socket.write(file.subarray(start, start + CUT_BYTES));
  },
  closehead: ({ socket }) => socket.end(`${PARTIAL}\r\nContent-Ty`),
  closeatonce: ({ socket }) => socket.end(),
  hang: () => {},
  garbage: ({ socket }) => socket.end('this is no HTTP at all\r\n\r\nnothing\r\n'),
  /** No length: the end of the connection ends the body. */
  nocl: ({ socket, file, start }) => {
    const line = 'HTTP/1.0 206 Partial Content';
    socket.write(head(line, contentRange({ file, start }), 'Connection: close'));
    socket.end(file.subarray(start));
  },
  chunked: ({ socket, file, start }) => {
    const coding = 'Transfer-Encoding: chunked';
    socket.write(head(PARTIAL, contentRange({ file, start }), coding, KEEP));
    writeChunks(socket, file.subarray(start));
  },
  /** The right bytes, and a Content-Range that tells of others. */
  wrongcr: ({ socket, file, start }) => {
    const range = contentRange({ file, start: start + 100 });
    socket.write(head(PARTIAL, `Content-Length: ${file.length - start}`, range, KEEP));
    socket.write(file.subarray(start));
  },
  nocr: ({ socket, file, start }) => {
    socket.write(head(PARTIAL, `Content-Length: ${file.length - start}`, KEEP));
    socket.write(file.subarray(start));
  },
  /** An honest 206 of another place, whatever was asked. */
  shifted: ({ socket, file }) => sendPart({ socket, file, start: 50 }),
  /** An honest 206 of less than was asked. */
  short: ({ socket, file, start }) => {
    const part = file.subarray(start, start + CUT_BYTES);
    socket.write(partHead({ file, start, end: start + part.length }));
    socket.write(part);
  },
  /** The same, and it takes its time. */
  slow: ({ socket, file, start }) => {
    const part = file.subarray(start, start + SLOW_BYTES);
    socket.write(partHead({ file, start, end: start + part.length }));
    writeSlowly(socket, part);
  },
  slowhead: (asked) => {
    setTimeout(() => sendPart(asked), SLOW_HEAD_MS);
  },
  /** More than it promised. */
  extra: (asked) => {
    sendPart(asked);
    asked.socket.write('EXTRA!!');
  },
  /** A coding that nobody asked for. */
  encoded: ({ socket, file, start }) => {
    socket.write(partHead({ file, start }, 'Content-Encoding: x-odd'));
    socket.write(file.subarray(start));
  },
  /** An interim answer first. */
  continue: (asked) => {
    asked.socket.write('HTTP/1.1 100 Continue\r\n\r\n');
    sendPart(asked);
  },
  /** Lines that end in a bare LF. */
  lfonly: ({ socket, file, start }) => {
    socket.write(partHead({ file, start }).replaceAll('\r\n', '\n'));
    socket.write(file.subarray(start));
  },
  416: ({ socket, file }) => {
    const fields = [`Content-Range: bytes */${file.length}`, 'Accept-Ranges: bytes'];
    socket.write(shortAnswer('416 Range Not Satisfiable', '<h1>416</h1>\n', ...fields));
  },
  404: ({ socket }) => socket.write(shortAnswer('404 Not Found', '<h1>404</h1>\n')),
  500: ({ socket }) => socket.write(shortAnswer('500 Internal Server Error', '<h1>500</h1>\n')),
  302: ({ socket }) => socket.write(shortAnswer('302 Found', '', 'Location: /good/sorenson.flv')),
  204: ({ socket }) => socket.write(`HTTP/1.1 204 No Content\r\n${KEEP}\r\n\r\n`),
};

/** A whole answer with a page for people. */
export function shortAnswer(status: string, text: string, ...fields: string[]): string {
  const length = `Content-Length: ${Buffer.byteLength(text)}`;
  const lines = [`HTTP/1.1 ${status}`, 'Content-Type: text/html', length, ...fields, KEEP];
  return [...lines, '', text].join('\r\n');
}

function sendPart({ socket, file, start }: Asked): void {
  socket.write(partHead({ file, start }));
  socket.write(file.subarray(start));
}

interface Part {
  file: Buffer;
  start: number;
  /** Behind its last byte; the end of the file where absent. */
  end?: number;
}

/** The head of an honest 206. */
function partHead(part: Part, ...fields: string[]): string {
  const { file, start, end = file.length } = part;
  const length = `Content-Length: ${end - start}`;
  return head(PARTIAL, length, contentRange(part), ...fields, KEEP);
}

function contentRange({ file, start, end = file.length }: Part): string {
  return `Content-Range: bytes ${start}-${end - 1}/${file.length}`;
}

function head(statusLine: string, ...fields: string[]): string {
  return [statusLine, VIDEO, ...fields, '', ''].join('\r\n');
}

function writeChunks(socket: Socket, body: Buffer): void {
  const size = 4_096;
  for (let at = 0; at < body.length; at += size) {
    const chunk = body.subarray(at, at + size);
    socket.write(`${chunk.length.toString(16)}\r\n`);
    socket.write(chunk);
    socket.write('\r\n');
  }
  socket.write('0\r\n\r\n');
}

function writeSlowly(socket: Socket, body: Buffer): void {
  let at = 0;
  const ticker = setInterval(() => {
    if (socket.destroyed || at >= body.length) {
      clearInterval(ticker);
      return;
    }
    socket.write(body.subarray(at, at + SLOW_STEP_BYTES));
    at += SLOW_STEP_BYTES;
  }, SLOW_STEP_MS);
}
