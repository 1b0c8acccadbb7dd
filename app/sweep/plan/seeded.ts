const GOLDEN = 0x9e3779b9;

/** Mixes 32 bits so that each of them depends on all (MurmurHash3, `fmix32`). */
function mix(value: number): number {
  let h = value >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * A number in [0, 1) that depends on the numbers given and on nothing else: integers of 32 bits alone are
 * reckoned with, which are the same on every machine.
 */
export function seededShare(...given: readonly number[]): number {
  const half = (salt: number) =>
    given.reduce((hash, each) => mix(mix(hash + GOLDEN) ^ mix(low(each)) ^ high(each)), salt);
  return ((half(1) >>> 6) * 2 ** 27 + (half(2) >>> 5)) / 2 ** 53;
}

const low = (value: number) => value >>> 0;
const high = (value: number) => Math.floor(value / 2 ** 32) >>> 0;
