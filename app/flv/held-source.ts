import type { ByteSource } from './byte-source.ts';

const BLOCK_BYTES = 64 * 1024;
/** 16 MB. */
const BLOCKS_KEPT = 256;

/** A source that keeps what was read of it last. */
export interface HeldSource extends ByteSource {
  held(offset: number): Uint8Array | null;
}

/** Reads whole blocks, and keeps those that were read last. */
export function heldSource(source: ByteSource): HeldSource {
  // A Map keeps the order of insertion, so its first key is the one that was used longest ago.
  const blocks = new Map<number, Promise<Uint8Array> | Uint8Array>();
  const use = (number: number) => {
    const block = blocks.get(number);
    if (block === undefined) return undefined;
    blocks.delete(number);
    blocks.set(number, block);
    return block;
  };
  const readBlock = (number: number) => {
    const reading = source.read(number * BLOCK_BYTES, BLOCK_BYTES).then(
      (bytes) => {
        if (blocks.get(number) === reading) blocks.set(number, bytes);
        return bytes;
      },
      (cause: unknown) => {
        blocks.delete(number);
        throw cause;
      },
    );
    blocks.set(number, reading);
    const [oldest] = blocks.keys();
    if (blocks.size > BLOCKS_KEPT && oldest !== undefined) blocks.delete(oldest);
    return reading;
  };
  return {
    sizeBytes: source.sizeBytes,
    held(offset) {
      const block = use(Math.floor(offset / BLOCK_BYTES));
      if (!(block instanceof Uint8Array)) return null;
      const bytes = block.subarray(offset % BLOCK_BYTES);
      return bytes.length > 0 ? bytes : null;
    },
    async read(offset, length, into) {
      const wanted = Math.max(0, Math.min(length, source.sizeBytes - offset));
      const bytes = into ?? new Uint8Array(wanted);
      let filled = 0;
      while (filled < wanted) {
        const at = offset + filled;
        const number = Math.floor(at / BLOCK_BYTES);
        const block = await (use(number) ?? readBlock(number));
        const from = at % BLOCK_BYTES;
        const part = block.subarray(from, from + wanted - filled);
        if (part.length === 0) break;
        bytes.set(part, filled);
        filled += part.length;
      }
      return bytes.subarray(0, filled);
    },
  };
}
