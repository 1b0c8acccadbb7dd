import { once } from 'node:events';
import { connect } from 'node:net';

export interface RawAnswer {
  /** The bytes that were sent, latin1. */
  requestHead: string;
  /** Up to and including the blank line, byte for byte, latin1. */
  head: string;
  body: Buffer;
}

/**
 * Asks with a bare socket and keeps what came over the wire: a record that owes nothing to any
 * HTTP library. The server closes after the answer (RFC 9112 section 9.6).
 * @param lines header lines besides Host and Connection
 */
export async function rawGet(url: string, lines: readonly string[] = []): Promise<RawAnswer> {
  const { hostname, port, host, pathname, search } = new URL(url);
  const requestHead = [
    `GET ${pathname}${search} HTTP/1.1`,
    `Host: ${host}`,
    ...lines,
    'Connection: close',
    '\r\n',
  ].join('\r\n');
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.write(requestHead, 'latin1');
  await once(socket, 'close');
  const received = Buffer.concat(chunks);
  const headLength = received.indexOf('\r\n\r\n') + 4;
  return {
    requestHead,
    head: received.toString('latin1', 0, headLength),
    body: received.subarray(headLength),
  };
}

/** Does anything listen there? */
export async function isListening(url: string): Promise<boolean> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    // Refused: nothing listens.
    return false;
  } finally {
    socket.destroy();
  }
}
