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

const ORIGIN = /^(https?):\/\/(?:\[([0-9A-Fa-f:.]+)\]|([A-Za-z0-9._-]+))(?::([0-9]{1,5}))?$/i;
/** Path and query. */
const REST = /^[\x21\x22\x24-\x7e\x80-\xff]*$/;
const END_OF_SCHEME = '://';

/** The WHATWG rule "ends in a number": such a host is an IPv4 address or nothing. */
const ENDS_IN_NUMBER = /(?:^|\.)(?:[0-9]+|0x[0-9a-f]*)\.?$/;

/**
 * Takes an absolute `http://` or `https://` URL apart without changing its path. No userinfo, no
 * fragment, no shortened or hexadecimal IPv4 address: these are how one host is made to look like
 * another.
 * @returns null when it is not such a URL
 */
export function parseUpstreamUrl(url: string): UpstreamUrl | null {
  const from = url.indexOf(END_OF_SCHEME) + END_OF_SCHEME.length;
  const [slash, question] = [url.indexOf('/', from), url.indexOf('?', from)];
  const end = Math.min(slash < 0 ? url.length : slash, question < 0 ? url.length : question);
  const endpoint = endpointOf(url.slice(0, end));
  const rest = url.slice(end);
  if (endpoint === null || !REST.test(rest)) return null;
  return { url, endpoint, target: rest.startsWith('/') ? rest : `/${rest}` };
}

/** Servers met so far: the same few are asked again and again. */
const known = new Map<string, Endpoint>();
const MAX_KNOWN = 1000;

function endpointOf(origin: string): Endpoint | null {
  const before = known.get(origin);
  if (before !== undefined) return before;
  const endpoint = parseOrigin(origin);
  // A slice would keep the whole address in memory that it was cut out of.
  if (endpoint !== null && known.size < MAX_KNOWN) known.set([...origin].join(''), endpoint);
  return endpoint;
}

function parseOrigin(origin: string): Endpoint | null {
  const match = ORIGIN.exec(origin);
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
  return { isTls, host, port, peer, authority };
}

/** Does the endpoint name our own listening socket? */
export function isOurselves({ host, port }: Endpoint, ownPort: number): boolean {
  if (port !== ownPort) return false;
  return isIP(host) === 0 ? host === 'localhost' : isAddressOfThisMachine(host);
}
