import type { CheckResult } from '../../contract/check.ts';
import type { SweepResult, SweepSummary } from '../../contract/sweep.ts';
import { makeExchange, makeHop, makeSeek } from '../../contract/test-support/make-records.ts';
import type { ReportWriter, Results } from '../report-writer.ts';

/** A sweep of the sample as two personalities, for tests. */
export function makeSummary(patch: Partial<SweepSummary> = {}): SweepSummary {
  return {
    format: 'seeklab-sweep',
    formatVersion: 1,
    version: '0.1.0',
    startedAtEpochMs: Date.UTC(2026, 10, 28, 9, 0, 0),
    endedAtEpochMs: Date.UTC(2026, 10, 28, 9, 0, 7),
    plan: 'keyframes+edges',
    seed: 1,
    shard: null,
    videos: [{ name: 'sample.flv', sizeBytes: 2_870_000, durationMs: 120_000, keyframes: 60 }],
    targets: [
      { name: null, pattern: null, personality: 'nginx' },
      {
        name: 'origin-3',
        pattern: 'http://origin-3.test/v/{name}?start={start}',
        personality: 'lighttpd',
      },
    ],
    counts: { planned: 2, done: 2, pass: 1, warn: 0, fail: 1, skip: 0 },
    checks: [{ code: 'status_expected', pass: 1, warn: 0, fail: 1, skip: 0 }],
    endedEarly: null,
    ...patch,
  };
}

/** One that went well, without heads, for tests. */
export function makeResult(patch: Partial<SweepResult> = {}): SweepResult {
  const { number = 1 } = patch;
  return {
    number,
    video: 0,
    target: 0,
    plan: 'keyframes',
    ask: { kind: 'keyframe', keyframe: 21 },
    fault: null,
    seek: makeSeek({ id: `sweep-${number}` }),
    verdict: { result: 'pass', code: null },
    checks: [],
    exchanges: [],
    ...patch,
  };
}

export const brokenStatus: CheckResult = {
  code: 'status_expected',
  result: 'fail',
  message: 'The status should be 200.',
  seen: '206',
  expected: '200',
  exchange: 0,
  at: { kind: 'head', hop: 0, side: 'response', line: 0 },
};

/** One that failed, with heads of three hops, for tests. */
export function makeFailure(patch: Partial<SweepResult> = {}): SweepResult {
  const client = makeHop({
    url: 'http://127.0.0.1:8000/v/sample.flv?start=1261000&seek=sweep-2',
    requestHead: 'GET /v/sample.flv?start=1261000&seek=sweep-2 HTTP/1.1\r\nHost: a\r\n\r\n',
    responseHead: 'HTTP/1.1 206 Partial Content\r\nContent-Type: video/x-flv\r\n\r\n',
    status: 206,
  });
  const application = makeHop({ kind: 'application', peer: '127.0.0.1:9000' });
  const storage = makeHop({ kind: 'storage', peer: '[::1]:9001', isConnectionReused: true });
  return makeResult({
    number: 2,
    verdict: { result: 'fail', code: 'status_expected' },
    checks: [brokenStatus],
    exchanges: [makeExchange({ hops: [client, application, storage] })],
    ...patch,
  });
}

type Made = Iterable<SweepResult> | (() => Iterable<SweepResult>);

export function resultsOf(made: Made): Results {
  return async function* () {
    yield* typeof made === 'function' ? made() : made;
  };
}

/** All that a writer writes. */
export async function written(
  writer: ReportWriter,
  summary: SweepSummary,
  results: Made,
): Promise<string> {
  let text = '';
  for await (const piece of writer(summary, resultsOf(results))) text += piece;
  return text;
}
