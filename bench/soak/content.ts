/** Size of the one file that all storage nodes of a soak hold. */
export const CONTENT_BYTES = 8 * 2 ** 20;

/** Numbers between 0 and 1 that are the same for the same seed (mulberry32). */
export function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * The file: bytes that repeat nowhere, so that a byte from another place is noticed, and the same
 * in every process, so that nothing has to be handed over.
 */
export function makeContent(): Buffer {
  const random = createRandom(1);
  const content = Buffer.allocUnsafe(CONTENT_BYTES);
  for (let at = 0; at < content.length; at += 4) {
    content.writeUInt32LE(Math.floor(random() * 2 ** 32), at);
  }
  return content;
}
