import { BlockList, isIP } from 'node:net';
import { LOOPBACK_ADDRESSES, type StorageRule } from '../allowed-storage.ts';
import { createRecentCache } from '../library/recent-cache.ts';

/** Storage nodes that trackers have named; they alone may be asked, at these ports. */
export interface NamedNodes {
  /**
   * Nodes on this machine are taken from a tracker on this machine only: one on the network must not
   * choose what of this machine is reached. Link-local addresses, where clouds keep their secrets, are
   * taken from nobody.
   * @param urls of a tracker's answer
   * @param trackerAddress IP address that the answer came from
   */
  add(urls: readonly string[], trackerAddress: string): void;
  isNamed: StorageRule;
  /**
   * Are these two copies of one file, byte for byte? That is what trackers say of paths that end in
   * the same file id: one is given once in a domain, and its bytes never change.
   */
  areCopies(url: string, other: string): boolean;
}

/** More than any MogileFS has; a tracker that invents nodes does not fill the memory. */
const NODES_KEPT = 10_000;
/** Paths whose file id is remembered: those of the last few thousand seeks. */
const PATHS_KEPT = 10_000;

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

const FILE_ID = /\/(\d+\.fid)$/;

/** Loopback, and the unspecified addresses, which lead there too. */
const thisMachine = new BlockList();
thisMachine.addSubnet('127.0.0.0', 8, 'ipv4');
thisMachine.addSubnet('0.0.0.0', 8, 'ipv4');
thisMachine.addAddress('::1', 'ipv6');
thisMachine.addAddress('::', 'ipv6');

const linkLocal = new BlockList();
linkLocal.addSubnet('169.254.0.0', 16, 'ipv4');
linkLocal.addSubnet('fe80::', 10, 'ipv6');

export function createNamedNodes(): NamedNodes {
  const nodes = createRecentCache<true>(NODES_KEPT);
  const fileIds = createRecentCache<string>(PATHS_KEPT);
  return {
    add(urls, trackerAddress) {
      const isTrackerHere = isOnThisMachine(trackerAddress);
      for (const url of urls.filter((each) => URL.canParse(each))) {
        const { hostname, port, protocol } = new URL(url);
        const host = withoutBrackets(hostname);
        if (isLinkLocal(host) || (isOnThisMachine(host) && !isTrackerHere)) continue;
        const hosts = host === 'localhost' ? [host, ...LOOPBACK_ADDRESSES] : [host];
        for (const each of hosts) nodes.put(`${each} ${port || DEFAULT_PORTS[protocol]}`, true);
        const [, fileId] = FILE_ID.exec(url) ?? [];
        if (fileId !== undefined) fileIds.put(url, fileId);
      }
    },
    isNamed: (host, port) => nodes.get(`${withoutBrackets(host)} ${port}`) === true,
    areCopies(url, other) {
      const fileId = fileIds.get(url);
      return fileId !== undefined && fileId === fileIds.get(other);
    },
  };
}

const withoutBrackets = (host: string) => host.replace(/^\[|\]$/g, '');

/** Of names only that one: where others lead is checked when they are connected to. */
function isOnThisMachine(host: string): boolean {
  return host.replace(/\.$/, '') === 'localhost' || isIn(thisMachine, host);
}

const isLinkLocal = (host: string) => isIn(linkLocal, host);

/** IPv4 addresses that are written as IPv6 count as what they are. */
function isIn(list: BlockList, host: string): boolean {
  const family = isIP(host);
  return family !== 0 && list.check(host, family === 6 ? 'ipv6' : 'ipv4');
}
