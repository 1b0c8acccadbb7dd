import {
  type ConformanceCase,
  type ExpectedAnswer,
  page,
  prefixed,
  sample,
  sorenson,
  storagePage,
  TAIL,
} from './case.ts';
import { applicationCases } from './patched-application.ts';
import { connectionCases } from './patched-connection.ts';
import { offsetCases } from './patched-offset.ts';
import { storageCases } from './patched-storage.ts';

const OK = 'HTTP/1.1 200 OK';
const BEYOND_END = 'HTTP/1.1 416 Range Not Satisfiable';
const size = sample.length;

const whole: ExpectedAnswer = { statusLine: OK, received: sample };
/** lighttpd ignores Range on HEAD and tells the length of the whole file; no 206, so no prefix. */
const wholeHead: ExpectedAnswer = { ...whole, contentLength: size, received: Buffer.alloc(0) };
const part = (from: number): ExpectedAnswer => ({
  statusLine: OK,
  received: prefixed(sample, from),
});
const beyondEnd: ExpectedAnswer = { statusLine: BEYOND_END, received: storagePage };
/** Storage is asked for all of it: nothing came of what the client wrote as an offset. */
const noSeek = { answers: [whole], storage: ['GET /sample.flv HTTP/1.1'] };

const patchedCases = [...offsetCases, ...applicationCases, ...storageCases, ...connectionCases];

/**
 * The row of patched Perlbal as nginx with Lua answers it: the same bytes as a 200, where nothing
 * else is said.
 */
function row(number: number, overrides: Partial<ConformanceCase> = {}): ConformanceCase {
  const patched = patchedCases.find((each) => each.row === number);
  if (!patched) throw new Error(`Perlbal has no row ${number}`);
  return {
    ...patched,
    settle: 'framing',
    answers: patched.answers.map((answer) => ({ ...answer, statusLine: OK })),
    storage: patched.storage.map((line) => line.replace('HTTP/1.0', 'HTTP/1.1')),
    ...overrides,
  };
}

/**
 * Rows of patched Perlbal that can be put to nginx 1.22 with Lua. X-Accel-Redirect names one place,
 * so that fail-over between URLs, EXPECTED-SIZE and CACHE-FOR have no counterpart.
 */
export const nginxLuaCases: readonly ConformanceCase[] = [
  ...[1, 2, 3, 4, 5].map((number) => row(number)),
  ...[6, 7].map((number) => row(number, { answers: [beyondEnd] })),
  ...[8, 9].map((number) => row(number, noSeek)),
  row(10, { answers: [beyondEnd] }),
  row(11),
  ...[12, 14, 15].map((number) => row(number, noSeek)),
  row(18, { answers: [wholeHead] }),
  row(19),
  row(20, { answers: [wholeHead, part(TAIL)] }),
  row(21, {
    answers: [{ statusLine: 'HTTP/1.1 206 Partial Content', received: sample.subarray(10, 20) }],
  }),
  row(22, { answers: [beyondEnd] }),
  row(23),
  ...[25, 26, 27, 28, 30, 31].map((number) => row(number)),
  row(50, { answers: [{ statusLine: OK, received: sorenson }] }),
  row(51, { connection: 'closed' }),
  ...[58, 60, 61, 63].map((number) => row(number)),
  row(64, { answers: [{ statusLine: BEYOND_END, received: page(/^<h1>416<\/h1>\n$/) }] }),
  ...[68, 69, 71].map((number) => row(number)),
  ...[78, 79, 80, 81].map((number) => row(number)),
  row(83, {
    answers: [part(TAIL), part(TAIL + 100)],
    connection: 'open',
    storage: row(81).storage,
  }),
  row(85),
];
