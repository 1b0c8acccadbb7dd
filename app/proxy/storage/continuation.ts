import { CodedError } from '../../contract/errors.ts';
import type { ResponseHead } from '../../http/response-head.ts';
import { type FileSlice, judgeStorageAnswer, type StorageVerdict } from './storage-verdict.ts';

/**
 * Decides whether another storage node can go on where the last one died: it must send just the
 * missing bytes, of the same file (RFC 9110 §15.3.7.3).
 * @param slice what the client is getting
 * @param sentBytes how much of it the client has got
 * @param isCopy it is known that both nodes hold the same bytes: then the size is enough. Copies on
 *   MogileFS have a modification time each.
 */
export function judgeContinuation(
  head: ResponseHead,
  peer: string,
  slice: FileSlice,
  sentBytes: number,
  isCopy: boolean,
): StorageVerdict {
  const first = slice.first + sentBytes;
  const verdict = judgeStorageAnswer(head, peer, {
    part: { kind: 'from', first, last: slice.last },
    expectedSize: String(slice.total),
    method: 'GET',
  });
  if (verdict.kind === 'rejected') return verdict;
  if (verdict.kind !== 'slice') {
    const params = { peer, status: head.status };
    return { kind: 'rejected', error: new CodedError('storage_bad_status', params) };
  }
  const difference = isCopy ? null : differenceOf(slice, verdict.slice);
  if (difference === null) return verdict;
  const detail = `its ${difference} says that it is another version of the file`;
  return { kind: 'rejected', error: new CodedError('storage_bad_answer', { peer, detail }) };
}

/**
 * The validator by which two answers are not of the same file: a strong ETag where both have one,
 * else Last-Modified where both have it. Where nothing can be compared, the size must do.
 */
function differenceOf(a: FileSlice, b: FileSlice): 'ETag' | 'Last-Modified' | null {
  if (isStrong(a.etag) && isStrong(b.etag)) return a.etag === b.etag ? null : 'ETag';
  if (a.lastModified === null || b.lastModified === null) return null;
  return isSameDate(a.lastModified, b.lastModified) ? null : 'Last-Modified';
}

/** RFC 9110 §8.8.3: a weak one says only that the files mean the same. */
function isStrong(etag: string | null): boolean {
  return etag?.startsWith('"') === true;
}

/** RFC 9110 §5.6.7 knows three forms of one date. */
function isSameDate(a: string, b: string): boolean {
  return a === b || Date.parse(a) === Date.parse(b);
}
