import { connect } from 'node:net';

/** One response as it stood on the wire. */
export interface RawResponse {
  status: number;
  /** Status line and header lines with the blank line, one character per byte. */
  head: string;
  /** Value of the first header of that name (any case); null when there is none. */
  header(name: string): string | null;
  /** Everything after the blank line until the server closed. */
  body: Buffer;
}

/**
 * Sends bytes as they are on a connection of its own and reads until the server closes.
 * @param text one character per byte; line ends are the caller's
 */
export async function sendRaw(port: number, text: string): Promise<Buffer> {
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  // A reset is how a cut looks from here; what came before it is the result.
  socket.on('error', () => undefined);
  socket.write(Buffer.from(text, 'latin1'));
  // Not events.once: it would reject with the reset.
  await new Promise((resolve) => socket.once('close', resolve));
  return Buffer.concat(chunks);
}

/** Asks once with `Connection: close`; the target goes on the wire as it is given. */
export async function ask(
  port: number,
  method: string,
  target: string,
  headers: readonly string[] = [],
): Promise<RawResponse> {
  const lines = [
    `${method} ${target} HTTP/1.1`,
    'Host: 127.0.0.1',
    'Connection: close',
    ...headers,
  ];
  return parseResponse(await sendRaw(port, `${lines.join('\r\n')}\r\n\r\n`));
}

/** Splits the bytes of one response. @throws when there is no blank line */
export function parseResponse(bytes: Buffer): RawResponse {
  const headEnd = bytes.indexOf('\r\n\r\n');
  if (headEnd < 0)
    throw new Error(`no response head in ${JSON.stringify(bytes.toString('latin1'))}`);
  const head = bytes.toString('latin1', 0, headEnd + 4);
  return {
    status: Number(head.slice(9, 12)),
    head,
    header: (name) => head.match(new RegExp(`^${name}: *(.*?)\\r$`, 'im'))?.[1] ?? null,
    body: bytes.subarray(headEnd + 4),
  };
}
