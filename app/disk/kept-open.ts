/** So long what is open is taken for what stands there without a look, ms. */
const TRUSTED_MS = 1000;

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
  lookedAtMs: number;
  users: number;
  isReplaced: boolean;
}

/** Keeps open what was opened once. What was replaced on disk is noticed within a second. */
export function createKeptOpen<T>(options: KeptOpenOptions<T>): KeptOpen<T> {
  const kept = new Map<string, Promise<Kept<T> | null>>();

  const openNew = async (open: Opener<T>): Promise<Kept<T> | null> => {
    const value = await open();
    if (value === null) return null;
    return { value, lookedAtMs: performance.now(), users: 0, isReplaced: false };
  };
  const closeIfLeft = async (each: Kept<T>) => {
    if (each.isReplaced && each.users === 0) await options.close(each.value);
  };
  /** What is open, or what stands there now. */
  const looked = async (known: Kept<T>, open: Opener<T>): Promise<Kept<T> | null> => {
    const fresh = await openNew(open);
    if (fresh && options.stateOf(fresh.value) === options.stateOf(known.value)) {
      await options.close(fresh.value);
      return known;
    }
    known.isReplaced = true;
    await closeIfLeft(known);
    return fresh;
  };
  const keptOf = async (key: string, open: Opener<T>): Promise<Kept<T> | null> => {
    const known = await kept.get(key);
    const nowMs = performance.now();
    if (known && nowMs - known.lookedAtMs < TRUSTED_MS) return known;
    if (known) known.lookedAtMs = nowMs;
    const next = known ? looked(known, open) : openNew(open);
    kept.set(key, next);
    next.catch(() => kept.delete(key));
    return next;
  };

  return {
    async lend(key, open) {
      const each = await keptOf(key, open);
      if (each === null) return null;
      each.users += 1;
      let isGivenBack = false;
      return {
        value: each.value,
        async giveBack() {
          if (isGivenBack) return;
          isGivenBack = true;
          each.users -= 1;
          await closeIfLeft(each);
        },
      };
    },
    async close() {
      for (const opening of kept.values()) {
        const each = await opening.catch(() => null);
        if (each) await options.close(each.value);
      }
    },
  };
}
