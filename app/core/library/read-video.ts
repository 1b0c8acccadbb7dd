import { createHash } from 'node:crypto';
import { CodedError } from '../../contract/errors.ts';
import type { VideoFacts } from '../../contract/video.ts';
import { auditIndex } from '../../flv/index-audit.ts';
import { scanFlv } from '../../flv/scan.ts';
import { isTargetOf, videoAddress } from '../../http/stream-url.ts';
import type { OpenedVideo, VideoOpener } from './opened-video.ts';
import { createOutliner } from './outliner.ts';
import { createRecentCache } from './recent-cache.ts';
import { type ReadListener, type SharedScan, startSharedScan } from './shared-scan.ts';
import { findingsOf, videoFactsOf } from './video-facts.ts';

/** Facts kept; those of an hour of video take about 2 MB. */
const FACTS_KEPT = 16;

export interface VideoReader {
  /**
   * Reads a whole video by its tag headers, or gives what is known if the file has not changed
   * since. Who asks while it is being read waits for the same scan.
   * @param signal ends the waiting: it rejects with the signal's reason. A scan for which nobody
   *   waits any more ends too.
   * @throws CodedError `video_unknown`, `video_unreadable`; what an opener throws
   */
  read(name: string, listener?: ReadListener, signal?: AbortSignal): Promise<VideoFacts>;
  /** What was read last of the video that a request asks for; null when it has not been, to its end. */
  lastRead(requestTarget: string): VideoFacts | null;
  /** The same by the video's name. */
  lastNamed(videoName: string): VideoFacts | null;
  /**
   * Have its bytes become others than those in that state?
   * @throws CodedError `video_unknown`; what an opener throws
   */
  isReplaced(name: string, state: string): Promise<boolean>;
  /** Ends running scans; their `read` rejects. */
  close(): void;
}

/** @param openers tried in this order */
export function createVideoReader(openers: readonly VideoOpener[]): VideoReader {
  const recent = createRecentCache<VideoFacts>(FACTS_KEPT);
  let lastRead: readonly VideoFacts[] = [];
  const running = new Map<string, SharedScan>();

  const start = (name: string, video: OpenedVideo): SharedScan => {
    const scan = startSharedScan(
      async (listener, signal) => {
        const { facts, isCurrent } = await scanVideo(name, video, listener, signal);
        if (isCurrent) {
          recent.put(video.state, facts);
          const others = lastRead.filter(({ address }) => address !== facts.address);
          lastRead = [facts, ...others].slice(0, FACTS_KEPT);
        }
        return facts;
      },
      () => running.delete(video.state),
    );
    running.set(video.state, scan);
    return scan;
  };

  return {
    async read(name, listener = {}, signal) {
      const video = await openFirst(openers, name);
      const shared = recent.get(video.state) ?? running.get(video.state)?.join(listener, signal);
      if (!shared) return start(name, video).join(listener, signal);
      const [facts] = await Promise.all([shared, video.close()]);
      return facts;
    },
    lastRead: (target) => lastRead.find(({ address }) => isTargetOf(target, address)) ?? null,
    lastNamed: (name) => lastRead.find((facts) => facts.name === name) ?? null,
    async isReplaced(name, state) {
      const video = await openFirst(openers, name);
      await video.close();
      return stateName(video) !== state;
    },
    close() {
      for (const scan of running.values()) scan.end();
    },
  };
}

async function openFirst(openers: readonly VideoOpener[], name: string): Promise<OpenedVideo> {
  for (const open of openers) {
    const video = await open(name);
    if (video) return video;
  }
  throw new CodedError('video_unknown', { name });
}

/** An opener's words may hold more than is anybody's to know: a path, a signature. */
function stateName({ state }: OpenedVideo): string {
  return createHash('sha256').update(state).digest('base64url');
}

/** Scans a video and closes it. `isCurrent`: its bytes did not change meanwhile. */
async function scanVideo(
  name: string,
  video: OpenedVideo,
  listener: Required<ReadListener>,
  signal: AbortSignal,
): Promise<{ facts: VideoFacts; isCurrent: boolean }> {
  const { source, sizeBytes, modifiedAtEpochMs, target = null } = video;
  const { address = videoAddress(name) } = video;
  const state = stateName(video);
  const file = { name, address, state, target, sizeBytes, modifiedAtEpochMs };
  const outliner = createOutliner(file, listener.onOutline);
  // Do not wait for a slow server when nobody waits for the scan.
  signal.addEventListener('abort', () => void video.close(), { once: true });
  try {
    const scan = await scanFlv(source, {
      signal,
      onProgress(progress) {
        listener.onProgress({ bytesRead: progress.bytesScanned, sizeBytes });
        outliner.offer(progress);
      },
    });
    const audit = await auditIndex(scan, source);
    const findings = [...findingsOf(scan, audit), ...(video.findings ?? [])];
    const facts = { ...videoFactsOf(scan, file), findings };
    return { facts, isCurrent: await video.isUnchanged() };
  } catch (cause) {
    if (cause instanceof CodedError) throw cause;
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new CodedError('video_unreadable', { name, detail }, { cause });
  } finally {
    outliner.close();
    await video.close();
  }
}
