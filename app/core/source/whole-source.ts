import { CodedError } from '../../contract/errors.ts';
import type { Finding } from '../../flv/finding.ts';
import {
  type Asking,
  ask,
  checkEncoding,
  checkIdentity,
  type HttpSource,
  type Identity,
  identityOf,
} from './ask-server.ts';
import { type Fetched, sizeOf } from './fetch.ts';
import { createPatience } from './patience.ts';
import { failureOf } from './source-failure.ts';
import { createSpool, type Spool } from './spool.ts';

/** Bytes of one file that are kept on disk at most. */
export const MAX_WHOLE_BYTES = 8 * 1024 ** 3;

/**
 * A file on a web server that honours no Range: with the first read it is copied, once and from its
 * beginning, to a temporary file, and each read waits until its bytes are there. Where the server does
 * not say how large the file is, it is copied before this resolves.
 * @param identity what the server said of the file when it was asked for a part
 * @throws CodedError `source_unreachable`, `source_too_large`, `spool_failed`; reads reject with these
 *   and `source_changed`
 */
export async function openWholeSource(
  asking: Asking,
  identity: Identity,
  maxBytes = MAX_WHOLE_BYTES,
): Promise<HttpSource> {
  const { name } = asking;
  if ((identity.sizeBytes ?? 0) > maxBytes) throw tooLarge(name, identity.sizeBytes, maxBytes);
  const closing = new AbortController();
  const signal = asking.signal ? AbortSignal.any([asking.signal, closing.signal]) : closing.signal;
  let copying: Copying | null = null;
  const copy = () => {
    copying ??= startCopying({ ...asking, signal }, identity, maxBytes);
    return copying;
  };
  const close = async () => {
    closing.abort();
    await copying?.over;
    await copying?.spool.then((spool) => spool?.close());
  };

  let sizeBytes = identity.sizeBytes ?? 0;
  if (identity.sizeBytes === null) {
    try {
      sizeBytes = await copy().upTo(Number.POSITIVE_INFINITY);
    } catch (error) {
      await close();
      throw error;
    }
  }
  return {
    sizeBytes,
    validator: identity.etag ?? identity.lastModified,
    isCopied: true,
    async read(offset, length, into) {
      const wanted = Math.max(0, Math.min(length, sizeBytes - offset));
      const bytes = into?.subarray(0, wanted) ?? new Uint8Array(wanted);
      if (wanted === 0) return bytes;
      const current = copy();
      await current.upTo(offset + wanted);
      const spool = await current.spool;
      return bytes.subarray(0, await spool?.read(offset, bytes));
    },
    close,
  };
}

/** What a user is told of a file that was read so. */
export const copiedFinding: Finding = {
  code: 'source_copied',
  severity: 'info',
  offset: null,
  message:
    'The server sent the whole file when it was asked for a part, so all of it was copied to a temporary file to be read.',
};

interface Copying {
  /** Resolves when so many bytes are there, or all; rejects with why no more come. */
  upTo(bytes: number): Promise<number>;
  /** Null when it could not be made. */
  readonly spool: Promise<Spool | null>;
  /** Resolves when nothing is written any more. */
  readonly over: Promise<void>;
}

interface Waiter {
  bytes: number;
  wake: () => void;
}

function startCopying(asking: Asking, identity: Identity, maxBytes: number): Copying {
  const { name } = asking;
  let copiedBytes = 0;
  let isWhole = false;
  let failure: unknown = null;
  let waiters: Waiter[] = [];
  const wake = () => {
    const isOver = isWhole || failure !== null;
    const due = waiters.filter(({ bytes }) => isOver || bytes <= copiedBytes);
    waiters = waiters.filter((waiter) => !due.includes(waiter));
    for (const waiter of due) waiter.wake();
  };
  const making = createSpool().catch((cause: unknown) => {
    throw spoolFailed(name, cause);
  });
  const copyAll = async () => {
    const spool = await making;
    for await (const chunk of bodyOf(asking, identity)) {
      if (copiedBytes + chunk.length > maxBytes) throw tooLarge(name, null, maxBytes);
      await spool.append(chunk).catch((cause: unknown) => {
        throw spoolFailed(name, cause);
      });
      copiedBytes += chunk.length;
      wake();
    }
    isWhole = true;
  };
  const over = copyAll()
    .catch((error: unknown) => {
      failure = error;
    })
    .finally(wake);
  return {
    async upTo(bytes) {
      if (bytes > copiedBytes && !isWhole && failure === null) {
        await new Promise<void>((resolve) => waiters.push({ bytes, wake: resolve }));
      }
      if (failure !== null && bytes > copiedBytes) throw failure;
      return copiedBytes;
    },
    spool: making.catch(() => null),
    over,
  };
}

/** All bytes of the file, at the server's pace and behind players. */
async function* bodyOf(asking: Asking, identity: Identity): AsyncGenerator<Uint8Array> {
  const { name, rightOfWay, signal } = asking;
  const patience = createPatience(asking.timeoutMs, signal);
  try {
    const answer = await ask(asking, null, patience.signal);
    checkEncoding(name, answer);
    if (answer.status !== 200) {
      answer.cancel();
      const detail = `the answer is ${answer.status}`;
      throw new CodedError('source_unreachable', { url: name, detail });
    }
    const { sizeBytes } = identity;
    checkIdentity(name, identity, identityOf(answer, sizeOf(answer)));
    let count = 0;
    for await (const chunk of chunksOf(name, answer, patience.signal)) {
      count += chunk.length;
      rightOfWay?.onOwnBytes(chunk.length);
      yield chunk;
      await rightOfWay?.whenFree(signal);
      patience.renew();
    }
    if (sizeBytes === null || count === sizeBytes) return;
    const detail = `the answer was cut short after ${count} of ${sizeBytes} bytes`;
    throw new CodedError('source_unreachable', { url: name, detail });
  } finally {
    patience.end();
  }
}

async function* chunksOf(
  name: string,
  { body, cancel }: Fetched,
  signal: AbortSignal,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of body) yield chunk;
  } catch (cause) {
    throw failureOf(name, cause, signal);
  } finally {
    cancel();
  }
}

function tooLarge(name: string, sizeBytes: number | null, maxBytes: number): CodedError {
  return new CodedError('source_too_large', { url: name, sizeBytes, maxBytes });
}

function spoolFailed(name: string, cause: unknown): CodedError {
  const detail = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
  return new CodedError('spool_failed', { url: name, detail }, { cause });
}
