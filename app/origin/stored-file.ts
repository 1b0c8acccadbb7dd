import { bytesOf, openConfined } from '../disk/confined-file.ts';
import { createKeptOpen } from '../disk/kept-open.ts';
import { type HeldSource, heldSource } from '../flv/held-source.ts';

/** Where a video lies, and what it must lie in. */
export interface LibraryFile {
  /** Absolute path. */
  path: string | Buffer;
  /** Real path of the folder that must hold the file once links are resolved, or of the file itself. */
  root: string;
}

/** A file of the library, open for one answer; whoever opened it closes the handle. */
export interface StoredFile {
  handle: {
    /** As a FileHandle reads. */
    read(
      into: Uint8Array,
      offset: number,
      length: number,
      position: number,
    ): Promise<{ bytesRead: number }>;
    close(): Promise<void>;
  };
  /** As they were when it was opened. */
  stats: { size: bigint; mtimeNs: bigint };
}

/** @returns the file; or the end of a sentence that says why not */
export type OpenStored = (file: LibraryFile) => Promise<StoredFile | string>;

export const openStored: OpenStored = ({ path, root }) => openConfined(path, [root]);

/** Opens files for thousands of answers from the same few. */
export interface KeptStored {
  open: OpenStored;
  close(): Promise<void>;
}

interface Kept {
  opened: Exclude<Awaited<ReturnType<typeof openConfined>>, string>;
  source: HeldSource;
}

/** Keeps files open, and the parts of them that were read last. */
export function createKeptStored(): KeptStored {
  const kept = createKeptOpen<Kept>({
    stateOf: ({ opened: { stats } }) => [stats.dev, stats.ino, stats.size, stats.mtimeNs].join('/'),
    close: ({ opened }) => opened.handle.close(),
  });
  return {
    async open({ path, root }) {
      let whyNot = '';
      const lent = await kept.lend(
        `${root}\0${typeof path === 'string' ? bytesOf(path) : path.toString('latin1')}`,
        async () => {
          const opened = await openConfined(path, [root]);
          if (typeof opened === 'string') {
            whyNot = opened;
            return null;
          }
          return { opened, source: sourceOf(opened) };
        },
      );
      if (lent === null) return whyNot === '' ? openStored({ path, root }) : whyNot;
      const { opened, source } = lent.value;
      return {
        stats: opened.stats,
        handle: {
          async read(into, offset, length, position) {
            const bytes = await source.read(position, length, into.subarray(offset));
            return { bytesRead: bytes.length };
          },
          close: lent.giveBack,
        },
      };
    },
    close: kept.close,
  };
}

function sourceOf({ handle, stats }: Kept['opened']): HeldSource {
  return heldSource({
    sizeBytes: Number(stats.size),
    async read(offset, length) {
      const bytes = new Uint8Array(length);
      let filled = 0;
      // One read can give less than asked for without being at the end (network shares do).
      while (filled < length) {
        const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return bytes.subarray(0, filled);
    },
  });
}
