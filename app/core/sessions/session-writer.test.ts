import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeEach, expect, onTestFinished, test } from 'vitest';
import { noMarks } from '../../contract/marks.ts';
import { SESSION_BOUNDS } from '../../contract/session.ts';
import { makeExchange, makeHop, makeSeek } from '../../contract/test-support/make-records.ts';
import type { SavedPart } from '../log/saved-part.ts';
import { rowsOf, startLog } from '../log/test-support/start-log.ts';
import { peekSession, readSession } from './read-session.ts';
import { listSegments } from './session-files.ts';
import { createSessionWriter } from './session-writer.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'seeklab-writer-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
});

const head = fc.string({ unit: 'binary', maxLength: 300 });

async function partsIn(dir: string): Promise<SavedPart[]> {
  const parts: SavedPart[] = [];
  await readSession(dir, (part) => parts.push(part));
  return parts;
}

test('any prefix of the written bytes reads back as a prefix of the rows', async () => {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ isSeek: fc.boolean(), head, note: fc.option(head, { nil: null }) }), {
        minLength: 1,
        maxLength: 12,
      }),
      fc.integer({ min: 200, max: 5000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      async (rows, segmentBytes, share) => {
        count += 1;
        const dir = join(root, `${count}`);
        const log = startLog();
        const bounds = { ...SESSION_BOUNDS, segmentBytes };
        const writer = createSessionWriter({ log, dir, run: 1, bounds, onState: () => undefined });
        for (const [i, row] of rows.entries()) {
          const hops = [makeHop({ requestHead: row.head })];
          if (row.isSeek) log.putSeek(makeSeek({ id: `a-${i}`, videoName: row.head }));
          else log.putExchange(makeExchange({ id: `${i}`, hops }));
          await writer.flush();
          if (row.note !== null) log.mark([i + 1], { note: row.note });
          await writer.flush();
        }
        await writer.close();
        const written = await partsIn(dir);
        expect(
          written.map(
            ({ seek, exchange, marks }) =>
              marks?.note ?? seek?.videoName ?? exchange?.hops[0]?.requestHead,
          ),
        ).toEqual(rows.flatMap(({ head, note }) => (note === null ? [head] : [head, note])));

        const cut = join(root, `${count}-cut`);
        await cutAt(dir, cut, share);
        const kept = await partsIn(cut);
        expect(kept).toEqual(written.slice(0, kept.length));
        const { lastNumber } = await peekSession(cut);
        expect(lastNumber).toBeGreaterThanOrEqual(kept.at(-1)?.number ?? 0);
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);

/** A copy of a session as it was when that share of its bytes was written. */
async function cutAt(from: string, to: string, share: number): Promise<void> {
  const segments = await listSegments(from);
  await mkdir(to);
  let left = Math.floor(segments.reduce((sum, { bytes }) => sum + bytes, 0) * share);
  for (const { path, bytes } of segments) {
    if (left <= 0) return;
    const kept = (await readFile(path)).subarray(0, left);
    await writeFile(join(to, path.slice(from.length + 1)), kept);
    left -= bytes;
  }
}

test('the oldest rows go when there are too many bytes', async () => {
  const log = startLog();
  const dir = join(root, 'bounded');
  const bounds = { ...SESSION_BOUNDS, segmentBytes: 10_000, bytes: 40_000 };
  const writer = createSessionWriter({ log, dir, run: 1, bounds, onState: () => undefined });
  for (let id = 1; id <= 200; id += 1) {
    log.putExchange(makeExchange({ id: `${id}` }));
    if (id % 5 === 0) await writer.flush();
  }
  await writer.close();
  const bytes = (await listSegments(dir)).reduce((sum, segment) => sum + segment.bytes, 0);
  expect(bytes).toBeLessThan(bounds.bytes + bounds.segmentBytes + 10_000);
  const numbers = (await partsIn(dir)).map(({ number }) => number);
  expect(numbers.length).toBeGreaterThan(20);
  expect(numbers.length).toBeLessThan(200);
  expect(numbers).toEqual(numbers.map((_, i) => 200 - numbers.length + 1 + i));
  expect(await peekSession(dir)).toEqual({ nextRun: 2, lastNumber: 200 });
});

test('what is pinned stays on the disk, and what was written on a row that has gone is passed over', async () => {
  const log = startLog({ entries: 20 });
  const dir = join(root, 'pinned');
  const bounds = { ...SESSION_BOUNDS, segmentBytes: 10_000, bytes: 40_000 };
  const writer = createSessionWriter({ log, dir, run: 1, bounds, onState: () => undefined });
  log.putSeek(makeSeek({ id: 'kept-1' }));
  log.putExchange(makeExchange({ id: 'own', seekId: 'kept-1' }));
  for (let id = 1; id <= 400; id += 1) {
    log.putExchange(makeExchange({ id: `${id}` }));
    if (id === 3) log.mark([1], { note: 'why?', mark: 'bug', isPinned: true });
    if (id % 5 === 0) await writer.flush();
  }
  await writer.close();
  const bytes = (await listSegments(dir)).reduce((sum, segment) => sum + segment.bytes, 0);
  expect(bytes).toBeLessThan(bounds.bytes + bounds.segmentBytes + 10_000);

  const later = startLog();
  later.restore({ number: 900, atEpochMs: 0, seekId: null, marks: { ...noMarks, note: 'alone' } });
  await readSession(dir, later.restore);
  expect(later.pinned()).toEqual([1]);
  expect(later.get(1)).toMatchObject({
    seek: { id: 'kept-1' },
    exchanges: [{ id: '1.own' }],
    marks: { note: 'why?', mark: 'bug', colour: null, isPinned: true },
  });
  expect(rowsOf(later).map(({ number }) => number)).not.toContain(900);
  expect(later.counts().all).toBeLessThan(400);
});

test('what the log has forgotten before its turn is counted', async () => {
  const log = startLog({ entries: 10 });
  const dir = join(root, 'flood');
  const bounds = { ...SESSION_BOUNDS, waiting: 20 };
  const writer = createSessionWriter({ log, dir, run: 1, bounds, onState: () => undefined });
  for (let id = 1; id <= 30; id += 1) log.putExchange(makeExchange({ id: `${id}` }));
  await writer.flush();
  expect(writer.leftOut).toBe(30);
  log.putExchange(makeExchange({ id: '31' }));
  await writer.close();
  expect((await partsIn(dir)).map(({ number }) => number)).toEqual([31]);
});

test('a disk that refuses is told, and what waits is written once it can be', async () => {
  const log = startLog();
  const dir = join(root, 'blocked');
  await writeFile(dir, 'a file where the folder should be');
  const states: boolean[] = [];
  const writer = createSessionWriter({
    log,
    dir,
    run: 1,
    onState: () => states.push(writer.error === null),
  });
  log.putExchange(makeExchange({ id: '1' }));
  await writer.flush();
  expect(writer.error).toMatchObject({ code: expect.stringMatching(/EEXIST|ENOTDIR/) });
  await rm(dir);
  log.putExchange(makeExchange({ id: '2' }));
  await writer.flush();
  expect(states).toEqual([false, true]);
  await writer.close();
  expect((await partsIn(dir)).map(({ number }) => number)).toEqual([1, 2]);
});
