import {
  asked,
  type ConformanceCase,
  type ExpectedAnswer,
  get,
  head,
  M,
  MODERN_PORT,
  patchPrefix,
  prefixed,
  row,
  sample,
  sorenson,
  TAIL,
} from './case.ts';
import { chunked } from './chunked.ts';

const OK = 'HTTP/1.0 200 OK';
const PARTIAL = 'HTTP/1.0 206 Partial Content';

const partLength = sorenson.length - M;
const part: ExpectedAnswer = { statusLine: OK, received: prefixed(sorenson, M) };
/** 1000 bytes of the part, though all of it was promised. */
const cut: ExpectedAnswer = {
  statusLine: OK,
  contentLength: partLength + 13,
  received: prefixed(sorenson, M, M + 1000),
};

const unavailable: ExpectedAnswer = {
  statusLine: 'HTTP/1.0 503 Service Unavailable',
  received: Buffer.from('<h1>503 - Service Unavailable</h1>\n'),
};

type Settle = ConformanceCase['settle'];

/** A row whose storage misbehaves in this mode of `misbehaviours.ts`. */
function badRow(
  number: number,
  mode: string,
  answer: ExpectedAnswer,
  settle: Settle = 'framing',
): ConformanceCase {
  return row(number, `storage ${mode}`, get(`/v/sorenson.flv?start=${M}&bad=${mode}`), answer, {
    settle,
    storage: [asked(`/${mode}/sorenson.flv`, `${M}-`)],
  });
}

/** The same without a start: what the patch did not touch. */
function plainBadRow(
  number: number,
  mode: string,
  answer: ExpectedAnswer,
  overrides: Partial<ConformanceCase> = {},
): ConformanceCase {
  return {
    ...row(number, `no start, storage ${mode}`, get(`/v/sorenson.flv?bad=${mode}`), answer),
    storage: [asked(`/${mode}/sorenson.flv`)],
    ...overrides,
  };
}

const silence = { answers: [], settle: 'quiet' } as const;

/** Rows 49 to 74: storage that misbehaves when it is asked for a part. */
export const storageCases: readonly ConformanceCase[] = [
  row(
    49,
    'storage = lighttpd with its default of today (no Range in HTTP/1.0)',
    get(`/v/sample.flv?start=${TAIL}&url=http://127.0.0.1:${MODERN_PORT}/sample.flv`),
    { statusLine: OK, received: prefixed(sample, 0) },
    { storage: [asked('/sample.flv', `${TAIL}-`)] },
  ),
  badRow(50, 'norange', { statusLine: OK, received: prefixed(sorenson, 0) }),
  badRow(51, 'closemid', cut, 'quiet'),
  badRow(52, 'resetmid', cut, 'quiet'),
  { ...badRow(53, 'closehead', part), ...silence },
  { ...badRow(54, 'closeatonce', part), ...silence },
  { ...badRow(55, 'garbage', part), ...silence },
  badRow(56, 'nocl', { ...part, contentLength: 13 }, 'quiet'),
  badRow(
    57,
    'chunked',
    {
      statusLine: OK,
      contentLength: 13,
      received: Buffer.concat([patchPrefix, chunked(sorenson.subarray(M))]),
    },
    'quiet',
  ),
  badRow(58, 'wrongcr', part),
  badRow(60, 'short', { statusLine: OK, received: prefixed(sorenson, M, M + 1000) }),
  badRow(61, 'nocr', part),
  badRow(63, 'encoded', part),
  badRow(64, '416', {
    statusLine: OK,
    received: Buffer.concat([patchPrefix, Buffer.from('<h1>416</h1>\n')]),
  }),
  badRow(68, 'slow', { statusLine: OK, received: prefixed(sorenson, M, M + 10_240) }),
  badRow(69, 'slowhead', part),
  badRow(70, 'continue', unavailable),
  badRow(71, 'lfonly', part),
  {
    ...badRow(72, '416', { statusLine: OK, contentLength: 26, received: patchPrefix }),
    title: 'storage 416, HEAD',
    requests: [head(`/v/sorenson.flv?start=${M}&bad=416`)],
    storage: [asked('/416/sorenson.flv', `${M}-`, 'HEAD')],
  },
  badRow(73, 'stall', cut, 'quiet'),
  { ...badRow(74, 'hang', part), ...silence },
];

/**
 * Rows 175 to 182: the same without a start. Rows 180 and 183 are left out: what Perlbal does with
 * bytes beyond the promised length depends on how they are cut into packets.
 */
export const plainStorageCases: readonly ConformanceCase[] = [
  plainBadRow(
    175,
    'closemid',
    {
      statusLine: PARTIAL,
      contentLength: sorenson.length,
      received: sorenson.subarray(0, 1000),
    },
    { settle: 'quiet' },
  ),
  plainBadRow(
    176,
    'nocl',
    { statusLine: PARTIAL, contentLength: null, received: sorenson },
    { settle: 'quiet', connection: 'closed' },
  ),
  plainBadRow(
    177,
    'chunked',
    { statusLine: PARTIAL, contentLength: null, received: chunked(sorenson) },
    { settle: 'quiet' },
  ),
  plainBadRow(178, '416', {
    statusLine: 'HTTP/1.0 416 Request range not satisfiable',
    received: Buffer.from('<h1>416</h1>\n'),
  }),
  plainBadRow(
    179,
    '204',
    { statusLine: OK, contentLength: null, received: Buffer.alloc(0) },
    { settle: 'quiet', connection: 'closed' },
  ),
  plainBadRow(181, 'continue', unavailable),
  plainBadRow(182, 'encoded', { statusLine: PARTIAL, received: sorenson }),
];
