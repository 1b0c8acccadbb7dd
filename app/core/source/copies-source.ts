import { CodedError } from '../../contract/errors.ts';
import type { ByteSource } from '../../flv/byte-source.ts';
import { type HttpSourceOptions, openHttpSource } from './http-source.ts';

/** The next copy is tried after this time without an answer, ms; as the reproxy does. */
const OPEN_TIMEOUT_MS = 5_000;

type CopyOptions = Pick<HttpSourceOptions, 'signal' | 'rightOfWay' | 'fetch'>;

interface Copy {
  index: number;
  source: ByteSource;
}

/**
 * A file of which there are several copies on web servers, read with Range from the first that
 * answers. When one fails, also in the middle, the next goes on; it must have the same size.
 * @param urls http(s), best first, at least one; redirections are not followed
 * @throws CodedError of the last copy when none can be read; so do the reads
 */
export async function openCopiesSource(
  urls: readonly string[],
  options: CopyOptions = {},
): Promise<ByteSource> {
  const first = await openFrom(urls, 0, null, options);
  const { sizeBytes } = first.source;
  let current = Promise.resolve(first);
  return {
    sizeBytes,
    async read(offset, length, into) {
      for (;;) {
        const asked = current;
        const copy = await asked;
        try {
          return await copy.source.read(offset, length, into);
        } catch (failure) {
          // Two reads may fail at once: only the first of them opens the next copy.
          if (current === asked) {
            current = openFrom(urls, copy.index + 1, { failure, sizeBytes }, options);
          }
        }
      }
    },
  };
}

/** @param before why the copy before this one was given up, and how large it was */
async function openFrom(
  urls: readonly string[],
  from: number,
  before: { failure: unknown; sizeBytes: number } | null,
  options: CopyOptions,
): Promise<Copy> {
  let failure: unknown =
    before?.failure ?? new CodedError('internal', { detail: 'no copy was named' });
  for (const [at, url] of urls.slice(from).entries()) {
    try {
      const source = await openHttpSource(url, {
        ...options,
        redirect: 'error',
        openTimeoutMs: OPEN_TIMEOUT_MS,
        // Another copy is there sooner.
        retries: 0,
      });
      if (before !== null && source.sizeBytes !== before.sizeBytes) {
        const detail = `it has ${source.sizeBytes} bytes, another copy ${before.sizeBytes}`;
        throw new CodedError('source_changed', { url, detail });
      }
      return { index: from + at, source };
    } catch (error) {
      failure = error;
    }
  }
  throw failure;
}
