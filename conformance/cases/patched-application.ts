import {
  asked,
  type ConformanceCase,
  type ExpectedAnswer,
  get,
  prefixed,
  row,
  sample,
  TAIL,
} from './case.ts';

const OK = 'HTTP/1.0 200 OK';

/** What Perlbal says when no URL gave anything usable. */
const unavailable: ExpectedAnswer = {
  statusLine: 'HTTP/1.0 503 Service Unavailable',
  received: Buffer.from('<h1>503 - Service Unavailable</h1>\n'),
};

const part: ExpectedAnswer = { statusLine: OK, received: prefixed(sample, TAIL) };
const good = asked('/sample.flv', `${TAIL}-`);

/** A row whose request asks for the tail, with switches for the application. */
function tailRow(
  number: number,
  title: string,
  switches: string,
  answer: ExpectedAnswer,
  storage: readonly string[] = [good],
  settle: 'framing' | 'quiet' = 'framing',
): ConformanceCase {
  return row(number, title, get(`/v/sample.flv?start=${TAIL}&${switches}`), answer, {
    storage,
    settle,
  });
}

const bad = (mode: string) => asked(`/${mode}/sample.flv`, `${TAIL}-`);

/** Nothing comes, for as long as anybody waited. */
const silence = { answers: [], settle: 'quiet' } as const;

/** Rows 25 to 48: what the application may answer, and fail-over between its URLs. */
export const applicationCases: readonly ConformanceCase[] = [
  tailRow(25, 'application headers are passed on', 'more=1', part),
  tailRow(26, 'application sends no Content-Type', 'noct=1', part),
  tailRow(27, 'application status 204', 'status=204', part),
  tailRow(28, 'application status 404 with URL', 'status=404', {
    ...part,
    statusLine: 'HTTP/1.0 404 Not Found',
  }),
  tailRow(30, 'application status 500 with URL', 'status=500', {
    ...part,
    statusLine: 'HTTP/1.0 500 Internal Server Error',
  }),
  tailRow(31, 'application sends a body of its own too', 'clen=20', part),
  tailRow(32, 'FLV-START but no URL', 'nourl=1', { statusLine: OK, received: Buffer.alloc(0) }, []),
  tailRow(
    33,
    'URL list empty after parsing (ftp://)',
    'url=ftp://127.0.0.1/sample.flv',
    unavailable,
    [],
  ),
  tailRow(34, 'first URL dead port', 'first=dead', part),
  tailRow(35, 'first URL 404', 'first=404', part, [bad('404'), good]),
  tailRow(36, 'first URL 500', 'first=500', part, [bad('500'), good]),
  tailRow(37, 'first URL 302', 'first=302', part, [bad('302'), good]),
  tailRow(38, 'dead, 404, 500, then good', 'first=dead,404,500', part, [
    bad('404'),
    bad('500'),
    good,
  ]),
  {
    ...tailRow(40, 'first URL closes without a byte, then good', 'first=closeatonce', part),
    ...silence,
    storage: [bad('closeatonce')],
  },
  {
    ...tailRow(41, 'first URL never answers, then good', 'first=hang', part),
    ...silence,
    storage: [bad('hang')],
  },
  tailRow(43, 'all URLs fail (404, 500)', 'first=404,500&main=no', unavailable, [
    bad('404'),
    bad('500'),
  ]),
  tailRow(44, 'only a dead URL', 'first=dead&main=no', unavailable, []),
  tailRow(45, 'EXPECTED-SIZE = size of the part (right for Perlbal)', 'esize=5000', part),
  tailRow(46, 'EXPECTED-SIZE = size of the whole file', `esize=${sample.length}`, unavailable),
  tailRow(47, 'EXPECTED-SIZE wrong', 'esize=12345', unavailable),
  row(
    48,
    'EXPECTED-SIZE whole, no start',
    get(`/v/sample.flv?esize=${sample.length}`),
    { statusLine: OK, received: sample },
    { storage: [asked('/sample.flv')] },
  ),
];
