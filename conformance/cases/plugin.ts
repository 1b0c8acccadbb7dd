import {
  asked,
  type ConformanceCase,
  type ExpectedAnswer,
  get,
  head,
  M,
  N,
  page,
  patchPrefix,
  prefixed,
  prefixedStoragePage,
  row,
  sample,
  sorenson,
  TAIL,
} from './case.ts';
import { chunked } from './chunked.ts';

const OK = 'HTTP/1.0 200 OK';
const size = sample.length;

const whole: ExpectedAnswer = { statusLine: OK, received: sample };
const part = (from: number): ExpectedAnswer => ({
  statusLine: OK,
  received: prefixed(sample, from),
});
const errorPage: ExpectedAnswer = { statusLine: OK, received: prefixedStoragePage };

/** A start that the plugin turns into a Range, digits or not. */
function startRow(number: number, start: string | number, answer: ExpectedAnswer): ConformanceCase {
  const target = `/sample.flv?start=${start}`;
  return row(number, `start=${start}`, get(target), answer, {
    storage: [asked(target, `${start}-`)],
  });
}

/** A target that the plugin leaves alone. */
function untouchedRow(number: number, target: string): ConformanceCase {
  return row(number, `GET ${target}`, get(target), whole, { storage: [asked(target)] });
}

const tailTarget = `/sample.flv?start=${TAIL}`;
const later = TAIL + 100;
const laterTarget = `/sample.flv?start=${later}`;
const tailAsked = asked(tailTarget, `${TAIL}-`);
const two = {
  requests: [get(tailTarget), get(laterTarget)],
  settle: 'framing',
  answers: [part(TAIL), part(later)],
} as const;

const startCases: readonly ConformanceCase[] = [
  untouchedRow(184, '/sample.flv'),
  startRow(185, N, part(N)),
  untouchedRow(186, '/sample.flv?start=0'),
  startRow(187, 1, part(1)),
  startRow(188, size - 1, part(size - 1)),
  startRow(189, size, errorPage),
  startRow(190, size + 1, errorPage),
  startRow(191, '-5', errorPage),
  startRow(192, 'abc', errorPage),
  startRow(193, '9999999999999', errorPage),
  untouchedRow(194, '/sample.flv?start='),
  startRow(195, '1e3', errorPage),
  startRow(197, '100-199', errorPage),
  startRow(198, '00100', part(100)),
  startRow(199, '99999999999999999999', errorPage),
  untouchedRow(202, `/sample.flv?START=${N}`),
];

const requestCases: readonly ConformanceCase[] = [
  row(
    203,
    'HEAD start=N',
    head(`/sample.flv?start=${N}`),
    { statusLine: OK, contentLength: size + 13, received: patchPrefix },
    { storage: [asked(`/sample.flv?start=${N}`, `${N}-`, 'HEAD')] },
  ),
  row(
    204,
    'client Range with start',
    get(`/sample.flv?start=${N}`, 'Range: bytes=10-19'),
    part(N),
    { storage: [asked(`/sample.flv?start=${N}`, `${N}-`)] },
  ),
  row(
    205,
    'client Range beyond the end with start',
    get(`/sample.flv?start=${N}`, 'Range: bytes=99999999-'),
    part(N),
    { storage: [asked(`/sample.flv?start=${N}`, `${N}-`)] },
  ),
  row(207, 'missing file with start', get(`/none.flv?start=${N}`), errorPage, {
    storage: [asked(`/none.flv?start=${N}`, `${N}-`)],
  }),
  row(208, 'HTTP/1.0', `GET ${tailTarget} HTTP/1.0\r\nHost: conformance.test\r\n\r\n`, part(TAIL), {
    storage: [tailAsked],
    connection: 'closed',
  }),
  {
    row: 209,
    title: 'keep-alive, two requests one after the other',
    ...two,
    sending: 'in-turn',
    connection: 'open',
    storage: [tailAsked, asked(laterTarget, `${later}-`)],
  },
  {
    row: 210,
    title: 'pipelining, two requests in one packet',
    ...two,
    sending: 'at-once',
    answers: [
      { statusLine: 'HTTP/1.0 400 Bad request', received: page(/^<h1>400 - Bad request<\/h1>/) },
    ],
    connection: 'closed',
    storage: [tailAsked],
  },
  {
    ...startRow(211, TAIL, { statusLine: OK, received: prefixed(sample, 0) }),
    title: 'storage = lighttpd with its default of today',
    server: 'modern',
  },
];

/** The plugin before a storage that misbehaves in this mode of `misbehaviours.ts`. */
function badRow(
  number: number,
  mode: string,
  answer: ExpectedAnswer,
  overrides: Partial<ConformanceCase> = {},
): ConformanceCase {
  const target = `/${mode}/sorenson.flv?start=${M}`;
  return {
    ...row(number, `storage ${mode}`, get(target), answer),
    server: 'bad',
    storage: [asked(target, `${M}-`)],
    ...overrides,
  };
}

const shortPage = (text: string): ExpectedAnswer => ({
  statusLine: OK,
  received: Buffer.concat([patchPrefix, Buffer.from(text)]),
});
const quiet = { settle: 'quiet' } as const;

const storageCases: readonly ConformanceCase[] = [
  badRow(212, 'norange', { statusLine: OK, received: prefixed(sorenson, 0) }),
  badRow(
    213,
    'closemid',
    {
      statusLine: OK,
      contentLength: sorenson.length - M + 13,
      received: prefixed(sorenson, M, M + 1000),
    },
    quiet,
  ),
  badRow(
    214,
    'nocl',
    { statusLine: OK, contentLength: null, received: prefixed(sorenson, M) },
    { ...quiet, connection: 'closed' },
  ),
  badRow(
    215,
    'chunked',
    {
      statusLine: OK,
      contentLength: 13,
      received: Buffer.concat([patchPrefix, chunked(sorenson.subarray(M))]),
    },
    quiet,
  ),
  badRow(216, 'shifted', { statusLine: OK, received: prefixed(sorenson, 50) }),
  badRow(217, '416', shortPage('<h1>416</h1>\n')),
  badRow(218, '404', shortPage('<h1>404</h1>\n')),
  badRow(219, '500', shortPage('<h1>500</h1>\n')),
  badRow(220, '302', shortPage('')),
  badRow(221, '204', { statusLine: OK, contentLength: null, received: patchPrefix }, quiet),
];

/** Rows 184 to 221: Perlbal 1.80 with its FlvStreaming plugin. */
export const pluginCases: readonly ConformanceCase[] = [
  ...startCases,
  ...requestCases,
  ...storageCases,
];
