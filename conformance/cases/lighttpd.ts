import {
  type ConformanceCase,
  type ExpectedAnswer,
  get,
  head,
  N,
  prefixed,
  row,
  sample,
  storagePage,
  TAIL,
} from './case.ts';

const OK = 'HTTP/1.1 200 OK';
const size = sample.length;

const whole: ExpectedAnswer = { statusLine: OK, received: sample };
const nothing: ExpectedAnswer = { statusLine: OK, received: Buffer.alloc(0) };
const part = (from: number): ExpectedAnswer => ({
  statusLine: OK,
  received: prefixed(sample, from),
});

function query(number: number, text: string, answer: ExpectedAnswer): ConformanceCase {
  return row(number, text, get(`/sample.flv?${text}`), answer);
}

const tailTarget = `/sample.flv?start=${TAIL}`;
const laterTarget = `/sample.flv?start=${TAIL + 100}`;
const two = {
  requests: [get(tailTarget), get(laterTarget)],
  settle: 'framing',
  answers: [part(TAIL), part(TAIL + 100)],
  connection: 'open',
  storage: [],
} as const;

/** Rows 249 to 275: lighttpd 1.4.69 with the rules of its removed mod_flv_streaming. */
export const lighttpdCases: readonly ConformanceCase[] = [
  row(249, 'no start', get('/sample.flv'), whole),
  query(250, `start=${N}`, part(N)),
  query(251, 'start=0', whole),
  query(252, 'start=1', part(1)),
  query(253, `start=${size - 1}`, part(size - 1)),
  query(254, `start=${size}`, nothing),
  query(255, `start=${size + 1}`, nothing),
  query(256, 'start=-5', whole),
  query(257, 'start=abc', whole),
  query(258, 'start=9999999999999', nothing),
  query(259, 'start=', whole),
  query(260, 'start=1e3', whole),
  query(261, 'start=%20100', whole),
  query(262, 'start=100-199', whole),
  query(263, 'start=00100', part(100)),
  query(264, 'start=99999999999999999999', nothing),
  query(265, 'start=100&end=299', { statusLine: OK, received: prefixed(sample, 100, 300) }),
  query(266, `start=${N}&start=5`, part(N)),
  query(267, `START=${N}`, whole),
  row(268, 'HEAD start=N', head(`/sample.flv?start=${N}`), {
    statusLine: OK,
    contentLength: size - N + 13,
    received: Buffer.alloc(0),
  }),
  row(269, 'client Range with start', get(`/sample.flv?start=${N}`, 'Range: bytes=10-19'), {
    statusLine: 'HTTP/1.1 206 Partial Content',
    received: prefixed(sample, N).subarray(10, 20),
  }),
  row(
    270,
    'client Range beyond the end with start',
    get(`/sample.flv?start=${N}`, 'Range: bytes=99999999-'),
    { statusLine: 'HTTP/1.1 416 Range Not Satisfiable', received: storagePage },
  ),
  row(
    271,
    'client If-Modified-Since with start',
    get(tailTarget, 'If-Modified-Since: Fri, 13 Apr 2007 21:58:13 GMT'),
    part(TAIL),
  ),
  row(272, 'missing file with start', get(`/none.flv?start=${N}`), {
    statusLine: 'HTTP/1.1 404 Not Found',
    received: storagePage,
  }),
  row(
    273,
    'HTTP/1.0',
    `GET ${tailTarget} HTTP/1.0\r\nHost: conformance.test\r\n\r\n`,
    { ...part(TAIL), statusLine: 'HTTP/1.0 200 OK' },
    { connection: 'closed' },
  ),
  { row: 274, title: 'keep-alive, two requests one after the other', ...two, sending: 'in-turn' },
  { row: 275, title: 'pipelining, two requests in one packet', ...two, sending: 'at-once' },
];
