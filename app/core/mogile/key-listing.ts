import { setTimeout as delay } from 'node:timers/promises';
import type { CodedError } from '../../contract/errors.ts';
import type { LibraryEntry } from '../../contract/video.ts';
import type { MogileClient } from '../../origin/mogile/mogile-client.ts';
import { nameKeys } from './key-names.ts';

/** How listing the keys went. */
export interface ListingState {
  keyCount: number;
  /** False while there may be keys that are not listed. */
  isWhole: boolean;
  /** Why the last listing failed; null when it did not. */
  error: CodedError | null;
}

/** Keys that begin alike. */
export interface FoundKeys {
  count: number;
  /** False where more begin so than were listed. */
  isWhole: boolean;
}

export interface KeyListing {
  readonly state: ListingState;
  /** What is known, in the tracker's order. */
  entries(): LibraryEntry[];
  /**
   * Lists the keys anew, unless that was done a moment ago. Resolves with the first page, or after
   * a second: a tracker that hangs must not keep the rest of the library waiting. `onChange` tells
   * of what comes later.
   */
  refresh(): Promise<void>;
  /**
   * Lists a key though it is beyond those that are listed.
   * @throws CodedError `mogile_key_unknown`, `tracker_*`
   */
  add(key: string): Promise<void>;
  /**
   * Lists those keys that begin so, though they are beyond those that are listed: 1,000 at most.
   * @throws CodedError `tracker_*`
   */
  addPrefix(prefix: string): Promise<FoundKeys>;
  /** Asks for the sizes of those that are listed and whose size is not known yet. */
  readSizes(names: readonly string[]): Promise<LibraryEntry[]>;
  /** `onChange` is not called any more. */
  close(): void;
}

export interface KeyListingOptions {
  client: Pick<MogileClient, 'listKeys' | 'fileInfo'>;
  /** Names of the user's files, which come before keys of the same name. */
  takenNames: () => ReadonlySet<string>;
  /** Called when the keys, or the error, are others than before. */
  onChange: () => void;
  /** Most keys listed, and as many that were asked for. */
  maxKeys?: number;
  /** After a failure the keys are listed again after this time, ms. */
  retryMs?: number;
}

/** What has been listed so far; `nextAfter` is null after the last page. */
interface Listed {
  keys: readonly string[];
  nextAfter: string | null;
  error: CodedError | null;
}

/** Ten pages: nobody finds a video in a longer list. */
const MAX_KEYS = 10_000;
const FIRST_PAGE_WAIT_MS = 1000;
/** A list this fresh is not asked for again. */
const FRESH_MS = 5000;
/** A tracker that came back is found after this time. */
const RETRY_MS = 5000;
/** Sizes asked for at once. */
const SIZES_AT_ONCE = 4;

/** The keys of a domain as its trackers list them, page by page; sizes only where wanted. */
export function createKeyListing(options: KeyListingOptions): KeyListing {
  const { client, takenNames, onChange, maxKeys = MAX_KEYS, retryMs = RETRY_MS } = options;
  let keys: readonly string[] = [];
  /** Those that somebody asked for, by name or by how they begin; the oldest go first. */
  const added = new Set<string>();
  let sizeByKey = new Map<string, number>();
  let retrying: NodeJS.Timeout | undefined;
  let state: ListingState = { keyCount: 0, isWhole: false, error: null };
  let firstPage: Promise<Listed> | null = null;
  let freshUntilMs = 0;
  let isClosed = false;

  const entryOf = (name: string, key: string): LibraryEntry => ({
    name,
    sizeBytes: sizeByKey.get(key) ?? null,
    modifiedAtEpochMs: null,
    origin: 'mogile',
  });
  const remember = (key: string) => {
    added.delete(key);
    added.add(key);
    const [oldest] = added;
    if (added.size > maxKeys && oldest !== undefined) added.delete(oldest);
  };
  const named = () => nameKeys([...new Set([...keys, ...added])], takenNames());
  const take = ({ keys: listed, nextAfter, error }: Listed) => {
    const before = JSON.stringify([state, keys]);
    // Trackers that are all dead say nothing about the keys: those of before stay.
    if (error === null || listed.length > 0) keys = listed.slice(0, maxKeys);
    const isWhole = error === null && nextAfter === null && listed.length <= maxKeys;
    state = { keyCount: keys.length, isWhole, error };
    const after = JSON.stringify([state, keys]);
    if (!isClosed && after !== before) onChange();
    retryAfter(error);
  };
  const retryAfter = (error: CodedError | null) => {
    clearTimeout(retrying);
    if (error === null || isClosed) return;
    retrying = setTimeout(() => {
      firstPage ??= list();
    }, retryMs);
    retrying.unref();
  };
  const list = () => {
    sizeByKey = new Map();
    const first = listPage(client, { keys: [], nextAfter: '', error: null });
    first
      .then(async (listed) => {
        take(listed);
        let all = listed;
        while (all.nextAfter !== null && !all.error && all.keys.length < maxKeys && !isClosed) {
          all = await listPage(client, all);
        }
        if (all !== listed) take(all);
      })
      .finally(() => {
        firstPage = null;
        freshUntilMs = performance.now() + FRESH_MS;
      });
    return first;
  };

  return {
    get state() {
      return state;
    },
    entries: () => [...named()].map(([name, key]) => entryOf(name, key)),
    async add(key) {
      const info = await client.fileInfo(key);
      if (!info.ok) throw info.error;
      sizeByKey.set(key, info.value.sizeBytes);
      remember(key);
      onChange();
    },
    async addPrefix(prefix) {
      const page = await client.listKeys({ prefix });
      if (!page.ok) throw page.error;
      const { keys: found, nextAfter } = page.value;
      for (const key of found) remember(key);
      onChange();
      return { count: found.length, isWhole: nextAfter === null };
    },
    async refresh() {
      if (firstPage === null && performance.now() < freshUntilMs) return;
      firstPage ??= list();
      await Promise.race([firstPage, delay(FIRST_PAGE_WAIT_MS, undefined, { ref: false })]);
    },
    async readSizes(wanted) {
      const keyByName = named();
      const listed = wanted.filter((name) => keyByName.has(name));
      const unknown = listed.map((name) => keyByName.get(name) ?? name).values();
      const readOneByOne = async () => {
        for (const key of unknown) {
          const info = sizeByKey.has(key) ? null : await client.fileInfo(key);
          if (info?.ok) sizeByKey.set(key, info.value.sizeBytes);
        }
      };
      await Promise.all(Array.from({ length: SIZES_AT_ONCE }, readOneByOne));
      return listed.map((name) => entryOf(name, keyByName.get(name) ?? name));
    },
    close() {
      isClosed = true;
      clearTimeout(retrying);
    },
  };
}

async function listPage(client: KeyListingOptions['client'], before: Listed): Promise<Listed> {
  const page = await client.listKeys({ after: before.nextAfter ?? '' });
  if (!page.ok) return { ...before, error: page.error };
  const { keys, nextAfter } = page.value;
  return { keys: [...before.keys, ...keys], nextAfter, error: null };
}
