import type { ErrorCode } from '../../app/contract/errors.ts';
import { asked, M, N, prefixed, sample, sorenson, TAIL } from './case.ts';
import { because, coded, type Deviation, video } from './deviation.ts';

const sampleAsked = (range: string, method = 'GET') => asked('/sample.flv', range, method);
const badAsked = (mode: string) => asked(`/${mode}/sorenson.flv`, `${M}-`);
const tailAsked = sampleAsked(`${TAIL}-`);
const tail = video(prefixed(sample, TAIL));
const part = video(prefixed(sorenson, M));

const beyondEnd = (start: number): Deviation => ({
  because: because.beyondEnd,
  answers: [coded('start_beyond_end', `Content-Range: bytes */${sample.length}`)],
  // lighttpd leaves the size out of its 416: one more question finds it.
  storage: [sampleAsked(`${start}-`), sampleAsked('0-0')],
});

const startInvalid: Deviation = {
  because: 'N negative, not a decimal integer, over 2^53 - 1, two numbers, with sign, space or hex',
  answers: [coded('flv_start_invalid')],
  storage: [],
};

const nextUrl = (mode: string): Deviation => ({
  because: because.unusable,
  answers: [tail],
  storage: [asked(`/${mode}/sample.flv`, `${TAIL}-`), tailAsked],
});

function refused(because: string, code: ErrorCode, storage: readonly string[]): Deviation {
  return { because, answers: [coded(code)], storage };
}

const cutShort: Deviation['answers'] = [
  video(prefixed(sorenson, M, M + 1000), sorenson.length - M + 13),
];
const cut = (mode: string): Deviation => ({
  because: because.cut,
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
    because: because.head,
    answers: [headOnly],
    storage: [sampleAsked(`${N}-`, 'HEAD')],
  },
  20: {
    because: because.head,
    answers: [headOnly, tail],
    storage: [sampleAsked(`${N}-`, 'HEAD'), tailAsked],
  },
  25: {
    because: because.start,
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
    because: because.start,
    answers: [video(Buffer.alloc(0))],
    storage: [],
  },
  33: refused(because.noUrl, 'reproxy_url_unusable', []),
  40: nextUrl('closeatonce'),
  41: nextUrl('hang'),
  43: refused(because.urlFails, 'storage_bad_status', [
    asked('/404/sample.flv', `${TAIL}-`),
    asked('/500/sample.flv', `${TAIL}-`),
  ]),
  44: refused(because.urlFails, 'storage_unreachable', []),
  45: refused(because.expectedSize, 'storage_wrong_size', [tailAsked]),
  46: { because: because.expectedSize, answers: [tail], storage: [tailAsked] },
  47: refused(because.expectedSize, 'storage_wrong_size', [tailAsked]),
  49: {
    because: because.http11,
    answers: [tail],
    storage: [tailAsked],
  },
  50: refused(because.ignoresRange, 'storage_ignored_range', [badAsked('norange')]),
  51: cut('closemid'),
  52: cut('resetmid'),
  53: refused(because.unusable, 'storage_bad_answer', [badAsked('closehead')]),
  54: refused(because.unusable, 'storage_bad_answer', [badAsked('closeatonce')]),
  55: refused(because.unusable, 'storage_bad_answer', [badAsked('garbage')]),
  56: { because: because.noLength, answers: [part], storage: [badAsked('nocl')] },
  57: { because: because.noLength, answers: [part], storage: [badAsked('chunked')] },
  58: refused(because.wrongRange, 'storage_wrong_range', [badAsked('wrongcr')]),
  60: refused(because.wrongRange, 'storage_wrong_range', [badAsked('short')]),
  61: refused(because.wrongRange, 'storage_wrong_range', [badAsked('nocr')]),
  63: refused(because.encoded, 'storage_encoded', [badAsked('encoded')]),
  64: refused(because.wrongRange, 'storage_wrong_range', [badAsked('416')]),
  68: refused(because.wrongRange, 'storage_wrong_range', [badAsked('slow')]),
  70: {
    because: because.http11,
    answers: [part],
    storage: [badAsked('continue')],
  },
  71: refused(because.unusable, 'storage_bad_answer', [badAsked('lfonly')]),
  72: {
    because: because.head,
    answers: [{ ...coded('storage_wrong_range'), contentLength: 'any', received: Buffer.alloc(0) }],
    storage: [asked('/416/sorenson.flv', `${M}-`, 'HEAD')],
  },
  73: cut('stall'),
  74: refused(because.unusable, 'storage_timeout', [badAsked('hang')]),
  83: {
    because: because.connections,
    answers: [tail, video(prefixed(sample, TAIL + 100))],
    connection: 'open',
    storage: [tailAsked, sampleAsked(`${TAIL + 100}-`)],
  },
  171: {
    because: because.cache,
    answers: [tail, tail],
    storage: [tailAsked, tailAsked],
  },
  175: {
    because: because.noStart,
    answers: [video(sorenson.subarray(0, 1000), sorenson.length)],
    connection: 'closed',
    storage: plainAsked('closemid'),
  },
  176: {
    because: because.noStart,
    answers: [wholeSorenson],
    connection: 'open',
    storage: plainAsked('nocl'),
  },
  177: { because: because.noStart, answers: [wholeSorenson], storage: plainAsked('chunked') },
  178: refused(because.noStart, 'storage_bad_status', plainAsked('416')),
  179: {
    ...refused(because.urlFails, 'storage_bad_status', plainAsked('204')),
    connection: 'open',
  },
  181: { because: because.noStart, answers: [wholeSorenson], storage: plainAsked('continue') },
  182: refused(because.encoded, 'storage_encoded', plainAsked('encoded')),
};
