import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Exchange } from '../../contract/exchange.ts';
import { LOG_BOUNDS } from '../../contract/log.ts';
import { makeExchange, makeHop } from '../../contract/test-support/make-records.ts';
import { boundExchange, bytesOf } from './bound-exchange.ts';
import { LogRows } from './log-rows.ts';

const text = fc.string({ maxLength: 60 });
const error = fc.option(
  text.map((message) => ({ code: 'x', message, fix: '' })),
  { nil: null },
);
const hop = fc
  .record({
    url: text,
    requestHead: text,
    responseHead: text,
    interimHeads: fc.array(
      text.filter((head) => head !== ''),
      { maxLength: 3 },
    ),
    error,
  })
  .map((patch) => makeHop(patch as never));
const exchange = fc
  .record({
    target: text,
    prefixHex: fc.option(text, { nil: null }),
    startHeader: fc.option(text, { nil: null }),
    hops: fc.array(hop, { minLength: 1, maxLength: 6 }),
  })
  .map((patch) => makeExchange(patch));

test('what an exchange has beyond the bound is left out from its end, and counted', () => {
  fc.assert(
    fc.property(exchange, fc.integer({ min: 1, max: 3000 }), (whole, limit) => {
      const bounded = boundExchange(whole, limit);
      expect(bytesOf(bounded) + bounded.leftOutBytes).toBe(bytesOf(whole));
      expect(bounded === whole).toBe(bytesOf(whole) <= limit);
      // The client hop stays, however little of it.
      const least = bytesOf({
        ...whole,
        target: '',
        prefixHex: '',
        startHeader: '',
        hops: [emptied(whole)],
      });
      expect(bytesOf(bounded)).toBeLessThanOrEqual(Math.max(limit, least));
      expect(bounded.hops.length).toBeGreaterThan(0);
      for (const [i, { requestHead, responseHead, url }] of bounded.hops.entries()) {
        expect(whole.hops[i]?.url.startsWith(url)).toBe(true);
        expect(whole.hops[i]?.requestHead.startsWith(requestHead)).toBe(true);
        expect(whole.hops[i]?.responseHead.startsWith(responseHead)).toBe(true);
      }
    }),
  );
});

const emptied = ({ hops }: Exchange) => ({
  ...makeHop(hops[0]),
  url: '',
  requestHead: '',
  responseHead: '',
  interimHeads: [],
});

/** A thousand URLs, each answered with a head as large as the reproxy takes. */
const head = `HTTP/1.1 503 Service Unavailable\r\nX: ${'x'.repeat(60_000)}\r\n\r\n`;
const manyHeads = Array.from({ length: 1000 }, () =>
  makeHop({ kind: 'storage', responseHead: head, interimHeads: [head] }),
);

test('exchanges with many large heads that all run stay within the bytes of the log', () => {
  const rows = new LogRows(LOG_BOUNDS, () => undefined);
  const { bytes, exchangeBytes } = LOG_BOUNDS;
  const put = (id: number, outcome: Exchange['outcome']) => {
    const whole = makeExchange({ id: String(id), outcome, hops: manyHeads });
    rows.putExchange(boundExchange(whole, exchangeBytes));
    expect(rows.records.bytes).toBeLessThanOrEqual(bytes);
  };
  const many = Math.ceil((bytes / exchangeBytes) * 1.2);
  for (let id = 1; id <= many; id += 1) put(id, 'running');
  for (let id = 1; id <= many; id += 1) put(id, 'running');
  expect(rows.records.bytes).toBeGreaterThan(bytes / 2);
  const kept = rows.indexes.counts().all;
  expect(kept).toBeGreaterThan(many / 2);
  for (let id = many; id > many - 20; id -= 1) put(id, 'cut');
  expect(rows.indexes.counts().all).toBeGreaterThan(20);
  rows.records.close();
});

test('exchanges with many large heads that are over stay within the bytes of the log', () => {
  const bounds = { ...LOG_BOUNDS, bytes: 8_000_000 };
  const rows = new LogRows(bounds, () => undefined);
  for (let id = 1; id <= 200; id += 1) {
    const whole = makeExchange({ id: String(id), hops: manyHeads });
    rows.putExchange(boundExchange(whole, bounds.exchangeBytes));
    expect(rows.records.bytes).toBeLessThanOrEqual(bounds.bytes);
  }
  expect(rows.indexes.counts().all).toBeGreaterThan(2);
  rows.records.close();
});
