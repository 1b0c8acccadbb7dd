import { expect, it } from 'vitest';
import type { LogEntry } from '../contract/log.ts';
import { sweepReport } from '../contract/sweep.ts';
import { makeExchange, makeHop, makeSeek } from '../contract/test-support/make-records.ts';
import { evidenceOf } from './evidence.ts';
import { writers } from './index.ts';
import { brokenStatus, written } from './test-support/make-sweep.ts';

const known = {
  version: '1.0.0',
  videos: [{ name: 'sample.flv', sizeBytes: 100, durationMs: 10, keyframes: 2 }],
  targets: [{ name: 'x', pattern: 'http://x.test/{name}?start={start}' }],
};

const nginx = { personality: 'nginx', hasQuirks: false } as const;
const patch = { personality: 'perlbal-patch', hasQuirks: true } as const;

function seekEntry(number: number, answeredAs: typeof nginx | typeof patch): LogEntry {
  return {
    kind: 'seek',
    ...{ number, atEpochMs: 1000 * number, isProblem: true },
    verdict: { result: 'fail', code: 'status_expected' },
    marks: null,
    seek: makeSeek({ endedMs: 500 }),
    exchanges: [makeExchange({ answeredAs })],
    checks: [brokenStatus],
  };
}

const request: LogEntry = {
  kind: 'request',
  ...{ number: 9, atEpochMs: 9000, isProblem: false, verdict: null, marks: null, checks: [] },
  exchanges: [
    makeExchange({
      target: '/v/other.flv?start=1e3',
      hops: [
        makeHop({ requestHead: 'GET / HTTP/1.1\r\nUser-Agent: curl/8.5.0 x\r\n\r\n', status: 416 }),
      ],
    }),
  ],
};

const evidence = (...entries: LogEntry[]) =>
  evidenceOf(
    entries.map((entry) => ({ entry, picture: null })),
    known,
  );

it('seeks of the log become a sweep that was made by hand, and each keeps how it was answered', () => {
  const { summary, results } = evidence(
    seekEntry(3, nginx),
    seekEntry(5, patch),
    seekEntry(6, nginx),
  );
  expect(summary).toMatchObject({
    plan: 'by hand',
    startedAtEpochMs: 3000,
    endedAtEpochMs: 6500,
    videos: known.videos,
    targets: [
      { name: null, personality: 'nginx' },
      { name: null, personality: 'perlbal-patch with quirks' },
    ],
    counts: { planned: 3, done: 3, pass: 0, warn: 0, fail: 3, skip: 0 },
    checks: [{ code: 'status_expected', pass: 0, warn: 0, fail: 3, skip: 0 }],
  });
  expect(results.map(({ number, target }) => [number, target])).toEqual([
    [3, 0],
    [5, 1],
    [6, 0],
  ]);
});

it('a request of another client says who asked, for what', () => {
  const { results, summary } = evidence(request);
  expect(results[0]).toMatchObject({
    plan: 'request of curl/8.5.0',
    ask: { kind: 'start', text: '1e3' },
    verdict: { result: 'skip', code: null },
    seek: { videoName: 'other.flv', status: 416, requestedOffset: null },
  });
  expect(summary.videos).toMatchObject([{ name: 'other.flv', sizeBytes: 0 }]);
});

it('each writer takes it, and the JSON is that of the schema', async () => {
  const { summary, results } = evidence(seekEntry(3, nginx), request);
  for (const writer of Object.values(writers)) {
    expect(await written(writer, summary, results)).not.toBe('');
  }
  const json = await written(writers.json, summary, results);
  expect(sweepReport.parse(JSON.parse(json)).results).toHaveLength(2);
});

it('a picture goes along', () => {
  const picture = 'data:image/png;base64,AAAA';
  const { results } = evidenceOf([{ entry: seekEntry(1, nginx), picture }], known);
  expect(results[0]?.picture).toBe(picture);
});
