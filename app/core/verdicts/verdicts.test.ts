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

const servers = [
  ...personalityName.options.map((personality) => ({ personality, hasQuirks: false })),
  { personality: 'perlbal-patch', hasQuirks: true } as const,
];

describe.each(servers)('as $personality, quirks $hasQuirks', (server) => {
  it('keyframes, the edges and bytes between pass over sockets, each to its end', async () => {
    const facts = await run(workbench, 'video.open', { name: 'sample.flv' });
    await run(workbench, 'system.configure', server);
    const { offsets } = facts.index;
    const between = offsets.map((offset, i) => offset + 1 + ((i * 7919) % 3000));
    const edges = [0, 1, 13, facts.firstMediaOffset, facts.sizeBytes - 1];
    const starts = [...offsets.slice(0, 15), ...edges, ...between.slice(15, 25)];
    for (const [i, start] of starts.entries()) {
      const entry = await judged(`start=${start}&seek=p-${i}`);
      expect(badOnes(entry), `start=${start}`).toEqual([]);
      expect(entry.verdict).toEqual({ result: 'pass', code: null });
      const exact = entry.checks.find(({ code }) => code === 'body_exact');
      expect(exact?.message, `start=${start}`).toMatch(/to the file’s end/);
    }
  }, 120_000);

  it('a start beyond the end, and one that is none, are answered as it does', async () => {
    await run(workbench, 'video.open', { name: 'sample.flv' });
    await run(workbench, 'system.configure', server);
    for (const [i, start] of ['99999999', '-5', 'abc'].entries()) {
      const entry = await judged(`start=${start}&seek=p-${i}`);
      expect(badOnes(entry), `start=${start}`).toEqual([]);
      expect(entry.verdict?.result).toBe('pass');
    }
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

describe('a picture from the buffer', () => {
  const told = async (played: { timeMs: number } | null) => {
    await run(workbench, 'video.open', { name: 'sample.flv' });
    const seek = makeSeek({
      id: 'p-1',
      source: 'buffer',
      expectedMs: 42_000,
      ...{ requestedOffset: null, status: null, landed: null, prefixHex: null, played },
      ...(played === null && { state: 'failed', firstPictureMs: null }),
    });
    await run(workbench, 'seek.report', { reports: [{ seek, isKnown: false }] });
    const { verdict, checks } = await newestWhen((entry) => entry.verdict !== null);
    const resultOf = Object.fromEntries(checks.map(({ code, result }) => [code, result]));
    return { verdict, checks, resultOf };
  };

  it('is judged by what was shown, and nothing is said of the wire', async () => {
    const { verdict, checks, resultOf } = await told({ timeMs: 42_000 });
    expect(verdict).toEqual({ result: 'pass', code: null });
    const judgedOnes = ['picture_came', 'picture_in_time', 'picture_right'];
    for (const code of judgedOnes) expect(resultOf[code]).toBe('pass');
    for (const { code, result, message } of checks) {
      if (judgedOnes.includes(code)) continue;
      expect(result).toBe('skip');
      expect(message).toBe(
        code === 'plays_on'
          ? 'It was not played on from there.'
          : 'The picture was in the buffer: nothing was asked of the server.',
      );
    }
  });

  it('that is another one fails', async () => {
    expect((await told({ timeMs: 39_000 })).verdict).toEqual({
      result: 'fail',
      code: 'picture_right',
    });
  });

  it('that never came fails', async () => {
    const { verdict, resultOf } = await told(null);
    expect(verdict).toEqual({ result: 'fail', code: 'picture_came' });
    expect(resultOf.picture_right).toBe('skip');
  });
});
