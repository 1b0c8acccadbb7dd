import { createHash } from 'node:crypto';
import type { OpenedVideo, VideoOpener } from '../library/opened-video.ts';

const PIECE_BYTES = 1024 * 1024;

/** What tells a video from any other. */
export interface VideoDigest {
  sizeBytes: number;
  /** SHA-256 of its bytes, hex. */
  digest: string;
}

export interface VideoDigests {
  /** Null: the file is not on this machine. A file that has not changed is not read again. */
  of(open: VideoOpener, name: string): Promise<VideoDigest | null>;
}

export function createVideoDigests(signal: AbortSignal): VideoDigests {
  const known = new Map<string, string>();
  return {
    async of(open, name) {
      const video = await open(name);
      if (video === null) return null;
      try {
        const digest = known.get(video.state) ?? (await digestOf(video, signal));
        known.set(video.state, digest);
        return { sizeBytes: video.sizeBytes, digest };
      } finally {
        await video.close();
      }
    },
  };
}

async function digestOf({ source }: OpenedVideo, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  for (let at = 0; at < source.sizeBytes; ) {
    signal.throwIfAborted();
    const bytes = await source.read(at, PIECE_BYTES);
    if (bytes.length === 0) break;
    hash.update(bytes);
    at += bytes.length;
  }
  return hash.digest('hex');
}
