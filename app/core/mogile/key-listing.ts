import { setTimeout as delay } from 'node:timers/promises';
import type { CodedError } from '../../contract/errors.ts';
import type { LibraryEntry } from '../../contract/video.ts';
import type { MogileClient } from '../../origin/mogile/mogile-client.ts';
import type { UniqueNames } from '../library/unique-names.ts';
import { nameOfKey } from './key-names.ts';

/** How listing the keys went. */
export interface ListingState {
  keyCount: number;
  /** False while there may be keys that are not listed. */
  isWhole: boolean;
  /** Why the last listing failed; null when it did not. */
  error: CodedError | null;
}

export interface KeyListing {
  readonly state: ListingState;
  /** What is known, in the tracker's order. */
  entries(): LibraryEntry[];
  /** The key of a listed name; of any other, the name itself. */
  keyOf(name: string): string;
  /**
   * Lists the keys anew, unless that was done a moment ago. Resolves with the first page, or after
   * a second: a tracker that hangs must not keep the rest of the library waiting. `onChange` tells
   * of what comes later.
   */
  refresh(): Promise<void>;
  /** Asks for the sizes of those that are listed and whose size is not known yet. */
  readSizes(names: readonly string[]): Promise<LibraryEntry[]>;
  /** `onChange` is not called any more. */
  close(): void;
}

export interface KeyListingOptions {
  client: Pick<MogileClient, 'listKeys' | 'fileInfo'>;
  names: UniqueNames;
  /** Called when the keys, or the error, are others than before. */
  onChange: () => void;
  /** Most keys listed; what is beyond can still be asked for by its key. */
  maxKeys?: number;
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
/** Sizes asked for at once. */
const SIZES_AT_ONCE = 4;

/** The keys of a domain as its trackers list them, page by page; sizes only where wanted. */
export function createKeyListing(options: KeyListingOptions): KeyListing {
  const { client, names, onChange, maxKeys = MAX_KEYS } = options;
  let keyByName = new Map<string, string>();
  let sizeByKey = new Map<string, number>();
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
  const take = ({ keys, nextAfter, error }: Listed) => {
    const before = JSON.stringify([state, [...keyByName.values()]]);
    // Trackers that are all dead say nothing about the keys: those of before stay.
    if (error === null || keys.length > 0) {
      const taken = keys.slice(0, maxKeys);
      keyByName = new Map(taken.map((key) => [names.nameOf(`mogile:${key}`, nameOfKey(key)), key]));
    }
    const isWhole = error === null && nextAfter === null && keys.length <= maxKeys;
    state = { keyCount: keyByName.size, isWhole, error };
    const after = JSON.stringify([state, [...keyByName.values()]]);
    if (!isClosed && after !== before) onChange();
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
    entries: () => [...keyByName].map(([name, key]) => entryOf(name, key)),
    keyOf: (name) => keyByName.get(name.normalize('NFC')) ?? name,
    async refresh() {
      if (firstPage === null && performance.now() < freshUntilMs) return;
      firstPage ??= list();
      await Promise.race([firstPage, delay(FIRST_PAGE_WAIT_MS, undefined, { ref: false })]);
    },
    async readSizes(wanted) {
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
    },
  };
}

async function listPage(client: KeyListingOptions['client'], before: Listed): Promise<Listed> {
  const page = await client.listKeys({ after: before.nextAfter ?? '' });
  if (!page.ok) return { ...before, error: page.error };
  const { keys, nextAfter } = page.value;
  return { keys: [...before.keys, ...keys], nextAfter, error: null };
}
