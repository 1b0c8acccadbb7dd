import { CodedError } from '../../contract/errors.ts';
import type { VideoFacts } from '../../contract/video.ts';
import { type ScanProgress, scanFlv } from '../../flv/scan.ts';
import { type OpenFile, openConfined } from '../../origin/confined-file.ts';
import { fileSource } from './file-source.ts';
import type { Library } from './library.ts';
import { createRecentCache } from './recent-cache.ts';
import { videoFactsOf } from './video-facts.ts';

/** Facts kept; those of an hour of video take about 2 MB. */
const FACTS_KEPT = 16;

export interface VideoReader {
  /**
   * Reads a whole video by its tag headers, or gives what is known if the file has not changed
   * since. Who asks while it is being read waits for the same scan.
   * @throws CodedError `video_unknown`, `video_unreadable`
   */
  read(name: string, onProgress?: (progress: ScanProgress) => void): Promise<VideoFacts>;
  /** Ends running scans; their `read` rejects. */
  close(): void;
}

interface RunningScan {
  facts: Promise<VideoFacts>;
  listeners: Set<(progress: ScanProgress) => void>;
}

export function createVideoReader({ library }: { library: Pick<Library, 'resolve'> }): VideoReader {
  const recent = createRecentCache<VideoFacts>(FACTS_KEPT);
  const running = new Map<string, RunningScan>();
  const closing = new AbortController();

  const start = (name: string, key: string, file: OpenFile): RunningScan => {
    const listeners: RunningScan['listeners'] = new Set();
    const facts = scanFile(name, file, closing.signal, (progress) => {
      for (const listener of listeners) listener(progress);
    })
      .then((result) => {
        if (result.isCurrent) recent.put(key, result.facts);
        return result.facts;
      })
      .finally(() => running.delete(key));
    const scan = { facts, listeners };
    running.set(key, scan);
    return scan;
  };

  return {
    async read(name, onProgress) {
      const path = await library.resolve(name);
      const file = path && (await openConfined(path));
      if (!file) throw new CodedError('video_unknown', { name });

      const key = stateOf(name, file);
      const known = recent.get(key);
      const shared = known ? undefined : running.get(key);
      if (known || shared) await file.handle.close();
      if (known) return known;

      const scan = shared ?? start(name, key, file);
      if (onProgress) scan.listeners.add(onProgress);
      return scan.facts;
    },
    close: () => closing.abort(),
  };
}

/** Names one state of one file: another after every write. */
function stateOf(name: string, { stats }: OpenFile): string {
  return [name, stats.dev, stats.ino, stats.size, stats.mtimeNs].join('/');
}

/** Scans an open file and closes it. `isCurrent`: the file did not change meanwhile. */
async function scanFile(
  name: string,
  file: OpenFile,
  signal: AbortSignal,
  onProgress: (progress: ScanProgress) => void,
): Promise<{ facts: VideoFacts; isCurrent: boolean }> {
  const { handle, stats } = file;
  const sizeBytes = Number(stats.size);
  const modifiedAtEpochMs = Number(stats.mtimeMs);
  try {
    const scan = await scanFlv(fileSource(handle, sizeBytes), { signal, onProgress });
    const after = { handle, stats: await handle.stat({ bigint: true }) };
    return {
      facts: videoFactsOf(scan, { name, sizeBytes, modifiedAtEpochMs }),
      isCurrent: stateOf(name, after) === stateOf(name, file),
    };
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new CodedError('video_unreadable', { name, detail }, { cause });
  } finally {
    await handle.close();
  }
}
