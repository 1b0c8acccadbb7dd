import type { VideoFacts } from '../../contract/video.ts';

/** Whoever waits for a video to be read. */
export interface ReadListener {
  onProgress?(progress: { bytesRead: number; sizeBytes: number }): void;
  /** What is known while a video takes long to be read; again when much more is known. */
  onOutline?(facts: VideoFacts): void;
}

/** A scan that several may wait for. */
export interface SharedScan {
  /**
   * Waits for the scan.
   * @param signal ends the waiting: it rejects with the signal's reason. When nobody waits any
   *   more, the scan ends.
   */
  join(listener: ReadListener, signal?: AbortSignal): Promise<VideoFacts>;
  /** Ends the scan: whoever waits gets an error. */
  end(): void;
}

/**
 * Starts a scan.
 * @param scan tells its listener, and rejects when its signal is aborted
 * @param onOver called once, before whoever waits gets the result; nobody may join from then on
 */
export function startSharedScan(
  scan: (listener: Required<ReadListener>, signal: AbortSignal) => Promise<VideoFacts>,
  onOver: () => void,
): SharedScan {
  const listeners = new Set<ReadListener>();
  const ending = new AbortController();
  let outline: VideoFacts | null = null;
  let isOver = false;

  const finish = () => {
    if (!isOver) onOver();
    isOver = true;
  };
  const result = scan(
    {
      onProgress(progress) {
        for (const listener of listeners) listener.onProgress?.(progress);
      },
      onOutline(facts) {
        outline = facts;
        for (const listener of listeners) listener.onOutline?.(facts);
      },
    },
    ending.signal,
  ).finally(finish);
  result.catch(() => 'told to whoever waits; nobody does when all have left');

  const leave = (listener: ReadListener) => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    finish();
    ending.abort();
  };

  return {
    join(listener, signal) {
      listeners.add(listener);
      if (outline) listener.onOutline?.(outline);
      if (!signal) return result;
      return new Promise((resolve, reject) => {
        const onAbort = () => {
          reject(signal.reason);
          leave(listener);
        };
        if (signal.aborted) return onAbort();
        signal.addEventListener('abort', onAbort, { once: true });
        result.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
      });
    },
    end: () => ending.abort(),
  };
}
