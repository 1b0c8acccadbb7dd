import type { ByteSource } from '../../flv/byte-source.ts';
import type { OpenedVideo, VideoOpener } from '../library/opened-video.ts';
import { createRecentCache } from '../library/recent-cache.ts';

/** So long a file is taken for the one of its name without a look, ms. */
const TRUSTED_MS = 1000;
const BLOCK_BYTES = 64 * 1024;
/** 16 MB. */
const BLOCKS_KEPT = 256;

/** Opens videos that many want one after the other. */
export interface KeptFiles {
  open: VideoOpener;
  close(): Promise<void>;
}

interface Kept {
  video: OpenedVideo;
  shared: ByteSource;
  lookedAtMs: number;
  users: number;
  isReplaced: boolean;
}

/**
 * Keeps files open, and the parts of them that were read last: a sweep holds thousands of answers against
 * the same few. A file that was replaced is noticed within a second.
 */
export function createKeptFiles(open: VideoOpener): KeptFiles {
  const kept = new Map<string, Promise<Kept | null>>();

  const openNew = async (name: string): Promise<Kept | null> => {
    const video = await open(name);
    if (video === null) return null;
    const shared = cachedSource(video.source);
    return { video, shared, lookedAtMs: performance.now(), users: 0, isReplaced: false };
  };
  const closeIfLeft = async (each: Kept) => {
    if (each.isReplaced && each.users === 0) await each.video.close();
  };
  /** What is open, or what stands there now. */
  const looked = async (name: string, known: Kept): Promise<Kept | null> => {
    const fresh = await openNew(name);
    if (fresh?.video.state === known.video.state) {
      await fresh.video.close();
      return known;
    }
    known.isReplaced = true;
    await closeIfLeft(known);
    return fresh;
  };
  const keptOf = async (name: string): Promise<Kept | null> => {
    const known = await kept.get(name);
    const nowMs = performance.now();
    if (known && nowMs - known.lookedAtMs < TRUSTED_MS) return known;
    if (known) known.lookedAtMs = nowMs;
    const next = known ? looked(name, known) : openNew(name);
    kept.set(name, next);
    next.catch(() => kept.delete(name));
    return next;
  };

  return {
    async open(name) {
      const each = await keptOf(name);
      if (each === null) return null;
      each.users += 1;
      let isClosed = false;
      return {
        ...each.video,
        source: each.shared,
        async close() {
          if (isClosed) return;
          isClosed = true;
          each.users -= 1;
          await closeIfLeft(each);
        },
      };
    },
    async close() {
      for (const opening of kept.values()) {
        const each = await opening.catch(() => null);
        await each?.video.close();
      }
    },
  };
}

/** Reads whole blocks, and keeps those that were read last. */
function cachedSource(source: ByteSource): ByteSource {
  const blocks = createRecentCache<Promise<Uint8Array>>(BLOCKS_KEPT);
  const blockAt = (number: number) => {
    const key = String(number);
    const known = blocks.get(key);
    if (known) return known;
    const read = source.read(number * BLOCK_BYTES, BLOCK_BYTES);
    blocks.put(key, read);
    // A disk that failed once may not fail again.
    read.catch(() => blocks.forget(key));
    return read;
  };
  return {
    sizeBytes: source.sizeBytes,
    async read(offset, length, into) {
      const wanted = Math.max(0, Math.min(length, source.sizeBytes - offset));
      const bytes = into ?? new Uint8Array(wanted);
      let filled = 0;
      while (filled < wanted) {
        const at = offset + filled;
        const block = await blockAt(Math.floor(at / BLOCK_BYTES));
        const part = block.subarray(at % BLOCK_BYTES, (at % BLOCK_BYTES) + wanted - filled);
        if (part.length === 0) break;
        bytes.set(part, filled);
        filled += part.length;
      }
      return bytes.subarray(0, filled);
    },
  };
}
