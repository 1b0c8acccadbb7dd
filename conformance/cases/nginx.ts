import {
  type ConformanceCase,
  type ExpectedAnswer,
  get,
  head,
  N,
  nginxPrefix,
  page,
  row,
  sample,
  TAIL,
} from './case.ts';

const OK = 'HTTP/1.1 200 OK';
const size = sample.length;

const synthetic = (from: number) => Buffer.concat([nginxPrefix, sample.subarray(from)]);
const whole: ExpectedAnswer = { statusLine: OK, received: sample };
const part = (from: number): ExpectedAnswer => ({ statusLine: OK, received: synthetic(from) });

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

/** Rows 222 to 248: nginx 1.22 with its `flv` module. */
export const nginxCases: readonly ConformanceCase[] = [
  row(222, 'no start', get('/sample.flv'), whole),
  query(223, `start=${N}`, part(N)),
  query(224, 'start=0', whole),
  query(225, 'start=1', part(1)),
  query(226, `start=${size - 1}`, part(size - 1)),
  query(227, `start=${size}`, whole),
  query(228, `start=${size + 1}`, whole),
  query(229, 'start=-5', whole),
  query(230, 'start=abc', whole),
  query(231, 'start=9999999999999', whole),
  query(232, 'start=', whole),
  query(233, 'start=1e3', whole),
  query(234, 'start=%20100', whole),
  query(235, 'start=100-199', whole),
  query(236, 'start=00100', part(100)),
  query(237, 'start=99999999999999999999', whole),
  query(238, 'start=100&end=299', part(100)),
  query(239, `start=${N}&start=5`, part(N)),
  query(240, `START=${N}`, part(N)),
  row(241, 'HEAD start=N', head(`/sample.flv?start=${N}`), {
    statusLine: OK,
    contentLength: size - N + 13,
    received: Buffer.alloc(0),
  }),
  row(242, 'client Range with start', get(`/sample.flv?start=${N}`, 'Range: bytes=10-19'), {
    statusLine: 'HTTP/1.1 206 Partial Content',
    received: synthetic(N).subarray(10, 20),
  }),
  row(
    243,
    'client Range beyond the end with start',
    get(`/sample.flv?start=${N}`, 'Range: bytes=99999999-'),
    {
      statusLine: 'HTTP/1.1 416 Requested Range Not Satisfiable',
      received: page(/^<html>\r\n<head><title>416 /),
    },
  ),
  row(
    244,
    'client If-Modified-Since with start',
    get(tailTarget, 'If-Modified-Since: Fri, 13 Apr 2007 21:58:13 GMT'),
    part(TAIL),
  ),
  row(245, 'missing file with start', get(`/none.flv?start=${N}`), {
    statusLine: 'HTTP/1.1 404 Not Found',
    received: page(/^<html>\r\n<head><title>404 /),
  }),
  row(246, 'HTTP/1.0', `GET ${tailTarget} HTTP/1.0\r\nHost: conformance.test\r\n\r\n`, part(TAIL), {
    connection: 'closed',
  }),
  { row: 247, title: 'keep-alive, two requests one after the other', ...two, sending: 'in-turn' },
  { row: 248, title: 'pipelining, two requests in one packet', ...two, sending: 'at-once' },
];
