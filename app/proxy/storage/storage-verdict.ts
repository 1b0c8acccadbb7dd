import { CodedError } from '../../contract/errors.ts';
import { parseByteCount } from '../../http/byte-count.ts';
import {
  type ContentRange,
  parseContentRange,
  parseUnsatisfiedRange,
} from '../../http/content-range.ts';
import { fieldValue, fieldValues } from '../../http/fields.ts';
import type { ResponseHead } from '../../http/response-head.ts';
import { boundsOf, type WantedPart } from './wanted-part.ts';

/** The part of a file that storage has begun to send. Offsets in bytes, `last` inclusive. */
export interface FileSlice {
  readonly first: number;
  readonly last: number;
  readonly total: number;
  readonly etag: string | null;
  readonly lastModified: string | null;
}

/**
 * What to make of a storage answer. `slice`: the part that was asked for. `unsized`: the whole
 * file, of unknown size. `beyond_end`: the file ends before the part; final, all copies have one
 * size. `rejected`: not usable, ask the next URL.
 */
export type StorageVerdict =
  | { readonly kind: 'slice'; readonly slice: FileSlice }
  | { readonly kind: 'unsized' }
  | { readonly kind: 'beyond_end'; readonly size: number | null }
  | { readonly kind: 'rejected'; readonly error: CodedError };

/** A verdict with which an answer to the client can be begun. */
export type AcceptedAnswer = Exclude<StorageVerdict, { kind: 'rejected' }>;

/** What of a storage answer decides about the client's. */
export type StorageAnswer = Pick<ResponseHead, 'status' | 'reason' | 'fields' | 'framing'>;

export interface StorageExpectation {
  readonly part: WantedPart;
  /** X-REPROXY-EXPECTED-SIZE as sent. */
  readonly expectedSize: string | null;
  readonly method: 'GET' | 'HEAD';
}

/**
 * Decides whether a storage answer is what was asked for (RFC 9110 §14.4, §15.3.7, §15.5.17). The
 * prefix goes in front of a part only, so a part it must be: status 206 and a Content-Range that
 * starts at the offset, ends at the end and agrees with Content-Length.
 */
export function judgeStorageAnswer(
  head: ResponseHead,
  peer: string,
  expectation: StorageExpectation,
): StorageVerdict {
  const verdict = judgeStatus(head, peer, expectation);
  const { expectedSize } = expectation;
  if (expectedSize === null) return verdict;
  const size = sizeIn(verdict);
  if (size === null || parseByteCount(expectedSize) === size) return verdict;
  return rejected(new CodedError('storage_wrong_size', { peer, size, expected: expectedSize }));
}

function judgeStatus(
  head: ResponseHead,
  peer: string,
  { part, method }: StorageExpectation,
): StorageVerdict {
  if (head.status === 416 && part.kind !== 'whole') return judgeUnsatisfied(head, peer, part);
  if (head.status !== 200 && head.status !== 206) {
    return rejected(new CodedError('storage_bad_status', { peer, status: head.status }));
  }
  const encoding = fieldValue(head.fields, 'content-encoding');
  if (encoding !== undefined && encoding.toLowerCase() !== 'identity') {
    return rejected(new CodedError('storage_encoded', { peer, encoding }));
  }
  if (head.status === 206) return judgePart(head, peer, part);
  if (part.kind === 'from' && method === 'GET') {
    return rejected(
      new CodedError('storage_ignored_range', { peer, status: head.status, start: part.first }),
    );
  }
  return judgeWhole(head, part);
}

/**
 * A 200: the whole file. A storage node may ignore a client's Range, and has to ignore Range in
 * HEAD (RFC 9110 §14.2); then the part that GET would bring is worked out from the size.
 */
function judgeWhole(head: ResponseHead, part: WantedPart): StorageVerdict {
  const total = parseByteCount(fieldValue(head.fields, 'content-length') ?? '');
  if (total === null) return { kind: 'unsized' };
  const first = part.kind === 'from' ? part.first : 0;
  if (first > 0 && first >= total) return { kind: 'beyond_end', size: total };
  return { kind: 'slice', slice: sliceOf(head, { first, last: total - 1, total }) };
}

function judgePart(head: ResponseHead, peer: string, part: WantedPart): StorageVerdict {
  const texts = fieldValues(head.fields, 'content-range');
  const range = texts.length === 1 ? parseContentRange(texts[0] ?? '') : null;
  const detail = range === null ? ', with a size' : faultOfRange(range, part, head);
  if (range === null || detail !== null) {
    const start = part.kind === 'from' ? part.first : 'the byte that was asked for';
    const contentRange = texts.join(', ');
    return rejected(
      new CodedError('storage_wrong_range', { peer, contentRange, start, detail: detail ?? '' }),
    );
  }
  return { kind: 'slice', slice: sliceOf(head, range) };
}

/** What is wrong with the range that came, as the end of "expected one that starts at N"; or null. */
function faultOfRange(range: ContentRange, part: WantedPart, head: ResponseHead): string | null {
  const wanted = boundsOf(part, range.total);
  if (wanted === null) return '';
  if (range.first !== wanted.first) return '';
  if (range.last !== wanted.last) return ` and ends at ${wanted.last}`;
  const length = fieldValue(head.fields, 'content-length');
  const span = range.last - range.first + 1;
  if (length !== undefined && length !== String(span)) return `, and Content-Length ${span}`;
  return null;
}

function judgeUnsatisfied(head: ResponseHead, peer: string, part: WantedPart): StorageVerdict {
  const contentRange = fieldValue(head.fields, 'content-range') ?? '';
  const size = parseUnsatisfiedRange(contentRange);
  if (size !== null && part.kind === 'from' && part.first < size) {
    const detail = ', because it is below the size';
    return rejected(
      new CodedError('storage_wrong_range', { peer, contentRange, start: part.first, detail }),
    );
  }
  return { kind: 'beyond_end', size };
}

function sliceOf(head: ResponseHead, range: ContentRange): FileSlice {
  return {
    first: range.first,
    last: range.last,
    total: range.total,
    etag: fieldValue(head.fields, 'etag') ?? null,
    lastModified: fieldValue(head.fields, 'last-modified') ?? null,
  };
}

function sizeIn(verdict: StorageVerdict): number | null {
  if (verdict.kind === 'slice') return verdict.slice.total;
  return verdict.kind === 'beyond_end' ? verdict.size : null;
}

function rejected(error: CodedError): StorageVerdict {
  return { kind: 'rejected', error };
}
