import { CodedError } from '../../contract/errors.ts';
import type { ByteSource } from '../../flv/byte-source.ts';

/** Without an answer for so long a server counts as out of reach, ms. */
const ANSWER_TIMEOUT_MS = 15_000;

export interface HttpSourceOptions {
  /** `error`: an answer that leads elsewhere is a failure. Default: it is followed. */
  redirect?: 'follow' | 'error';
  /** How long the first answer may take, ms. */
  openTimeoutMs?: number;
}

export interface HttpSource extends ByteSource {
  /** What names this state of the file: its ETag, or else when it was modified last. */
  readonly validator: string | null;
}

interface Asking {
  url: string;
  redirect: 'follow' | 'error';
  timeoutMs: number;
}

/** What the first answer says of the file; a later answer that says otherwise is refused. */
interface Identity {
  sizeBytes: number;
  etag: string | null;
  lastModified: string | null;
}

/**
 * A file on a web server, read with Range requests (RFC 9110 section 14). Each read asks for just
 * its bytes, uncompressed, and checks that the same file answers.
 * @throws CodedError `source_unreachable`, `source_no_range`; reads reject with these and
 *   `source_changed`
 */
export async function openHttpSource(
  url: string,
  { redirect = 'follow', openTimeoutMs = ANSWER_TIMEOUT_MS }: HttpSourceOptions = {},
): Promise<HttpSource> {
  const asking = { url, redirect, timeoutMs: ANSWER_TIMEOUT_MS };
  const { identity } = await readPart({ ...asking, timeoutMs: openTimeoutMs }, 0, 1);
  return {
    sizeBytes: identity.sizeBytes,
    validator: identity.etag ?? identity.lastModified,
    async read(offset, length) {
      const wanted = Math.min(length, identity.sizeBytes - offset);
      if (wanted <= 0) return new Uint8Array(0);
      const part = await readPart(asking, offset, wanted);
      checkIdentity(url, identity, part.identity);
      return part.bytes;
    },
  };
}

async function readPart(asking: Asking, offset: number, length: number) {
  const { url } = asking;
  const response = await ask(asking, `bytes=${offset}-${offset + length - 1}`);
  const { status, headers } = response;
  const identity = {
    sizeBytes: 0,
    etag: headers.get('etag'),
    lastModified: headers.get('last-modified'),
  };
  // The one file of which no part can be had: an empty one.
  if (status === 416 && headers.get('content-range') === 'bytes */0') {
    await response.body?.cancel();
    return { bytes: new Uint8Array(0), identity };
  }
  const [, from, to, size] =
    /^bytes (\d+)-(\d+)\/(\d+)$/.exec(headers.get('content-range') ?? '') ?? [];
  if (status !== 206 || Number(from) !== offset || size === undefined) {
    await response.body?.cancel();
    if (status === 206 || status === 200) throw new CodedError('source_no_range', { url, status });
    throw new CodedError('source_unreachable', { url, detail: `the answer is ${status}` });
  }
  const bytes = await readBody(url, response);
  if (bytes.length !== Number(to) - offset + 1) {
    throw new CodedError('source_unreachable', { url, detail: 'the answer was cut short' });
  }
  return { bytes, identity: { ...identity, sizeBytes: Number(size) } };
}

async function ask({ url, redirect, timeoutMs }: Asking, range: string): Promise<Response> {
  try {
    return await fetch(url, {
      headers: { Range: range, 'Accept-Encoding': 'identity' },
      redirect,
      signal: AbortSignal.timeout(timeoutMs),
    });
  } catch (cause) {
    throw new CodedError('source_unreachable', { url, detail: reasonOf(cause) }, { cause });
  }
}

async function readBody(url: string, response: Response): Promise<Uint8Array> {
  try {
    return new Uint8Array(await response.arrayBuffer());
  } catch (cause) {
    throw new CodedError('source_unreachable', { url, detail: reasonOf(cause) }, { cause });
  }
}

function checkIdentity(url: string, first: Identity, now: Identity): void {
  if (now.sizeBytes !== first.sizeBytes) {
    const detail = `${first.sizeBytes} bytes at first, then ${now.sizeBytes}`;
    throw new CodedError('source_changed', { url, detail });
  }
  if (now.etag !== first.etag || now.lastModified !== first.lastModified) {
    throw new CodedError('source_changed', { url, detail: 'its ETag or Last-Modified is another' });
  }
}

/** `fetch` says only "fetch failed"; the reason is in the cause. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return cause instanceof Error ? cause.message : error.message;
}
