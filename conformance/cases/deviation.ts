import { type ErrorCode, errorTable } from '../../app/contract/errors.ts';
import { type ExpectedAnswer, page } from './case.ts';

/** Where ours differs from a peer on purpose: the row of the contract, and what we do. */
export interface Deviation {
  /** The case as the contract names it. */
  because: string;
  answers: readonly OurAnswer[];
  connection?: 'open' | 'closed';
  storage: readonly string[];
}

/** Field lines are those that `comparableFields` keeps; `Name: *` stands for any value. */
export interface OurAnswer extends Omit<ExpectedAnswer, 'statusLine'> {
  status: number;
  fieldLines: readonly string[];
}

const VIDEO = 'Content-Type: video/x-flv';

/** A 200 with a video as its body, or the head of one. */
export function video(received: Buffer, contentLength = received.length): OurAnswer {
  return { status: 200, fieldLines: [VIDEO], contentLength, received };
}

/** An error that the reproxy itself made: plain text, its code first. */
export function coded(code: ErrorCode, ...moreFields: string[]): OurAnswer {
  return {
    status: errorTable[code].httpStatus,
    fieldLines: [
      'Content-Type: text/plain; charset=utf-8',
      'Cache-Control: no-store',
      'X-Content-Type-Options: nosniff',
      ...moreFields,
    ],
    received: page(new RegExp(`^${code}\\n`)),
  };
}

/** What the contract calls its cases, where several rows belong to one. */
export const because = {
  beyondEnd: 'N ≥ size (storage: 416)',
  startInvalid:
    'N negative, not a decimal integer, over 2^53 - 1, two numbers, with sign, space or hex',
  urlFails: 'several URLs: refused, 404, 5xx, 3xx',
  unusable: 'a URL accepts and closes, hangs, or talks garbage',
  ignoresRange: 'storage ignores Range (200)',
  wrongRange: '`Content-Range` starts elsewhere, or its total contradicts',
  expectedSize: '`EXPECTED-SIZE` with start',
  noLength: 'storage 206 without `Content-Length`, chunked',
  noStart: '`X-REPROXY-URL`, no start',
  start: '`FLV-START: N`, 0 < N < size',
  encoded: 'storage sends `Content-Encoding`',
  cut: 'storage cuts the body',
  head: 'HEAD with start',
  connections: 'HTTP/1.0 client, keep-alive, pipelining, `Connection: close`',
  http11: 'Storage is asked in HTTP/1.1, always',
  noUrl: 'no usable URL (`ftp://`, empty)',
  passedOn: 'application answers without `X-REPROXY-*`',
  cache: '`X-REPROXY-CACHE-FOR` with start',
} as const;
