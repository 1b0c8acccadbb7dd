import { CodedError } from '../../contract/errors.ts';
import type { ResponseHead } from '../../http/response-head.ts';
import { type FileSlice, judgeStorageAnswer, type StorageVerdict } from './storage-verdict.ts';

/**
 * Decides whether another storage node can go on where the last one died: it must send just the
 * missing bytes, of a file of the same size, and no validator may contradict (RFC 9110 §15.3.7.3).
 * @param slice what the client is getting
 * @param sentBytes how much of it the client has got
 */
export function judgeContinuation(
  head: ResponseHead,
  peer: string,
  slice: FileSlice,
  sentBytes: number,
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
  if (isSameFile(slice, verdict.slice)) return verdict;
  const detail = 'its ETag or Last-Modified says that it is another version of the file';
  return { kind: 'rejected', error: new CodedError('storage_bad_answer', { peer, detail }) };
}

/**
 * One equal validator is enough: the ETag of many servers has the inode in it, which differs
 * between two nodes that hold the same file. Where nothing can be compared, size must do.
 */
function isSameFile(a: FileSlice, b: FileSlice): boolean {
  const pairs = [
    [a.etag, b.etag],
    [a.lastModified, b.lastModified],
  ].filter(([left, right]) => left !== null && right !== null);
  return pairs.length === 0 || pairs.some(([left, right]) => left === right);
}
