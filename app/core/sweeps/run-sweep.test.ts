import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { type SweepResult, sweepResult } from '../../contract/sweep.ts';
import { patchPrefix } from '../../flv/prefix.ts';
import { createScriptedServer, type Script } from '../../proxy/test-support/scripted-server.ts';
import { planAsks, type Shard } from '../../sweep/plan/plan-asks.ts';
import { parsePlan } from '../../sweep/plan/plan-part.ts';
import { createWorkbench } from '../workbench.ts';
import { type RunSweepOptions, runSweep } from './run-sweep.ts';

const sampleDir = join(import.meta.dirname, '../../../assets/samples');
const sample = await readFile(join(sampleDir, 'sample.flv'));
vi.setConfig({ testTimeout: 60_000 });

async function startBench() {
  const dataDir = await mkdtemp(join(tmpdir(), 'seeklab-run-sweep-'));
  const workbench = await createWorkbench({ dataDir, sampleDir, isForSweep: true });
  onTestFinished(async () => {
    await workbench.close();
    await rm(dataDir, { recursive: true });
  });
  return workbench;
}

interface Swept extends Partial<RunSweepOptions> {
  plan: string;
  shard?: Shard;
}

async function sweepSample(name: string, { plan, shard, ...given }: Swept, add?: string) {
  const bench = await startBench();
  if (add) {
    await bench.call('target.add', {
      ...{ name: 'there', pattern: add, names: { kind: 'library' }, fields: [], redirectHosts: [] },
      ...{ reference: { kind: 'library', name: null }, isSelfSignedAllowed: false },
      expected: { personality: 'perlbal-patch', hasQuirks: false },
    });
  }
  const facts = await bench.call('video.open', { name });
  const { sizeBytes, durationMs, index } = facts;
  const of = { sizeBytes, durationMs, index, tagOffsets: null, places: new Map() };
  const results: SweepResult[] = [];
  const endedEarly = await runSweep({
    bench,
    legs: [{ video: 0, target: 0, facts, mayMoveStart: false }],
    asks: planAsks({
      ...{ parts: parsePlan(plan), seed: 1, shard: shard ?? null },
      legs: [{ video: 0, target: 0, of }],
    }),
    ...{ concurrency: 4, isWhole: false, keepsHeads: false, maxFailures: 1000 },
    signal: new AbortController().signal,
    onResult: (result) => void results.push(sweepResult.parse(result)),
    ...given,
  });
  return { results, endedEarly };
}

const target = 'there://sample.flv';
const answered = (body: Uint8Array) =>
  `HTTP/1.1 200 OK\r\nContent-Type: video/x-flv\r\nContent-Length: ${body.length}\r\n\r\n`;

/** Answers as the patch does, but for what the test changes. */
const honest =
  (change: (start: number, body: Buffer) => Buffer = (_, body) => body): Script =>
  ({ target: asked, socket }) => {
    const start = Number(/start=(\d+)/.exec(asked)?.[1] ?? 0);
    const part = sample.subarray(start);
    const body = change(start, start === 0 ? part : Buffer.concat([patchPrefix, part]));
    socket.write(answered(body));
    socket.write(body);
  };

async function scripted(script: Script) {
  const server = await createScriptedServer(script);
  onTestFinished(() => server.close());
  return { server, pattern: `${server.url}/v/{name}?start={start}` };
}

it('a clean system is clean at every keyframe, its neighbours and the edges', async () => {
  const { results, endedEarly } = await sweepSample('sample.flv', {
    plan: 'keyframes+keyframes:around+mid-tag+edges+random:20',
  });
  expect(endedEarly).toBeNull();
  expect(results.map(({ number }) => number)).toEqual(results.map((_, i) => i + 1));
  // A busy machine may be late, and that is said.
  const wrong = results.filter(({ verdict: { result, code } }) => {
    return result !== 'pass' && code !== 'first_byte_in_time';
  });
  expect(wrong).toEqual([]);
  const keyframes = results.filter(({ plan }) => plan === 'keyframes');
  expect(keyframes.length).toBe(30);
  for (const { seek } of keyframes) expect(seek.landed).toMatchObject({ isKeyframe: true });
});

