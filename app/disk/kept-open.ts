/** So long what is open is taken for what stands there without a look, ms. */
const TRUSTED_MS = 1000;
/** More are not kept while nobody uses them: each may hold megabytes of what was read. */
const MOST_KEPT = 8;

/** What is kept open, lent to many at a time. */
export interface Lent<T> {
  value: T;
  /** May be called more than once. */
  giveBack(): Promise<void>;
}

/** Opens what many want one after the other, and keeps it open. */
export interface KeptOpen<T> {
  /**
   * @param open how what has that key is opened
   * @returns null where there is none
   * @throws what opening threw
   */
  lend(key: string, open: Opener<T>): Promise<Lent<T> | null>;
  close(): Promise<void>;
}

/** Null: there is none. */
export type Opener<T> = () => Promise<T | null>;

export interface KeptOpenOptions<T> {
  /** Names one state of what it is: another after every change. */
  stateOf(value: T): string;
  close(value: T): Promise<void>;
}

interface Kept<T> {
  value: T;
  users: number;
  /** It is closed as soon as nobody uses it. */
  isDropped: boolean;
  isClosed: boolean;
}

interface Entry<T> {
  opening: Promise<Kept<T> | null>;
  lookedAtMs: number;
}

/**
 * Keeps open what was opened once, a few at a time. What was replaced on disk is noticed within a second.
 */
export function createKeptOpen<T>(options: KeptOpenOptions<T>): KeptOpen<T> {
  const kept = new Map<string, Entry<T>>();

  const openNew = async (open: Opener<T>): Promise<Kept<T> | null> => {
    const value = await open();
    if (value === null) return null;
    return { value, users: 0, isDropped: false, isClosed: false };
  };
  const closeIfLeft = async (each: Kept<T>) => {
    if (!each.isDropped || each.users > 0 || each.isClosed) return;
    each.isClosed = true;
    await options.close(each.value);
  };
  const drop = async (each: Kept<T>) => {
    each.isDropped = true;
    await closeIfLeft(each);
  };
  /** What is open, or what stands there now. */
  const looked = async (known: Kept<T>, open: Opener<T>): Promise<Kept<T> | null> => {
    const fresh = await openNew(open);
    if (fresh && options.stateOf(fresh.value) === options.stateOf(known.value)) {
      await options.close(fresh.value);
      return known;
    }
    await drop(known);
    return fresh;
  };
  /** Those that were opened first are given up. */
  const dropTooMany = async () => {
    for (const [key, { opening }] of kept) {
      if (kept.size <= MOST_KEPT) return;
      kept.delete(key);
      const each = await opening.catch(() => null);
      if (each) await drop(each);
    }
  };
  const put = (key: string, opening: Entry<T>['opening']) => {
    const entry = { opening, lookedAtMs: performance.now() };
    kept.set(key, entry);
    const forget = () => kept.get(key) === entry && kept.delete(key);
    // What is not there, or could not be opened, may be the next time.
    opening.then((each) => each ?? forget(), forget);
    void dropTooMany();
    return opening;
  };
  const keptOf = (key: string, open: Opener<T>): Entry<T>['opening'] => {
    const entry = kept.get(key);
    if (!entry) return put(key, openNew(open));
    if (performance.now() - entry.lookedAtMs < TRUSTED_MS) return entry.opening;
    const look = (known: Kept<T> | null) => (known ? looked(known, open) : openNew(open));
    return put(key, entry.opening.then(look));
  };

  return {
    async lend(key, open) {
      let each = await keptOf(key, open);
      // It may have been given up in the very moment.
      while (each?.isClosed) each = await put(key, openNew(open));
      if (each === null) return null;
      const { value } = each;
      each.users += 1;
      let isGivenBack = false;
      return {
        value,
        async giveBack() {
          if (isGivenBack) return;
          isGivenBack = true;
          each.users -= 1;
          await closeIfLeft(each);
        },
      };
    },
    async close() {
      for (const { opening } of kept.values()) {
        const each = await opening.catch(() => null);
        if (each && !each.isClosed) await options.close(each.value);
      }
    },
  };
}
