import net, { type LookupFunction, type OnReadOpts, type Socket } from 'node:net';
import tls from 'node:tls';
import type { Endpoint } from './endpoint.ts';

export interface SocketOptions {
  readonly lookup: LookupFunction;
  /** PEM of the roots that https is checked against; undefined: those of the system. */
  readonly certificates: string | undefined;
}

/**
 * Opens a socket, with TLS where the endpoint asks for it.
 * @param onread where the bytes go; the socket emits no 'data'
 */
export function openSocket(
  { host, port, isTls }: Endpoint,
  { lookup, certificates }: SocketOptions,
  onread: OnReadOpts,
): Socket {
  if (!isTls) return net.connect({ host, port, lookup, noDelay: true, onread });
  const options = {
    host,
    port,
    lookup,
    onread,
    ...(net.isIP(host) === 0 ? { servername: host } : {}),
    ...(certificates === undefined ? {} : { ca: certificates }),
  };
  const socket = tls.connect(options);
  socket.setNoDelay(true);
  return socket;
}
