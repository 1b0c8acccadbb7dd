/** Is this the value of a Host field (RFC 9110, section 7.2) that names us? */
export type HostRule = (authority: string) => boolean;

/** Host and port as they stand in an authority. */
interface Authority {
  /** Lower case, without a dot at its end; an IPv6 address in brackets. */
  host: string;
  /** '' when there is none. */
  port: string;
}

const AUTHORITY = /^(\[[0-9a-f:.]+\]|[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.?)(?::([0-9]{1,5}))?$/i;
const IPV4_LOOPBACK = /^127(?:\.(?:[0-9]|[1-9][0-9]|1[0-9]{2}|2[0-4][0-9]|25[0-5])){3}$/;
/** `::1` and 127.0.0.0/8 as browsers write them; a name's owner has no say in where these lead. */
const IPV6_LOOPBACK = /^\[(?:::1|::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4})\]$/;

/**
 * The rule that keeps other sites' pages out (DNS rebinding): a page whose name its owner lets lead to
 * this machine may send what it likes, but its browser says in Host whom it means.
 *
 * Loopback names and addresses are ours, at any port, since ports are forwarded; so are those that the
 * user named.
 * @param publicHosts as `readPublicHost` gives them
 */
export function createHostRule(publicHosts: readonly string[]): HostRule {
  const named = new Set(publicHosts);
  return (authority) => {
    const read = readAuthority(authority);
    if (read === null) return false;
    const { host, port } = read;
    return isLoopback(host) || named.has(host) || named.has(`${host}:${port}`);
  };
}

/**
 * Reads how a user names a host: `NAME`, or `NAME:PORT` for that port alone; an IPv6 address stands
 * in brackets.
 * @returns its one form; null when it is no such thing
 */
export function readPublicHost(text: string): string | null {
  const read = readAuthority(text);
  if (read === null || Number(read.port) > 65_535) return null;
  return read.port === '' ? read.host : `${read.host}:${Number(read.port)}`;
}

function readAuthority(text: string): Authority | null {
  const [, host, port = ''] = AUTHORITY.exec(text) ?? [];
  return host === undefined ? null : { host: host.toLowerCase().replace(/\.$/, ''), port };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || IPV4_LOOPBACK.test(host) || IPV6_LOOPBACK.test(host);
}
