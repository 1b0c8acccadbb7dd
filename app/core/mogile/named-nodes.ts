import type { StorageRule } from '../allowed-storage.ts';
import { createRecentCache } from '../library/recent-cache.ts';

/** Storage nodes that trackers have named; they alone may be asked, at these ports. */
export interface NamedNodes {
  /** @param urls of a tracker's answer */
  add(urls: readonly string[]): void;
  isNamed: StorageRule;
}

/** More than any MogileFS has; a tracker that invents nodes does not fill the memory. */
const NODES_KEPT = 10_000;

const DEFAULT_PORTS: Readonly<Record<string, string>> = { 'http:': '80', 'https:': '443' };

export function createNamedNodes(): NamedNodes {
  const nodes = createRecentCache<true>(NODES_KEPT);
  return {
    add(urls) {
      for (const url of urls.filter((each) => URL.canParse(each))) {
        const { hostname, port, protocol } = new URL(url);
        nodes.put(`${withoutBrackets(hostname)} ${port || DEFAULT_PORTS[protocol]}`, true);
      }
    },
    isNamed: (host, port) => nodes.get(`${withoutBrackets(host)} ${port}`) === true,
  };
}

const withoutBrackets = (host: string) => host.replace(/^\[|\]$/g, '');
