import { asked, type ConformanceCase, get, page, prefixed, row, sample, TAIL } from './case.ts';

const OK = 'HTTP/1.0 200 OK';
const target = `/v/sample.flv?start=${TAIL}`;
const part = { statusLine: OK, received: prefixed(sample, TAIL) };
const good = { storage: [asked('/sample.flv', `${TAIL}-`)] };

const later = TAIL + 100;
const laterTarget = `/v/sample.flv?start=${later}`;
const two = {
  requests: [get(target), get(laterTarget)],
  answers: [part, { statusLine: OK, received: prefixed(sample, later) }],
  storage: [asked('/sample.flv', `${TAIL}-`), asked('/sample.flv', `${later}-`)],
  settle: 'framing',
} as const;

/** Rows 78 to 85: versions, keep-alive, pipelining, methods. */
export const connectionCases: readonly ConformanceCase[] = [
  row(78, 'HTTP/1.0', `GET ${target} HTTP/1.0\r\nHost: conformance.test\r\n\r\n`, part, {
    ...good,
    connection: 'closed',
  }),
  row(
    79,
    'HTTP/1.0 keep-alive',
    `GET ${target} HTTP/1.0\r\nHost: conformance.test\r\nConnection: keep-alive\r\n\r\n`,
    part,
    good,
  ),
  row(80, 'HTTP/1.1 Connection: close', get(target, 'Connection: close'), part, {
    ...good,
    connection: 'closed',
  }),
  {
    row: 81,
    title: 'keep-alive, two requests one after the other',
    ...two,
    sending: 'in-turn',
    connection: 'open',
  },
  {
    row: 83,
    title: 'pipelining, two requests in one packet',
    ...two,
    sending: 'at-once',
    answers: [
      { statusLine: 'HTTP/1.0 400 Bad request', received: page(/^<h1>400 - Bad request<\/h1>/) },
    ],
    connection: 'closed',
    storage: [],
  },
  row(
    85,
    'POST with start',
    `POST ${target} HTTP/1.1\r\nHost: conformance.test\r\nContent-Length: 3\r\n\r\nabc`,
    part,
    good,
  ),
];

const cacheTarget = (fields: string) =>
  `/v/sample.flv?start=${TAIL}&cache=${encodeURIComponent(`3600; ${fields}`)}`;

/** Rows 171 and 172: the second request is answered from the cache of URLs. */
export const cacheCases: readonly ConformanceCase[] = [
  {
    row: 171,
    title: 'CACHE-FOR names Content-Type only, two requests',
    server: 'cached',
    requests: [get(cacheTarget('Content-Type')), get(cacheTarget('Content-Type'))],
    sending: 'in-turn',
    settle: 'framing',
    answers: [part, { statusLine: OK, received: sample }],
    connection: 'open',
    storage: [asked('/sample.flv', `${TAIL}-`), asked('/sample.flv')],
  },
  {
    row: 172,
    title: 'CACHE-FOR names Content-Type and X-REPROXY-FLV-START, two requests',
    server: 'cached',
    requests: [
      get(cacheTarget('Content-Type X-REPROXY-FLV-START')),
      get(cacheTarget('Content-Type X-REPROXY-FLV-START')),
    ],
    sending: 'in-turn',
    settle: 'framing',
    answers: [part, part],
    connection: 'open',
    storage: [asked('/sample.flv', `${TAIL}-`), asked('/sample.flv', `${TAIL}-`)],
  },
];
