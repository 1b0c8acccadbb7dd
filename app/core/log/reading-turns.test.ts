import { afterEach, expect, test } from 'vitest';
import { createReadingTurns, type ReadingTurns } from './reading-turns.ts';

let nowMs = 0;
let turns: ReadingTurns;
afterEach(() => turns.close());

/** Reads pieces of 1 ms without a pause, until the time is over. */
async function readFor(forMs: number, hasTraffic: boolean): Promise<number> {
  nowMs = 0;
  turns = createReadingTurns(() => nowMs);
  let pieces = 0;
  let isOver = false;
  const clock = setInterval(() => {
    nowMs += 10;
    if (hasTraffic) turns.onTraffic();
    isOver = nowMs >= forMs;
  });
  if (hasTraffic) turns.onTraffic();
  while (!isOver) {
    await turns.take(() => {
      nowMs += 1;
      pieces += 1;
    });
  }
  clearInterval(clock);
  return pieces;
}

test('while exchanges come in, reading takes a small share after its first pieces', async () => {
  const pieces = await readFor(1000, true);
  expect(pieces).toBeGreaterThan(20);
  expect(pieces).toBeLessThan(100);
});

test('with nobody else there, reading never waits', async () => {
  expect(await readFor(1000, false)).toBeGreaterThan(200);
});

test('each piece has a turn of its own, in the order of asking; a failure is told', async () => {
  turns = createReadingTurns();
  const done: string[] = [];
  const first = turns.take(() => {
    setImmediate(() => done.push('somebody else'));
    return done.push('first');
  });
  const second = turns.take(() => {
    done.push('second');
    throw new RangeError('gone');
  });
  await expect(first).resolves.toBe(1);
  await expect(second).rejects.toThrow('gone');
  expect(done).toEqual(['first', 'somebody else', 'second']);
});
