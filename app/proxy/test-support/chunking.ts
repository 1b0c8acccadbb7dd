import fc from 'fast-check';

/** Sorted places to cut bytes of that length at; between none and many. */
export function cutsOf(length: number): fc.Arbitrary<number[]> {
  return fc
    .uniqueArray(fc.integer({ min: 1, max: Math.max(1, length - 1) }), { maxLength: 12 })
    .map((cuts) => cuts.sort((a, b) => a - b));
}

/** The pieces between the cuts. */
export function cutAt(bytes: Buffer, cuts: readonly number[]): Buffer[] {
  const edges = [0, ...cuts.filter((cut) => cut < bytes.length), bytes.length];
  return edges.slice(1).map((edge, i) => bytes.subarray(edges[i], edge));
}

/** Every way to cut bytes in two, and into single bytes. */
export function everyCut(bytes: Buffer): Buffer[][] {
  const halves = Array.from({ length: bytes.length - 1 }, (_, i) => cutAt(bytes, [i + 1]));
  return [...halves, Array.from(bytes, (_, i) => bytes.subarray(i, i + 1))];
}
