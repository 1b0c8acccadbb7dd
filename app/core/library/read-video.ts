import { CodedError } from '../../contract/errors.ts';
import type { VideoFacts } from '../../contract/video.ts';
import { type ScanProgress, scanFlv } from '../../flv/scan.ts';
import type { OpenedVideo, VideoOpener } from './opened-video.ts';
import { createRecentCache } from './recent-cache.ts';
import { videoFactsOf } from './video-facts.ts';

/** Facts kept; those of an hour of video take about 2 MB. */
const FACTS_KEPT = 16;

export interface VideoReader {
  /**
   * Reads a whole video by its tag headers, or gives what is known if the file has not changed
   * since. Who asks while it is being read waits for the same scan.
   * @throws CodedError `video_unknown`, `video_unreadable`; what an opener throws
   */
  read(name: string, onProgress?: (progress: ScanProgress) => void): Promise<VideoFacts>;
  /** Ends running scans; their `read` rejects. */
  close(): void;
}

interface RunningScan {
  facts: Promise<VideoFacts>;
  listeners: Set<(progress: ScanProgress) => void>;
}

/** @param openers tried in this order */
export function createVideoReader(openers: readonly VideoOpener[]): VideoReader {
  const recent = createRecentCache<VideoFacts>(FACTS_KEPT);
  const running = new Map<string, RunningScan>();
  const closing = new AbortController();

  const start = (name: string, video: OpenedVideo): RunningScan => {
    const listeners: RunningScan['listeners'] = new Set();
    const facts = scanVideo(name, video, closing.signal, (progress) => {
      for (const listener of listeners) listener(progress);
    })
      .then((result) => {
        if (result.isCurrent) recent.put(video.state, result.facts);
        return result.facts;
      })
      .finally(() => running.delete(video.state));
    const scan = { facts, listeners };
    running.set(video.state, scan);
    return scan;
  };

  return {
    async read(name, onProgress) {
      const video = await openFirst(openers, name);
      const known = recent.get(video.state);
      const shared = known ? undefined : running.get(video.state);
      if (known || shared) await video.close();
      if (known) return known;

      const scan = shared ?? start(name, video);
      if (onProgress) scan.listeners.add(onProgress);
      return scan.facts;
    },
    close: () => closing.abort(),
  };
}

async function openFirst(openers: readonly VideoOpener[], name: string): Promise<OpenedVideo> {
  for (const open of openers) {
    const video = await open(name);
    if (video) return video;
  }
  throw new CodedError('video_unknown', { name });
}

/** Scans a video and closes it. `isCurrent`: its bytes did not change meanwhile. */
async function scanVideo(
  name: string,
  video: OpenedVideo,
  signal: AbortSignal,
  onProgress: (progress: ScanProgress) => void,
): Promise<{ facts: VideoFacts; isCurrent: boolean }> {
  const { source, sizeBytes, modifiedAtEpochMs } = video;
  try {
    const scan = await scanFlv(source, { signal, onProgress });
    return {
      facts: videoFactsOf(scan, { name, sizeBytes, modifiedAtEpochMs }),
      isCurrent: await video.isUnchanged(),
    };
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new CodedError('video_unreadable', { name, detail }, { cause });
  } finally {
    await video.close();
  }
}