it('each text of the edges is asked as it is, and what came stands in its record', async () => {
  const { results } = await sweepSample('sample.flv', { plan: 'edges', keepsHeads: true });
  const seen = results.map(({ ask, exchanges, seek }) => {
    const line = exchanges[0]?.hops[0]?.requestHead.split('\r\n')[0] ?? '';
    const start = new URL(line.split(' ')[1] ?? '', 'http://a').searchParams.get('start');
    expect(seek.state).toBe('inspected');
    return { isAsAsked: ask.kind === 'start' && ask.text === start, status: seek.status };
  });
  expect(seen.every(({ isAsAsked }) => isAsAsked)).toBe(true);
  expect(seen.map(({ status }) => status)).toEqual([
    ...[200, 200, 200, 200, 200, 200, 200],
    ...[416, 416, 400, 400, 400, 400, 416, 416, 400, 400],
  ]);
});

it('what is wrong at some places is found there and nowhere else, whatever comes first', async () => {
  const { server, pattern } = await scripted(
    honest((start, body) => (start % 2 === 1 ? Buffer.concat([body.subarray(0, 13), body]) : body)),
  );
  const { results } = await sweepSample(target, { plan: 'keyframes', concurrency: 8 }, pattern);
  expect(server.requests.length).toBe(results.length);
  expect(results.map(({ number }) => number)).toEqual(results.map((_, i) => i + 1));
  for (const { seek, verdict, checks, exchanges } of results) {
    const isWrong = (seek.requestedOffset ?? 0) % 2 === 1;
    expect(verdict.result === 'fail').toBe(isWrong);
    if (verdict.result === 'warn') continue;
    expect(checks.length > 0).toBe(isWrong);
    expect(exchanges.length).toBe(isWrong ? 1 : 0);
  }
});

it('shards together are the whole', async () => {
  const shared = [];
  for (const index of [1, 2]) {
    const { results } = await sweepSample('sample.flv', {
      ...{ plan: 'keyframes+random:7', shard: { index, total: 2 } },
    });
    shared.push(...results);
  }
  const { results } = await sweepSample('sample.flv', { plan: 'keyframes+random:7' });
  const shown = (list: SweepResult[]) =>
    list
      .toSorted((a, b) => a.number - b.number)
      .map(({ number, ask, seek }) => ({ number, ask, landed: seek.landed, state: seek.state }));
  expect(shown(shared)).toEqual(shown(results));
});

it('ends when enough have failed', async () => {
  const { pattern } = await scripted(({ socket }) =>
    socket.end('HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n'),
  );
  const { results, endedEarly } = await sweepSample(
    target,
    { plan: 'random:500', maxFailures: 3, concurrency: 2 },
    pattern,
  );
  expect(endedEarly).toBe('max_failures');
  expect(results.length).toBeGreaterThanOrEqual(3);
  expect(results.length).toBeLessThan(20);
});

it('ends when nobody is there', async () => {
  const { server, pattern } = await scripted(() => undefined);
  await server.close();
  const { results, endedEarly } = await sweepSample(target, { plan: 'random:500' }, pattern);
  expect(endedEarly).toBe('unreachable');
  expect(results.length).toBeLessThan(100);
  expect(results[0]).toMatchObject({
    verdict: { result: 'fail' },
    seek: { error: { code: 'target_unreachable' } },
  });
});

it('interrupted, it gives what was done, and no request stays open', async () => {
  const interrupting = new AbortController();
  const { server, pattern } = await scripted((request) => {
    if (server.requests.length <= 5) honest()(request);
    else interrupting.abort();
  });
  const { results, endedEarly } = await sweepSample(
    target,
    { plan: 'keyframes', concurrency: 2, signal: interrupting.signal },
    pattern,
  );
  expect(endedEarly).toBe('interrupted');
  expect(results.length).toBeGreaterThanOrEqual(4);
  expect(results.length).toBeLessThan(30);
  await vi.waitFor(() => expect(server.sockets.size).toBe(0), 30_000);
});
