import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createByteReader } from './byte-reader.ts';

function readerOf(chunks: readonly Uint8Array[]) {
  const left = [...chunks];
  return createByteReader(async () => left.shift() ?? null);
}

it('takes the same bytes however they are cut', async () => {
  const chunk = fc.uint8Array({ minLength: 1, maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(fc.array(chunk), fc.nat(60), async (chunks, length) => {
      const all = chunks.flatMap((bytes) => [...bytes]);
      const reader = readerOf(chunks);
      expect([...(await reader.take(length))]).toEqual(all.slice(0, length));
      const rest: number[] = [];
      for (let part = await reader.next(); part; part = await reader.next()) rest.push(...part);
      expect(rest).toEqual(all.slice(length));
    }),
  );
});

it('gives unread bytes first', async () => {
  const reader = readerOf([Uint8Array.of(3, 4)]);
  reader.unread(Uint8Array.of(2));
  reader.unread(Uint8Array.of(1));
  expect([...(await reader.take(3))]).toEqual([1, 2, 3]);
  expect([...((await reader.next()) ?? [])]).toEqual([4]);
  expect(await reader.next()).toBeNull();
});
