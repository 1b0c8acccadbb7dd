import { expect, test } from 'vitest';
import type { Exchange } from '../../contract/exchange.ts';
import { createExchangeStore } from './exchange-store.ts';

function exchangeOf(id: string, outcome: Exchange['outcome'] = 'complete'): Exchange {
  return {
    id,
    startedAtEpochMs: 0,
    startedAtMonotonicMs: 0,
    method: 'GET',
    target: '/v/a.flv',
    seekId: null,
    startHeader: null,
    prefixHex: null,
    outcome,
    error: null,
    durationMs: null,
    hops: [],
  };
}

test('keeps the newest state of an exchange, in order of arrival', () => {
  const store = createExchangeStore(10);
  store.put(exchangeOf('1', 'running'));
  store.put(exchangeOf('2'));
  store.put(exchangeOf('1', 'complete'));
  expect(store.list().map(({ id, outcome }) => [id, outcome])).toEqual([
    ['1', 'complete'],
    ['2', 'complete'],
  ]);
});

test('forgets the oldest when it is full', () => {
  const store = createExchangeStore(3);
  for (const id of ['1', '2', '3', '4', '5']) store.put(exchangeOf(id));
  expect(store.list().map(({ id }) => id)).toEqual(['3', '4', '5']);
});

test('clearing leaves the running ones', () => {
  const store = createExchangeStore(10);
  store.put(exchangeOf('1'));
  store.put(exchangeOf('2', 'running'));
  expect(store.clear()).toBe(1);
  expect(store.list().map(({ id }) => id)).toEqual(['2']);
});

test('a running one is not forgotten, however many finish meanwhile, and stands where it arrived', () => {
  const store = createExchangeStore(2);
  store.put(exchangeOf('1', 'running'));
  for (const id of ['2', '3', '4']) store.put(exchangeOf(id));
  expect(store.list().map(({ id }) => id)).toEqual(['1', '3', '4']);
  store.put(exchangeOf('1', 'client_gone'));
  expect(store.list().map(({ id }) => id)).toEqual(['1', '4']);
});
