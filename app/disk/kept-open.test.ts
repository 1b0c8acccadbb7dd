import { expect, it } from 'vitest';
import { createKeptOpen } from './kept-open.ts';

/** Things that know whether they are open. */
function things() {
  const open = new Map<string, number>();
  let opened = 0;
  const count = (key: string, by: number) => open.set(key, (open.get(key) ?? 0) + by);
  const kept = createKeptOpen<string>({
    stateOf: (value) => value,
    close: async (value) => void count(value, -1),
  });
  return {
    kept,
    lend: (key: string) =>
      kept.lend(key, async () => {
        opened += 1;
        count(key, 1);
        return key;
      }),
    opened: () => opened,
    stillOpen: () => [...open].filter(([, times]) => times > 0).map(([key]) => key),
  };
}

it('opens once what is wanted again', async () => {
  const { lend, opened } = things();
  for (let i = 0; i < 5; i += 1) await (await lend('a'))?.giveBack();
  expect(opened()).toBe(1);
});

it('keeps a few, and never closes what somebody uses', async () => {
  const { kept, lend, stillOpen } = things();
  const used = await lend('used');
  for (let i = 0; i < 100; i += 1) await (await lend(`${i}`))?.giveBack();
  await expect.poll(() => stillOpen().length).toBeLessThan(12);
  expect(stillOpen()).toContain('used');
  expect(used?.value).toBe('used');
  await used?.giveBack();
  await used?.giveBack();
  await expect.poll(stillOpen).not.toContain('used');
  await kept.close();
  expect(stillOpen()).toEqual([]);
});

it('gives many at once what is open', async () => {
  const { kept, lend, stillOpen } = things();
  const lent = await Promise.all(Array.from({ length: 300 }, (_, i) => lend(`${i % 30}`)));
  const values = new Set(stillOpen());
  for (const each of lent) expect(values.has(each?.value ?? '')).toBe(true);
  for (const each of lent) await each?.giveBack();
  await kept.close();
  expect(stillOpen()).toEqual([]);
});
