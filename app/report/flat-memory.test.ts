import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { writers } from './index.ts';
import { manyResults } from './test-support/many-results.ts';

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** The most that is held while a report is written, looked at now and then. */
async function heldBytes(format: keyof typeof writers, count: number): Promise<number> {
  const { summary, results } = manyResults(count);
  const source = async function* () {
    yield* results();
  };
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  let most = 0;
  let characters = 0;
  let nextLook = 0;
  for await (const piece of writers[format](summary, source)) {
    characters += piece.length;
    if (characters < nextLook) continue;
    nextLook = characters + 8_000_000;
    collectGarbage();
    most = Math.max(most, process.memoryUsage().heapUsed - before);
  }
  return most;
}

it.each(Object.keys(writers) as (keyof typeof writers)[])(
  '%s of 100,000 seeks is written without holding them',
  async (format) => {
    await heldBytes(format, 100);
    // Two numbers a seek for the percentiles are 1.6 MB.
    expect(await heldBytes(format, 100_000)).toBeLessThan(12_000_000);
  },
);
