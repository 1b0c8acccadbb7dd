import { CodedError } from '../../contract/errors.ts';
import type { ByteSource } from '../../flv/byte-source.ts';
import type { Fetch, Fetched } from './fetch.ts';
import type { RightOfWay } from './right-of-way.ts';
import { failureOf } from './source-failure.ts';

/** A file on a web server. */
export interface HttpSource extends ByteSource {
  /** What names this state of the file: its ETag, or else when it was modified last. */
  readonly validator: string | null;
  /** Is it read as a whole, to a temporary file, because the server honours no Range? */
  readonly isCopied: boolean;
  /** Ends all reads, and removes what was kept; may be called more than once. */
  close(): Promise<void>;
}

/** Whom to ask for a file, and how. */
export interface Asking {
  url: string;
  /** What errors call it. */
  name: string;
  redirect: 'follow' | 'error';
  fetch: Fetch;
  timeoutMs: number;
  signal: AbortSignal | undefined;
  rightOfWay: RightOfWay | undefined;
}

/** What the first answer says of the file; a later answer that says otherwise is refused. */
export interface Identity {
  /** Null where an answer does not say. */
  sizeBytes: number | null;
  etag: string | null;
  lastModified: string | null;
}

/**
 * Asks for a file, uncompressed.
 * @param range of the bytes that are wanted; null for all
 * @throws CodedError `source_unreachable`
 */
export async function ask(
  { url, name, redirect, fetch }: Asking,
  range: string | null,
  signal: AbortSignal,
): Promise<Fetched> {
  try {
    return await fetch(url, {
      headers: { ...(range !== null && { Range: range }), 'Accept-Encoding': 'identity' },
      redirect,
      signal,
    });
  } catch (cause) {
    throw failureOf(name, cause, signal);
  }
}

/**
 * Are these the bytes of the file?
 * @throws CodedError `source_unreachable` where they are compressed
 */
export function checkEncoding(name: string, answer: Fetched): void {
  const encoding = answer.field('content-encoding') ?? 'identity';
  if (encoding.toLowerCase() === 'identity') return;
  answer.cancel();
  const detail = `it sends Content-Encoding: ${encoding}, though none was asked for: those are not the bytes of the file`;
  throw new CodedError('source_unreachable', { url: name, detail });
}

export function identityOf({ field }: Fetched, sizeBytes: number | null): Identity {
  return { sizeBytes, etag: field('etag'), lastModified: field('last-modified') };
}

/** @throws CodedError `source_changed` */
export function checkIdentity(name: string, first: Identity, now: Identity): void {
  if (now.sizeBytes !== first.sizeBytes) {
    const detail = `${first.sizeBytes} bytes at first, then ${now.sizeBytes}`;
    throw new CodedError('source_changed', { url: name, detail });
  }
  if (now.etag !== first.etag || now.lastModified !== first.lastModified) {
    throw new CodedError('source_changed', {
      url: name,
      detail: 'its ETag or Last-Modified is another',
    });
  }
}
