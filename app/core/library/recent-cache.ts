export interface RecentCache<T> {
  get(key: string): T | undefined;
  put(key: string, value: T): void;
}

/** Keeps the values that were used last. */
export function createRecentCache<T>(limit: number): RecentCache<T> {
  // A Map keeps the order of insertion, so its first key is the one that was used longest ago.
  const values = new Map<string, T>();

  const put = (key: string, value: T) => {
    values.delete(key);
    values.set(key, value);
    const [oldest] = values.keys();
    if (values.size > limit && oldest !== undefined) values.delete(oldest);
  };

  return {
    get(key) {
      const value = values.get(key);
      if (value !== undefined) put(key, value);
      return value;
    },
    put,
  };
}
