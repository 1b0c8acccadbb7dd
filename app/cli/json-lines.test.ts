import { Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createJsonLines } from './json-lines.ts';

/** A reader that takes nothing until it is told to. */
function createReader() {
  const taken: string[] = [];
  let goOn: (() => void) | null = null;
  let isReading = false;
  const stream = new Writable({
    write(chunk, _encoding, done) {
      const take = () => {
        taken.push(String(chunk));
        done();
      };
      if (isReading) take();
      else goOn = take;
    },
  });
  return {
    stream,
    lines: () =>
      taken
        .join('')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    read(): void {
      isReading = true;
      goOn?.();
    },
  };
}

test('prints each line while somebody reads', () => {
  const reader = createReader();
  reader.read();
  const { print } = createJsonLines(reader.stream);
  print({ n: 1 });
  print({ n: 2 });
  expect(reader.lines()).toEqual([{ n: 1 }, { n: 2 }]);
});

test('nobody reads: a bound in bytes; what did not fit is counted, and told before what comes next', async () => {
  const reader = createReader();
  const { print } = createJsonLines(reader.stream, 100_000);
  for (let n = 0; n < 10_000; n += 1) print({ n });
  expect(reader.stream.writableLength).toBeLessThanOrEqual(100_000);
  const drained = new Promise((resolve) => reader.stream.once('drain', resolve));
  reader.read();
  await drained;
  print({ n: 'last' });
  await new Promise((resolve) => reader.stream.end(resolve));
  const lines = reader.lines();
  const printed = lines.findIndex((line) => 'event' in line);
  expect(lines.slice(printed)).toEqual([
    { event: 'left-out', lines: 10_000 - printed },
    { n: 'last' },
  ]);
});

test('lines larger than the bound are left out, by themselves', async () => {
  const reader = createReader();
  reader.read();
  const { print } = createJsonLines(reader.stream, 1000);
  print({ text: 'x'.repeat(2000) });
  print({ text: 'y'.repeat(2000) });
  print({ n: 1 });
  expect(reader.lines()).toEqual([{ event: 'left-out', lines: 2 }, { n: 1 }]);
});

test('the end does not wait for ever', async () => {
  const reader = createReader();
  const lines = createJsonLines(reader.stream);
  lines.print({ n: 1 });
  expect(await lines.end()).toBe(false);
});

test('the end waits for lines that are being read', async () => {
  const reader = createReader();
  const lines = createJsonLines(reader.stream);
  lines.print({ n: 1 });
  const end = lines.end();
  reader.read();
  expect(await end).toBe(true);
});
