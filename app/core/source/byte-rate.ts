/** Bytes are counted together over this time, ms. */
const SLOT_MS = 25;
/** Rates are taken over this time, ms. */
const WINDOW_MS = 500;
const SLOTS = WINDOW_MS / SLOT_MS;

/** How fast bytes went lately. */
export interface ByteRate {
  add(bytes: number, atMs: number): void;
  /** Bytes per ms over the last half second. */
  at(nowMs: number): number;
}

/**
 * Counts into a ring of slots, so that it takes the same memory however much is counted, and
 * whether or not anybody asks.
 */
export function createByteRate(): ByteRate {
  const counts = new Float64Array(SLOTS);
  /** Which slot of all time stands in each place of the ring. */
  const slots = new Float64Array(SLOTS).fill(Number.NEGATIVE_INFINITY);

  return {
    add(bytes, atMs) {
      const slot = Math.floor(atMs / SLOT_MS);
      const place = slot % SLOTS;
      counts[place] = bytes + (slots[place] === slot ? (counts[place] ?? 0) : 0);
      slots[place] = slot;
    },
    at(nowMs) {
      const oldest = Math.floor(nowMs / SLOT_MS) - SLOTS + 1;
      let recent = 0;
      for (let place = 0; place < SLOTS; place += 1) {
        if ((slots[place] ?? 0) >= oldest) recent += counts[place] ?? 0;
      }
      return recent / WINDOW_MS;
    },
  };
}
