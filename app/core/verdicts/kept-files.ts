import { createKeptOpen } from '../../disk/kept-open.ts';
import { type HeldSource, heldSource } from '../../flv/held-source.ts';
import type { OpenedVideo, VideoOpener } from '../library/opened-video.ts';

/** Opens videos that many want one after the other. */
export interface KeptFiles {
  open: VideoOpener;
  close(): Promise<void>;
}

interface Kept {
  video: OpenedVideo;
  shared: HeldSource;
}

/**
 * Keeps files open, and the parts of them that were read last: a sweep holds thousands of answers against
 * the same few.
 */
export function createKeptFiles(open: VideoOpener): KeptFiles {
  const kept = createKeptOpen<Kept>({
    stateOf: ({ video }) => video.state,
    close: ({ video }) => video.close(),
  });
  return {
    async open(name) {
      const lent = await kept.lend(name, async () => {
        const video = await open(name);
        return video && { video, shared: heldSource(video.source) };
      });
      if (lent === null) return null;
      const { video, shared } = lent.value;
      return { ...video, source: shared, close: lent.giveBack };
    },
    close: kept.close,
  };
}
