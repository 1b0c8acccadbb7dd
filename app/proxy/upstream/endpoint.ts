import { isIP, isIPv4 } from 'node:net';
import { isAddressOfThisMachine } from './guarded-lookup.ts';

/** Where a request goes: one server, as a URL names it. */
export interface Endpoint {
  readonly isTls: boolean;
  /** Lower case; an IPv6 address without its brackets. */
  readonly host: string;
  readonly port: number;
  /** `host:port`, with brackets around an IPv6 address. */
  readonly peer: string;
  /** The value of Host: like `peer`, without the scheme's default port. */
  readonly authority: string;
}

/** An absolute http(s) URL, taken apart. `target` keeps its bytes as they were written. */
export interface UpstreamUrl {
  readonly url: string;
  readonly endpoint: Endpoint;
  readonly target: string;
}

const URL_PARTS =
  /^(https?):\/\/(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9._-]+))(?::([0-9]{1,5}))?([/?][\x21\x22\x24-\x7e\x80-\xff]*)?$/i;

/** The WHATWG rule "ends in a number": such a host is an IPv4 address or nothing. */
const ENDS_IN_NUMBER = /(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)\.?$/;

/**
 * Takes an absolute `http://` or `https://` URL apart without changing its path. No userinfo, no
 * fragment, no shortened or hexadecimal IPv4 address: these are how one host is made to look like
 * another.
 * @returns null when it is not such a URL
 */
export function parseUpstreamUrl(url: string): UpstreamUrl | null {
  const match = URL_PARTS.exec(url);
  if (match === null) return null;
  const isTls = match[1]?.toLowerCase() === 'https';
  const host = (match[2] ?? match[3] ?? '').toLowerCase();
  if (match[2] !== undefined ? isIP(host) !== 6 : ENDS_IN_NUMBER.test(host) && !isIPv4(host)) {
    return null;
  }
  const defaultPort = isTls ? 443 : 80;
  const port = match[4] === undefined ? defaultPort : Number(match[4]);
  if (port < 1 || port > 65_535) return null;
  const written = match[2] === undefined ? host : `[${host}]`;
  const peer = `${written}:${port}`;
  const authority = port === defaultPort ? written : peer;
  const path = match[5] ?? '/';
  const target = path.startsWith('/') ? path : `/${path}`;
  return { url, endpoint: { isTls, host, port, peer, authority }, target };
}

/** Does the endpoint name our own listening socket? */
export function isOurselves({ host, port }: Endpoint, ownPort: number): boolean {
  if (port !== ownPort) return false;
  return isIP(host) === 0 ? host === 'localhost' : isAddressOfThisMachine(host);
}
