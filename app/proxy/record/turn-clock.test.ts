import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { turnNowMs } from './turn-clock.ts';

function workFor(ms: number): void {
  const endMs = performance.now() + ms;
  while (performance.now() < endMs);
}

it('stands still within an event, and is right in the next', async () => {
  await nextTurn();
  const first = turnNowMs();
  workFor(5);
  expect(turnNowMs()).toBe(first);
  await nextTurn();
  const beforeMs = performance.now();
  const next = turnNowMs();
  expect(next).toBeGreaterThanOrEqual(beforeMs);
  expect(next).toBeLessThanOrEqual(performance.now());
});
