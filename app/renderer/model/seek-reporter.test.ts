import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CodedError } from '../../contract/errors.ts';
import type { SeekReport } from '../../contract/log.ts';
import { MAX_REQUEST_BYTES } from '../../contract/rpc.ts';
import { makeSeek } from '../../contract/test-support/make-records.ts';
import type { Connection } from './connection.ts';
import { createSeekReporter } from './seek-reporter.ts';
import { viewStore } from './stores.ts';

beforeEach(() => {
  vi.useFakeTimers();
  viewStore.setState({ notice: null });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A reporter whose reports are kept, and fail with `failure` while there is one. */
function startReporter() {
  const sent: SeekReport[][] = [];
  const workbench = { failure: null as CodedError | null };
  const call = async (_: string, { reports }: { reports: SeekReport[] }) => {
    if (workbench.failure) throw workbench.failure;
    sent.push(reports);
    return {};
  };
  const quiet = { later: [] as (() => void)[], isNow: true };
  const whenQuiet = (run: () => void) => {
    if (quiet.isNow) run();
    else quiet.later.push(run);
  };
  const reporter = createSeekReporter({ call } as unknown as Pick<Connection, 'call'>, whenQuiet);
  const statesOf = (reports: SeekReport[] | undefined) =>
    reports?.map(({ seek, isKnown }) => `${seek.id} ${seek.state}${isKnown ? ', known' : ''}`);
  return { reporter, sent, workbench, quiet, statesOf };
}

const running = (id: string) => makeSeek({ id, state: 'running' });

test('tells of a seek once its request is out, and of a burst of snapshots the newest', async () => {
  const { reporter, sent, statesOf } = startReporter();
  reporter.put(running('a-1'));
  expect(sent).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(0);
  expect(statesOf(sent[0])).toEqual(['a-1 running']);
  for (let i = 0; i < 9; i += 1) reporter.put(running('a-1'));
  reporter.put(makeSeek({ id: 'a-1' }));
  reporter.put(running('a-2'));
  expect(sent).toHaveLength(1);
  await vi.advanceTimersByTimeAsync(100);
  expect(sent.slice(1).map(statesOf)).toEqual([['a-1 played, known', 'a-2 running']]);
});

test('what becomes of a seek waits for its picture, a new seek does not', async () => {
  const { reporter, sent, quiet, statesOf } = startReporter();
  quiet.isNow = false;
  reporter.put(running('a-1'));
  await vi.advanceTimersByTimeAsync(0);
  reporter.put(makeSeek({ id: 'a-1' }));
  await vi.advanceTimersByTimeAsync(1000);
  expect(sent.map(statesOf)).toEqual([['a-1 running']]);
  for (const run of quiet.later) run();
  await vi.advanceTimersByTimeAsync(0);
  expect(statesOf(sent[1])).toEqual(['a-1 played, known']);
  reporter.put(running('a-2'));
  await vi.advanceTimersByTimeAsync(0);
  expect(statesOf(sent[2])).toEqual(['a-2 running']);
});

test('keeps what it could not tell, but what is newer by then takes its place', async () => {
  const { reporter, sent, workbench, statesOf } = startReporter();
  workbench.failure = new CodedError('connection_lost');
  reporter.put(running('a-1'));
  reporter.put(running('a-2'));
  await vi.advanceTimersByTimeAsync(100);
  reporter.put(makeSeek({ id: 'a-1' }));
  await vi.advanceTimersByTimeAsync(100);
  expect(sent).toEqual([]);
  workbench.failure = null;
  reporter.resume([running('a-3')]);
  await vi.advanceTimersByTimeAsync(100);
  expect(sent.flatMap((reports) => statesOf(reports)).toSorted()).toEqual([
    'a-1 played',
    'a-2 running',
    'a-3 running',
  ]);
  expect(viewStore.getState().notice).toBeNull();
});

test('another workbench is told of running seeks as of new ones', async () => {
  const { reporter, sent, statesOf } = startReporter();
  reporter.put(running('a-1'));
  await vi.advanceTimersByTimeAsync(100);
  reporter.resume([running('a-1')]);
  await vi.advanceTimersByTimeAsync(100);
  expect(sent.map(statesOf)).toEqual([['a-1 running'], ['a-1 running']]);
});

test('a report that is refused is told, and the others go out after it', async () => {
  const { reporter, sent, workbench, statesOf } = startReporter();
  workbench.failure = new CodedError('page_late', { name: 'seek.report', bytes: 9 });
  reporter.put(makeSeek({ id: 'a-1' }));
  await vi.advanceTimersByTimeAsync(1);
  reporter.put(makeSeek({ id: 'a-2' }));
  expect(viewStore.getState().notice).toMatchObject({ error: { code: 'page_late' } });
  workbench.failure = null;
  await vi.advanceTimersByTimeAsync(100);
  expect(sent.map(statesOf)).toEqual([['a-2 played']]);
});

test('many seeks, and long ones, go out in messages that the workbench takes', async () => {
  const { reporter, sent, workbench } = startReporter();
  workbench.failure = new CodedError('connection_lost');
  for (let i = 0; i < 1500; i += 1) {
    const videoName = i % 3 === 0 ? `${'长'.repeat(8000)}.flv` : 'sample.flv';
    reporter.put(makeSeek({ id: `a-${i}`, videoName }));
    await vi.advanceTimersByTimeAsync(0);
  }
  workbench.failure = null;
  reporter.resume([]);
  await vi.advanceTimersByTimeAsync(60_000);
  const told = new Set(sent.flat().map(({ seek }) => seek.id));
  // The oldest of them were lost.
  expect(told.size).toBe(1000);
  expect(told.has('a-1499')).toBe(true);
  for (const reports of sent) {
    expect(reports.length).toBeLessThanOrEqual(200);
    expect(Buffer.byteLength(JSON.stringify({ reports }))).toBeLessThan(MAX_REQUEST_BYTES - 1000);
  }
});
