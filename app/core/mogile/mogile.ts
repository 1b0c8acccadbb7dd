import { CodedError } from '../../contract/errors.ts';
import type { Exchange } from '../../contract/exchange.ts';
import type { SystemStatus } from '../../contract/system.ts';
import type { FaultsFor } from '../../faults/fault-rule.ts';
import type { VideoRequest } from '../../origin/application.ts';
import type { Asking } from '../../origin/mogile/ask-tracker.ts';
import { createMogileClient, type MogileAnswer } from '../../origin/mogile/mogile-client.ts';
import { readTrackerAddress, trackerName } from '../../origin/mogile/tracker-address.ts';
import {
  createGuardedLookup,
  isAddressOfThisMachine,
} from '../../proxy/upstream/guarded-lookup.ts';
import type { StorageRule } from '../allowed-storage.ts';
import type { VideoOpener } from '../library/opened-video.ts';
import { openCopiesSource } from '../source/copies-source.ts';
import { createFetch } from '../source/fetch.ts';
import type { RightOfWay } from '../source/right-of-way.ts';
import { createKeyListing, type KeyListing } from './key-listing.ts';
import { hiddenKeyOf } from './key-names.ts';
import { createNamedNodes } from './named-nodes.ts';
import { createTrackerHops } from './tracker-hops.ts';

/** A MogileFS domain, as the user names it. */
export interface MogileSettings {
  /** `HOST:PORT` each, asked in this order. */
  trackers: readonly string[];
  domain: string;
}

export interface MogileOptions extends MogileSettings {
  /** Names of the user's files, which come before keys of the same name. */
  takenNames: () => ReadonlySet<string>;
  /** When no tracker is to be reached on purpose; absent: never. */
  faultsFor?: FaultsFor;
  /** Reading a video for its index waits for players. */
  rightOfWay: RightOfWay;
  /** Called when the listed keys, or why they cannot be listed, changed. */
  onChange: () => void;
}

/** The videos of a MogileFS domain. Keys are looked up at the trackers each time, as in 2007. */
export interface Mogile {
  readonly listing: KeyListing;
  /**
   * For the application: URLs of a video's copies, in the tracker's order.
   * @throws CodedError `mogile_key_unknown`, `mogile_no_copy`, `tracker_*`
   */
  storageUrls(name: string, request: VideoRequest): Promise<readonly string[]>;
  /** Has a tracker named that storage node? Then the reproxy may ask it. */
  isNamedNode: StorageRule;
  /** See `NamedNodes.areCopies`. */
  areCopies(url: string, other: string): boolean;
  /** See `TrackerHops.addTo`. */
  withTrackerHops(exchange: Exchange): Exchange;
  /**
   * Opens videos for reading, from their storage nodes.
   * @param isStorageAllowed no other storage is asked than players may be sent to
   * @returns throws CodedError as `storageUrls`, and `source_*` of the last copy
   */
  opener(isStorageAllowed: StorageRule): VideoOpener;
  status(): NonNullable<SystemStatus['mogile']>;
  close(): void;
}

/** @throws CodedError `usage` for a tracker that is not `HOST:PORT` or a missing domain */
export function createMogile(options: MogileOptions): Mogile {
  const { trackers, domain, takenNames, faultsFor, rightOfWay, onChange } = options;
  const addresses = trackers.map(parseTracker);
  if (addresses.length === 0 || domain === '') {
    throw new CodedError('usage', { detail: 'MogileFS needs a tracker and a domain.' });
  }
  const client = createMogileClient({ trackers: addresses, domain });
  const listing = createKeyListing({ client, takenNames, onChange });
  const nodes = createNamedNodes();
  const trackerHops = createTrackerHops();

  const urlsOf = (answer: MogileAnswer<string[]>): readonly string[] => {
    if (!answer.ok) throw answer.error;
    nodes.add(answer.value, answer.trackerAddress);
    return answer.value;
  };
  /** An exact key comes first; only where there is none can the name be that of a hidden one. */
  const pathsOf = async (name: string, asking?: Asking): Promise<MogileAnswer<string[]>> => {
    const exact = await client.getPaths(name, asking);
    const key = hiddenKeyOf(name);
    if (exact.ok || exact.error.code !== 'mogile_key_unknown') return exact;
    if (key === null || !takenNames().has(key.normalize('NFC'))) return exact;
    const hidden = await client.getPaths(key, asking);
    return { ...hidden, hops: [...exact.hops, ...hidden.hops] };
  };

  return {
    listing,
    async storageUrls(name, request) {
      const lookup = trackerHops.begin(request);
      const faults = faultsFor?.({
        ...{ video: name, part: { start: 0, length: 0 }, isRanged: false },
        clientPort: request.clientPort,
      });
      const isDown = faults?.some(({ name: fault }) => fault === 'down');
      const answer = await pathsOf(name, { ...lookup.asking, isDown });
      lookup.end(answer.hops);
      return urlsOf(answer);
    },
    isNamedNode: nodes.isNamed,
    areCopies: nodes.areCopies,
    withTrackerHops: trackerHops.addTo,
    opener(isStorageAllowed) {
      const fetchGuarded = createFetch((port) =>
        createGuardedLookup(
          (address) => !isAddressOfThisMachine(address) || isStorageAllowed(address, port),
        ),
      );
      const readable = (urls: readonly string[]): readonly string[] => {
        const allowed = urls.filter((url) => isAllowedUrl(url, isStorageAllowed));
        if (allowed.length > 0) return allowed;
        throw new CodedError('storage_not_allowed', { peer: urls.join(', ') });
      };

      return async (name) => {
        const urls = urlsOf(await pathsOf(name));
        const closing = new AbortController();
        const { signal } = closing;
        const source = await openCopiesSource(readable(urls), {
          signal,
          rightOfWay,
          fetch: fetchGuarded,
        });
        return {
          // A file id is given once and its bytes never change; all copies of a file carry it.
          state: ['mogile', name, fileIdOf(urls), source.sizeBytes].join('/'),
          source,
          sizeBytes: source.sizeBytes,
          modifiedAtEpochMs: null,
          isUnchanged: async () => true,
          close: async () => closing.abort(),
        };
      };
    },
    status() {
      const { keyCount, isWhole, error } = listing.state;
      return {
        trackers: addresses.map(trackerName),
        domain,
        keyCount,
        isWhole,
        error: error?.toJSON() ?? null,
      };
    },
    close: () => listing.close(),
  };
}

function parseTracker(text: string) {
  const address = readTrackerAddress(text);
  if (address !== null) return address;
  throw new CodedError('usage', {
    detail: `"${text}" is no tracker: expected HOST:PORT, for example 127.0.0.1:7001.`,
  });
}

function isAllowedUrl(text: string, isStorageAllowed: StorageRule): boolean {
  if (!URL.canParse(text)) return false;
  const { hostname, port, protocol } = new URL(text);
  const host = hostname.replace(/^\[|\]$/g, '');
  return isStorageAllowed(host, Number(port) || (protocol === 'https:' ? 443 : 80));
}

/** The last segment of a storage path, such as `0000000003.fid`. */
function fileIdOf([url = '']: readonly string[]): string {
  return url.slice(url.lastIndexOf('/') + 1);
}
