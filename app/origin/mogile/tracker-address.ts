/** Where a tracker listens. */
export interface TrackerAddress {
  host: string;
  port: number;
}

/**
 * Reads `HOST:PORT`; an IPv6 address stands in brackets.
 * @returns null when it is neither
 */
export function readTrackerAddress(text: string): TrackerAddress | null {
  const [, bracketed, name, digits] = text.match(/^(?:\[([0-9a-f:.]+)\]|([\w.-]+)):(\d+)$/i) ?? [];
  const host = bracketed ?? name;
  const port = Number(digits);
  return host !== undefined && port >= 1 && port <= 65_535 ? { host, port } : null;
}

/** The address as it is written: `HOST:PORT`. */
export function trackerName({ host, port }: TrackerAddress): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
