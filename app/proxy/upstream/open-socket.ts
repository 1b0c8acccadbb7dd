import net, { type LookupFunction, type OnReadOpts, type Socket } from 'node:net';
import tls from 'node:tls';
import type { Endpoint } from './endpoint.ts';

export interface SocketOptions {
  readonly lookup: LookupFunction;
  /** PEM of the roots that https is checked against; undefined: those of the system. */
  readonly certificates: string | undefined;
  /** Is any certificate taken, also one that nobody known has signed? */
  readonly isAnyCertificateTaken: boolean;
}

/**
 * Opens a socket, with TLS where the endpoint asks for it.
 * @param onRead gets the bytes; answers false to get no more until the socket is resumed
 * @param buffer to read into, again and again; null: each read has its own
 */
export function openSocket(
  endpoint: Endpoint,
  options: SocketOptions,
  onRead: (bytes: Buffer) => boolean,
  buffer: { readonly current: Uint8Array } | null,
): Socket {
  if (endpoint.isTls) return openTlsSocket(endpoint, options, onRead);
  const { host, port } = endpoint;
  if (buffer === null) {
    return reading(net.connect({ host, port, lookup: options.lookup, noDelay: true }), onRead);
  }
  const onread: OnReadOpts = {
    buffer: () => buffer.current,
    callback: (count, read) => onRead(Buffer.from(read.buffer, read.byteOffset, count)),
  };
  return net.connect({ host, port, lookup: options.lookup, noDelay: true, onread });
}

/**
 * With TLS no buffer is read into again: `onread` would go on filling it with what has been received
 * already, however often its callback answers false (seen with Node 20: TLSWrap::ClearOut).
 */
function openTlsSocket(
  { host, port }: Endpoint,
  { lookup, certificates, isAnyCertificateTaken }: SocketOptions,
  onRead: (bytes: Buffer) => boolean,
): Socket {
  const socket = tls.connect({
    host,
    port,
    lookup,
    rejectUnauthorized: !isAnyCertificateTaken,
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
    ...(certificates === undefined ? {} : { ca: certificates }),
  });
  socket.setNoDelay(true);
  return reading(socket, onRead);
}

function reading(socket: Socket, onRead: (bytes: Buffer) => boolean): Socket {
  socket.on('data', (bytes) => {
    if (!onRead(bytes)) socket.pause();
  });
  return socket;
}
