import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Exchange, MAX_PREFIX_HEX_BYTES } from '../../contract/exchange.ts';
import { ExchangeDelivery } from './exchange-delivery.ts';
import { ExchangeRecorder } from './exchange-recorder.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function startDelivery() {
  const delivered: Exchange[] = [];
  const delivery = new ExchangeDelivery((exchange) => delivered.push(exchange));
  const start = { id: '1', method: 'GET', target: '/v/a.flv', answeredAs: null };
  return { delivered, delivery, recorder: new ExchangeRecorder(start, delivery, null) };
}

it('delivers a running exchange again only when it has changed', () => {
  const { delivered, delivery, recorder } = startDelivery();
  const hop = recorder.addHop('storage', '127.0.0.1:1', 'http://127.0.0.1:1/', 'GET');
  vi.advanceTimersByTime(200);
  expect(delivered).toHaveLength(1);
  hop.onBody(10);
  hop.onBody(10);
  vi.advanceTimersByTime(200);
  expect(delivered).toHaveLength(2);
  expect(delivered.map(({ hops }) => hops[0]?.responseBodyBytes)).toEqual([0, 20]);
  delivery.close();
});

it('delivers what is over at once, and never again', () => {
  const { delivered, delivery, recorder } = startDelivery();
  recorder.end('complete', null);
  vi.advanceTimersByTime(200);
  expect(delivered.map(({ outcome }) => outcome)).toEqual(['complete']);
  delivery.close();
});

it('hands out copies that later 1xx heads do not change', () => {
  const { delivered, delivery, recorder } = startDelivery();
  const hop = recorder.addHop('application', '127.0.0.1:1', 'http://127.0.0.1:1/', 'GET');
  hop.onInterim('HTTP/1.1 103 Early Hints\r\n\r\n');
  vi.advanceTimersByTime(20);
  hop.onInterim('HTTP/1.1 100 Continue\r\n\r\n');
  recorder.end('complete', null);
  expect(delivered.map(({ hops }) => hops[0]?.interimHeads.length)).toEqual([1, 2]);
  delivery.close();
});

it('keeps of a long prefix the first bytes and the count', () => {
  const { delivered, delivery, recorder } = startDelivery();
  recorder.setPrefix(`FLV\x01${'\xff'.repeat(100_000)}`);
  recorder.end('complete', null);
  expect(delivered[0]).toMatchObject({
    prefixHex: `464c5601${'ff'.repeat(MAX_PREFIX_HEX_BYTES - 4)}`,
    prefixBytes: 100_004,
    bodyStartHex: `464c5601${'ff'.repeat(9)}`,
  });
  delivery.close();
});
