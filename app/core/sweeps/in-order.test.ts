import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createInOrder } from './in-order.ts';

it('hands on in order, whatever is there first', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.boolean(), { maxLength: 60 }),
      fc.infiniteStream(fc.nat()),
      async (kept, places) => {
        const seen: number[] = [];
        const order = createInOrder<number>(async (value) => void seen.push(await value));
        const tickets: number[] = [];
        for (const _ of kept) tickets.push(await order.ticket());
        const shuffled = tickets
          .map((ticket) => ({ ticket, place: places.next().value }))
          .sort((a, b) => a.place - b.place);
        for (const { ticket } of shuffled) order.put(ticket, kept[ticket] ? ticket : null);
        await order.settled();
        expect(seen).toEqual(tickets.filter((ticket) => kept[ticket]));
      },
    ),
  );
});

it('gives no ticket while too many wait for the first', async () => {
  const order = createInOrder<number>(() => undefined);
  for (let i = 0; i < 256; i += 1) await order.ticket();
  let isGiven = false;
  const next = order.ticket().then(() => {
    isGiven = true;
  });
  for (let i = 1; i < 256; i += 1) order.put(i, i);
  await order.settled();
  expect(isGiven).toBe(false);
  order.put(0, 0);
  await next;
});

it('tells what handing on has thrown', async () => {
  const order = createInOrder<number>(() => {
    throw new Error('the disk is full');
  });
  order.put(await order.ticket(), 1);
  await expect(order.settled()).rejects.toThrow('the disk is full');
  await expect(order.ticket()).rejects.toThrow('the disk is full');
});
