/**
 * A copy of `map` with `entries` put in: known keys keep their place, new ones go to the end, and
 * the oldest go first when there are more than `limit`.
 */
export function putBounded<K, V>(
  map: ReadonlyMap<K, V>,
  entries: Iterable<readonly [K, V]>,
  limit: number,
): ReadonlyMap<K, V> {
  const next = new Map(map);
  for (const [key, value] of entries) next.set(key, value);
  for (const key of next.keys()) {
    if (next.size <= limit) break;
    next.delete(key);
  }
  return next;
}
