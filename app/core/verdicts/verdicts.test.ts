import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isBad } from '../../checks/verdict.ts';
import type { LogEntry } from '../../contract/log.ts';
import { personalityName } from '../../contract/personality.ts';
import { makeSeek } from '../../contract/test-support/make-records.ts';
import { run } from '../test-support/run.ts';
import { createWorkbench, type Workbench } from '../workbench.ts';

const samples = join(import.meta.dirname, '../../../assets/samples');
let dataDir: string;
let workbench: Workbench;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'seeklab-verdicts-'));
  workbench = await createWorkbench({ dataDir, sampleDir: samples });
});
afterEach(async () => {
  await workbench.close();
  await rm(dataDir, { recursive: true });
});

/** Asks with a mark of a seek, reads all of the answer, and waits for its verdict. */
async function judged(query: string, method = 'GET'): Promise<LogEntry> {
  const response = await fetch(`${workbench.reproxyUrl}/v/sample.flv?${query}`, { method });
  await response.arrayBuffer();
  return newestWhen(({ verdict }) => verdict !== null);
}

/** The newest row, as soon as it fits. */
async function newestWhen(fits: (entry: LogEntry) => boolean): Promise<LogEntry> {
  let onChange = () => {};
  const stop = workbench.log.subscribe(() => onChange());
  try {
    for (;;) {
      const changed = new Promise<void>((resolve) => {
        onChange = resolve;
      });
      const { rows } = await run(workbench, 'log.page', { filter: 'all', from: 0, count: 500 });
      const number = rows.at(-1)?.number;
      const entry = number === undefined ? null : await run(workbench, 'log.get', { number });
      if (entry && fits(entry)) return entry;
      await changed;
    }
  } finally {
    stop();
  }
}

const badOnes = ({ checks }: LogEntry) =>
  checks.filter(({ result }) => isBad(result)).map(({ code, message }) => `${code}: ${message}`);

describe.each(personalityName.options)('%s', (personality) => {
  it('passes as itself', async () => {
    const facts = await run(workbench, 'video.open', { name: 'sample.flv' });
    await run(workbench, 'system.configure', { personality });
    const start = facts.index.offsets[5] ?? 0;
    const entry = await judged(`start=${start}&seek=p-1`);
    expect(badOnes(entry)).toEqual([]);
    expect(entry.verdict).toEqual({ result: 'pass', code: null });
    const exact = entry.checks.find(({ code }) => code === 'body_exact');
    expect(exact).toMatchObject({ result: 'pass' });
    expect(exact?.message).toMatch(/to the file’s end/);
  });
});

it('remembers what it was answered as', async () => {
  await run(workbench, 'system.configure', { personality: 'nginx' });
  const entry = await judged('start=100000&seek=p-1');
  await run(workbench, 'system.configure', { personality: 'spec' });
  const again = await run(workbench, 'log.get', { number: entry.number });
  expect(again.exchanges[0]?.answeredAs).toEqual({ personality: 'nginx', hasQuirks: false });
  expect(again.checks).toEqual(entry.checks);
});

it('judges again when more is told of the seek', async () => {
  const first = await judged('start=100000&seek=p-1');
  expect(first.checks.find(({ code }) => code === 'picture_came')?.result).toBe('skip');
  const seek = makeSeek({ id: 'p-1', played: { timeMs: 42_000 } });
  await run(workbench, 'seek.report', { reports: [{ seek, isKnown: false }] });
  const entry = await newestWhen(({ checks }) =>
    checks.some(({ code, result }) => code === 'picture_came' && result === 'pass'),
  );
  expect(entry.kind).toBe('seek');
});
