import {
  asked,
  type ConformanceCase,
  type ExpectedAnswer,
  get,
  head,
  N,
  patchPrefix,
  prefixed,
  prefixedStoragePage,
  row,
  sample,
  storagePage,
  TAIL,
} from './case.ts';

const OK = 'HTTP/1.0 200 OK';
const size = sample.length;

const whole: ExpectedAnswer = { statusLine: OK, received: sample };
const wholeFile = { storage: [asked('/sample.flv')] };

function startRow(number: number, start: string | number, answer: ExpectedAnswer): ConformanceCase {
  return row(number, `start=${start}`, get(`/v/sample.flv?start=${start}`), answer, {
    storage: [asked('/sample.flv', `${start}-`)],
  });
}

// lighttpd ignores Range on HEAD and tells the length of the whole file: so does Perlbal, plus 13.
const headAnswer: ExpectedAnswer = {
  statusLine: OK,
  contentLength: size + 13,
  received: patchPrefix,
};
const part = (from: number): ExpectedAnswer => ({
  statusLine: OK,
  received: prefixed(sample, from),
});
/** Storage answers 416, and Perlbal sends its page with status 200 and the prefix. */
const errorPage: ExpectedAnswer = { statusLine: OK, received: prefixedStoragePage };

/** Rows 1 to 23: which offset, which method, which Range. */
export const offsetCases: readonly ConformanceCase[] = [
  row(1, 'no start', get('/v/sample.flv'), whole, wholeFile),
  startRow(2, N, part(N)),
  row(3, 'start=0', get('/v/sample.flv?start=0'), whole, wholeFile),
  startRow(4, 1, part(1)),
  startRow(5, size - 1, part(size - 1)),
  startRow(6, size, errorPage),
  startRow(7, size + 1, errorPage),
  startRow(8, '-5', errorPage),
  startRow(9, 'abc', errorPage),
  startRow(10, '9999999999999', errorPage),
  row(11, 'start=', get('/v/sample.flv?start='), whole, wholeFile),
  startRow(12, '1e3', errorPage),
  startRow(14, '100-199', errorPage),
  startRow(15, '0x64', errorPage),
  row(18, 'HEAD start=N', head(`/v/sample.flv?start=${N}`), headAnswer, {
    storage: [asked('/sample.flv', `${N}-`, 'HEAD')],
  }),
  row(
    19,
    'HEAD no start',
    head('/v/sample.flv'),
    { statusLine: OK, contentLength: size, received: Buffer.alloc(0) },
    { storage: [asked('/sample.flv', undefined, 'HEAD')] },
  ),
  {
    row: 20,
    title: 'HEAD start=N then GET on one connection',
    requests: [head(`/v/sample.flv?start=${N}`), get(`/v/sample.flv?start=${TAIL}`)],
    sending: 'in-turn',
    settle: 'framing',
    answers: [headAnswer, { statusLine: OK, received: prefixed(sample, TAIL) }],
    connection: 'open',
    storage: [asked('/sample.flv', `${N}-`, 'HEAD'), asked('/sample.flv', `${TAIL}-`)],
  },
  row(
    21,
    'client Range, no start',
    get('/v/sample.flv', 'Range: bytes=10-19'),
    { statusLine: 'HTTP/1.0 206 Partial Content', received: sample.subarray(10, 20) },
    { storage: [asked('/sample.flv', '10-19')] },
  ),
  row(
    22,
    'client Range beyond the end, no start (plain 416)',
    get('/v/sample.flv', 'Range: bytes=99999999-'),
    { statusLine: 'HTTP/1.0 416 Request range not satisfiable', received: storagePage },
    { storage: [asked('/sample.flv', '99999999-')] },
  ),
  row(
    23,
    'client Range with start',
    get(`/v/sample.flv?start=${N}`, 'Range: bytes=10-19'),
    part(N),
    { storage: [asked('/sample.flv', `${N}-`)] },
  ),
];
