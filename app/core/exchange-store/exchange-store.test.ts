import { expect, test } from 'vitest';
import type { Exchange, Hop } from '../../contract/exchange.ts';
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
    bodyStartHex: null,
    bodyStartBy: null,
    outcome,
    error: null,
    durationMs: null,
    hops: [],
  };
}

function hopOf(requestHead: string, responseHead: string, interimHeads: string[] = []): Hop {
  return {
    kind: 'client',
    peer: '127.0.0.1:1',
    url: 'http://127.0.0.1:2/v/a.flv',
    isConnectionReused: false,
    localPort: 2,
    requestHead,
    responseHead,
    interimHeads,
    status: 200,
    requestBodyBytes: 0,
    responseBodyBytes: 0,
    startMs: 0,
    connectedMs: null,
    requestSentMs: null,
    responseHeadMs: null,
    firstBodyByteMs: null,
    endMs: null,
    outcome: 'complete',
    error: null,
  };
}

test('keeps the newest state of an exchange, in order of arrival', () => {
  const store = createExchangeStore({ exchanges: 10, textBytes: 10_000 });
  store.put(exchangeOf('1', 'running'));
  store.put(exchangeOf('2'));
  store.put(exchangeOf('1', 'complete'));
  expect(store.list().map(({ id, outcome }) => [id, outcome])).toEqual([
    ['1', 'complete'],
    ['2', 'complete'],
  ]);
});

test('forgets the oldest when it is full', () => {
  const store = createExchangeStore({ exchanges: 3, textBytes: 10_000 });
  for (const id of ['1', '2', '3', '4', '5']) store.put(exchangeOf(id));
  expect(store.list().map(({ id }) => id)).toEqual(['3', '4', '5']);
});

test('clearing leaves the running ones', () => {
  const store = createExchangeStore({ exchanges: 10, textBytes: 10_000 });
  store.put(exchangeOf('1'));
  store.put(exchangeOf('2', 'running'));
  expect(store.clear()).toBe(1);
  expect(store.list().map(({ id }) => id)).toEqual(['2']);
});

test('a running one is not forgotten, however many finish meanwhile, and stands where it arrived', () => {
  const store = createExchangeStore({ exchanges: 2, textBytes: 10_000 });
  store.put(exchangeOf('1', 'running'));
  for (const id of ['2', '3', '4']) store.put(exchangeOf(id));
  expect(store.list().map(({ id }) => id)).toEqual(['1', '3', '4']);
  store.put(exchangeOf('1', 'client_gone'));
  expect(store.list().map(({ id }) => id)).toEqual(['1', '4']);
});

test('forgets the oldest when the texts grow too large, but never the newest', () => {
  const store = createExchangeStore({ exchanges: 10, textBytes: 1000 });
  const ids = () => store.list().map(({ id }) => id);
  const put = (id: string, hop: Hop) => store.put({ ...exchangeOf(id), hops: [hop] });
  put('1', hopOf('a'.repeat(200), 'b'.repeat(200)));
  put('2', hopOf('', '', ['c'.repeat(200), 'd'.repeat(200)]));
  expect(ids()).toEqual(['1', '2']);
  put('3', hopOf('e'.repeat(200), ''));
  expect(ids()).toEqual(['2', '3']);
  put('4', hopOf('f'.repeat(5000), ''));
  expect(ids()).toEqual(['4']);
  put('5', hopOf('g'.repeat(500), ''));
  expect(ids()).toEqual(['5']);
});

test('goes round and round', () => {
  const limits = { exchanges: 7, textBytes: 600 };
  const store = createExchangeStore(limits);
  const textBytesOf = (id: string, head: string) => {
    const [hop] = [hopOf(head, '')];
    return [id, 'GET', '/v/a.flv', hop.peer, hop.url, head].join('').length;
  };
  let expected: { id: string; head: string }[] = [];
  for (let i = 1; i <= 1000; i++) {
    const one = { id: String(i), head: 'h'.repeat(i % 123) };
    store.put({ ...exchangeOf(one.id), hops: [hopOf(one.head, '')] });
    expected = [...expected, one].slice(-limits.exchanges);
    const sum = () => expected.reduce((bytes, { id, head }) => bytes + textBytesOf(id, head), 0);
    while (sum() > limits.textBytes) expected.shift();
    expect(store.list().map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    if (i % 97 > 0) continue;
    expect(store.clear()).toBe(expected.length);
    expected = [];
  }
});
