import { type ErrorCode, errorTable } from '../../app/contract/errors.ts';
import {
  asked,
  type ExpectedAnswer,
  M,
  N,
  page,
  prefixed,
  sample,
  sorenson,
  TAIL,
} from './case.ts';

/** Where ours differs from patched Perlbal on purpose: the row of the contract, and what we do. */
export interface Deviation {
  /** The case as docs of the contract name it. */
  because: string;
  answers: readonly OurAnswer[];
  connection?: 'open' | 'closed';
  storage: readonly string[];
}

/** Field lines are those that `comparableFields` keeps. */
export interface OurAnswer extends Omit<ExpectedAnswer, 'statusLine'> {
  status: number;
  fieldLines: readonly string[];
}

const VIDEO = 'Content-Type: video/x-flv';

function video(received: Buffer, contentLength = received.length): OurAnswer {
  return { status: 200, fieldLines: [VIDEO], contentLength, received };
}

/** An error that the reproxy itself made: plain text, its code first. */
function coded(code: ErrorCode, ...moreFields: string[]): OurAnswer {
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

const sampleAsked = (range: string, method = 'GET') => asked('/sample.flv', range, method);
const badAsked = (mode: string) => asked(`/${mode}/sorenson.flv`, `${M}-`);
const tailAsked = sampleAsked(`${TAIL}-`);
const tail = video(prefixed(sample, TAIL));
const part = video(prefixed(sorenson, M));

const beyondEnd = (start: number): Deviation => ({
  because: 'N ≥ size (storage: 416)',
  answers: [coded('start_beyond_end', `Content-Range: bytes */${sample.length}`)],
  storage: [sampleAsked(`${start}-`)],
});

const startInvalid: Deviation = {
  because: 'N negative, not a decimal integer, over 2^53 - 1, two numbers, with sign, space or hex',
  answers: [coded('flv_start_invalid')],
  storage: [],
};

const nextUrl = (mode: string): Deviation => ({
  because: 'a URL accepts and closes, hangs, or talks garbage',
  answers: [tail],
  storage: [asked(`/${mode}/sample.flv`, `${TAIL}-`), tailAsked],
});

function refused(because: string, code: ErrorCode, storage: readonly string[]): Deviation {
  return { because, answers: [coded(code)], storage };
}

const URL_FAILS = 'several URLs: refused, 404, 5xx, 3xx';
const UNUSABLE = 'a URL accepts and closes, hangs, or talks garbage';
const WRONG_RANGE = '`Content-Range` starts elsewhere, or its total contradicts';
const EXPECTED_SIZE = '`EXPECTED-SIZE` with start';
const NO_LENGTH = 'storage 206 without `Content-Length`, chunked';
const NO_START = '`X-REPROXY-URL`, no start';
const ENCODED = 'storage sends `Content-Encoding`';

const cutShort: Deviation['answers'] = [
  video(prefixed(sorenson, M, M + 1000), sorenson.length - M + 13),
];
const cut = (mode: string): Deviation => ({
  because: 'storage cuts the body',
  answers: cutShort,
  connection: 'closed',
  storage: [badAsked(mode)],
});

const headOnly = video(Buffer.alloc(0), sample.length - N + 13);
const wholeSorenson = video(sorenson);
const plainAsked = (mode: string) => [asked(`/${mode}/sorenson.flv`)];

/** By the number of the row. */
export const deviations: Readonly<Record<number, Deviation>> = {
  6: beyondEnd(sample.length),
  7: beyondEnd(sample.length + 1),
  8: startInvalid,
  9: startInvalid,
  10: beyondEnd(9_999_999_999_999),
  12: startInvalid,
  14: startInvalid,
  15: startInvalid,
  18: {
    because: 'HEAD with start',
    answers: [headOnly],
    storage: [sampleAsked(`${N}-`, 'HEAD')],
  },
  20: {
    because: 'HEAD with start',
    answers: [headOnly, tail],
    storage: [sampleAsked(`${N}-`, 'HEAD'), tailAsked],
  },
  25: {
    because: '`FLV-START: N`, 0 < N < size',
    answers: [
      {
        ...tail,
        fieldLines: [
          ...tail.fieldLines,
          'ETag: "app-etag"',
          'Last-Modified: Fri, 13 Apr 2007 21:58:13 GMT',
          'Cache-Control: private, max-age=60',
          'Set-Cookie: a=1',
          'Set-Cookie: b=2',
          'X-Own: app',
        ],
      },
    ],
    storage: [tailAsked],
  },
  32: {
    because: '`FLV-START: N`, 0 < N < size',
    answers: [video(Buffer.alloc(0))],
    storage: [],
  },
  33: refused('no usable URL (`ftp://`, empty)', 'reproxy_url_unusable', []),
  40: nextUrl('closeatonce'),
  41: nextUrl('hang'),
  43: refused(URL_FAILS, 'storage_bad_status', [
    asked('/404/sample.flv', `${TAIL}-`),
    asked('/500/sample.flv', `${TAIL}-`),
  ]),
  44: refused(URL_FAILS, 'storage_unreachable', []),
  45: refused(EXPECTED_SIZE, 'storage_wrong_size', [tailAsked]),
  46: { because: EXPECTED_SIZE, answers: [tail], storage: [tailAsked] },
  47: refused(EXPECTED_SIZE, 'storage_wrong_size', [tailAsked]),
  49: {
    because: 'Storage is asked in HTTP/1.1, always',
    answers: [tail],
    storage: [tailAsked],
  },
  50: refused('storage ignores Range (200)', 'storage_ignored_range', [badAsked('norange')]),
  51: cut('closemid'),
  52: cut('resetmid'),
  53: refused(UNUSABLE, 'storage_bad_answer', [badAsked('closehead')]),
  54: refused(UNUSABLE, 'storage_bad_answer', [badAsked('closeatonce')]),
  55: refused(UNUSABLE, 'storage_bad_answer', [badAsked('garbage')]),
  56: { because: NO_LENGTH, answers: [part], storage: [badAsked('nocl')] },
  57: { because: NO_LENGTH, answers: [part], storage: [badAsked('chunked')] },
  58: refused(WRONG_RANGE, 'storage_wrong_range', [badAsked('wrongcr')]),
  60: refused(WRONG_RANGE, 'storage_wrong_range', [badAsked('short')]),
  61: refused(WRONG_RANGE, 'storage_wrong_range', [badAsked('nocr')]),
  63: refused(ENCODED, 'storage_encoded', [badAsked('encoded')]),
  64: refused(WRONG_RANGE, 'storage_wrong_range', [badAsked('416')]),
  68: refused(WRONG_RANGE, 'storage_wrong_range', [badAsked('slow')]),
  70: {
    because: 'Storage is asked in HTTP/1.1, always',
    answers: [part],
    storage: [badAsked('continue')],
  },
  71: refused(UNUSABLE, 'storage_bad_answer', [badAsked('lfonly')]),
  72: {
    because: 'HEAD with start',
    answers: [{ ...coded('storage_wrong_range'), contentLength: 'any', received: Buffer.alloc(0) }],
    storage: [asked('/416/sorenson.flv', `${M}-`, 'HEAD')],
  },
  73: cut('stall'),
  74: refused(UNUSABLE, 'storage_timeout', [badAsked('hang')]),
  83: {
    because: 'HTTP/1.0 client, keep-alive, pipelining, `Connection: close`',
    answers: [tail, video(prefixed(sample, TAIL + 100))],
    connection: 'open',
    storage: [tailAsked, sampleAsked(`${TAIL + 100}-`)],
  },
  171: {
    because: '`X-REPROXY-CACHE-FOR` with start',
    answers: [tail, tail],
    storage: [tailAsked, tailAsked],
  },
  175: {
    because: NO_START,
    answers: [video(sorenson.subarray(0, 1000), sorenson.length)],
    connection: 'closed',
    storage: plainAsked('closemid'),
  },
  176: {
    because: NO_START,
    answers: [wholeSorenson],
    connection: 'open',
    storage: plainAsked('nocl'),
  },
  177: { because: NO_START, answers: [wholeSorenson], storage: plainAsked('chunked') },
  178: refused(NO_START, 'storage_bad_status', plainAsked('416')),
  179: { ...refused(URL_FAILS, 'storage_bad_status', plainAsked('204')), connection: 'open' },
  181: { because: NO_START, answers: [wholeSorenson], storage: plainAsked('continue') },
  182: refused(ENCODED, 'storage_encoded', plainAsked('encoded')),
};
