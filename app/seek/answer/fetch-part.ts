import { parseByteCount } from '../../http/byte-count.ts';
import { isRedirection } from '../../http/redirection.ts';

/** What came of asking; the body is still to be read. */
export interface FetchedPart {
  readonly status: number;
  /** It leads elsewhere, and was not followed there. */
  readonly isRedirection: boolean;
  /** Content-Length; null when the server did not say. */
  readonly lengthBytes: number | null;
  /** Null when there is none. */
  readonly body: ChunkReader | null;
}

/** Reads a body's chunks. */
export interface ChunkReader {
  read(): Promise<{ done: boolean; value?: Uint8Array | undefined }>;
  cancel(): Promise<void>;
}

/**
 * Asks for a part of a video.
 * @throws when there is no answer, or the signal was aborted
 */
export type FetchPart = (
  url: string,
  init: { redirect: 'follow' | 'manual'; signal: AbortSignal },
) => Promise<FetchedPart>;

/** Enough for a picture's beginning; a default reader waits for up to 2 MB (Chromium 156: 58 ms). */
const CHUNK_BYTES = 64 * 1024;

/** As a page does. The browser's cache is left out, or the reproxy would not see the seek. */
export const fetchInPage: FetchPart = async (url, init) => {
  const response = await fetch(url, { ...init, cache: 'no-store', credentials: 'omit' });
  return {
    status: response.status,
    isRedirection: leadsElsewhere(response),
    lengthBytes: parseByteCount(response.headers.get('content-length') ?? ''),
    body: response.body && openReader(response.body),
  };
};

/** A browser keeps to itself what it is; Node shows its status. */
function leadsElsewhere({ type, status, headers }: Response): boolean {
  return type === 'opaqueredirect' || (isRedirection(status) && headers.has('location'));
}

/** The first bytes are wanted as soon as they are there, so the chunks are small where that can be. */
function openReader(body: ReadableStream<Uint8Array>): ChunkReader {
  try {
    const reader = body.getReader({ mode: 'byob' });
    return {
      read: () => reader.read(new Uint8Array(CHUNK_BYTES)),
      cancel: () => reader.cancel(),
    };
  } catch {
    // No stream of bytes in this browser: chunks come as they come.
    return body.getReader();
  }
}
