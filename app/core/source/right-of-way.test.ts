import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import type { Exchange } from '../../contract/exchange.ts';
import { createRightOfWay } from './right-of-way.ts';

/** A clock that stands still until it is moved, and players that take bytes on it. */
function setUp() {
  let nowMs = 1000;
  const way = createRightOfWay(() => nowMs);
  const taken = new Map<string, number>();
  return {
    way,
    pass(ms: number) {
      nowMs += ms;
    },
    play(id: string, bytes: number, outcome: Exchange['outcome'] = 'running', seekId = 'page-1') {
      const total = (taken.get(id) ?? 0) + bytes;
      taken.set(id, total);
      const hops = [{ responseBodyBytes: total }];
      way.onExchange({ id, seekId, outcome, hops } as unknown as Exchange);
    },
  };
}

test('the way is free while nobody plays', () => {
  const { way, pass } = setUp();
  expect(way.isTaken).toBe(false);
  for (let i = 0; i < 20; i++) {
    way.onOwnBytes(100_000);
    pass(50);
  }
  expect(way.isTaken).toBe(false);
});

test('a seek has the way before its first byte, and as long as it takes what it can', () => {
  const { way, pass, play } = setUp();
  way.onOwnBytes(500_000);
  pass(100);
  play('1', 0);
  expect(way.isTaken).toBe(true);
  pass(299);
  expect(way.isTaken).toBe(true);
  for (let i = 0; i < 20; i++) {
    play('1', 50_000);
    pass(50);
    expect(way.isTaken).toBe(true);
  }
  play('1', 0, 'complete');
  pass(600);
  expect(way.isTaken).toBe(false);
});

test('playing on a line that gives much more leaves the way free', () => {
  const { way, pass, play } = setUp();
  way.onOwnBytes(500_000);
  play('1', 0);
  pass(1000);
  for (let i = 0; i < 40; i++) {
    if (!way.isTaken) way.onOwnBytes(100_000);
    play('1', 10_000);
    pass(50);
  }
  expect(way.isTaken).toBe(false);
});

test('clients that are no players count for nothing', () => {
  const { way, play } = setUp();
  play('1', 1_000_000, 'running', null as unknown as string);
  expect(way.isTaken).toBe(false);
});

test('whoever waits is let through when the player has what it wants', async () => {
  const way = createRightOfWay();
  const exchange = { id: '1', seekId: 'a', outcome: 'running', hops: [{ responseBodyBytes: 5 }] };
  way.onExchange(exchange as unknown as Exchange);
  const startedMs = performance.now();
  await way.whenFree();
  const waitedMs = performance.now() - startedMs;
  expect(waitedMs).toBeGreaterThan(250);
  expect(waitedMs).toBeLessThan(3000);
});

test('whoever has waited long is let through for a while, but not before a new seek', async () => {
  const { way, pass, play } = setUp();
  const playOn = setInterval(() => {
    play('1', 10_000);
    pass(100);
  }, 10);
  await way.whenFree();
  expect(way.isTaken).toBe(false);
  play('2', 0);
  expect(way.isTaken).toBe(true);
  clearInterval(playOn);
});

test('waiting ends when reading ends', async () => {
  const way = createRightOfWay();
  way.onExchange({ id: '1', seekId: 'a', outcome: 'running', hops: [] } as unknown as Exchange);
  const ending = new AbortController();
  const waiting = way.whenFree(ending.signal);
  ending.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
});

test('a hundred thousand seeks leave nothing behind', () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const way = createRightOfWay();
  const seek = (id: number) => {
    for (const outcome of ['running', 'complete'] as const) {
      const hops = [{ responseBodyBytes: outcome === 'running' ? 0 : 50_000 }];
      way.onExchange({ id: `${id}`, seekId: 'page-1', outcome, hops } as unknown as Exchange);
    }
  };
  for (let id = 0; id < 1000; id++) seek(id);
  collect();
  const before = process.memoryUsage().heapUsed;
  for (let id = 0; id < 100_000; id++) seek(id);
  collect();
  // One entry of 70 bytes for each would be 7 MB.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(2_000_000);
});
