import { expect, test } from 'vitest';
import type { LogEntry } from '../../../contract/log.ts';
import { makeExchange, makeSeek } from '../../../contract/test-support/make-records.ts';
import { factsOfRow, knownPrefixes, prefixOf } from './prefix-sources.ts';

const patch = '464c5601010000000900000009';
const rowOf = (prefixHex: string | null): LogEntry => ({
  kind: 'seek',
  number: 1,
  atEpochMs: 0,
  isProblem: false,
  verdict: null,
  marks: null,
  seek: makeSeek({ prefixHex }),
  exchanges: [],
  checks: [],
});

test('what the page received comes first, and is compared with what was sent', () => {
  const sent = makeExchange({ prefixHex: patch });
  expect(prefixOf(rowOf(patch), sent)).toMatchObject({ source: 'page', isAgreed: true });
  const other = `${patch.slice(0, -2)}00`;
  expect(prefixOf(rowOf(other), sent)).toMatchObject({ source: 'page', isAgreed: false });
  expect(prefixOf(rowOf(null), sent)).toMatchObject({ source: 'reproxy', isAgreed: null });
  expect(prefixOf(rowOf(null), makeExchange())).toBeNull();
});

test('a longer prefix counts whole when its first 13 bytes are those that the page got', () => {
  const sent = makeExchange({ prefixHex: `${patch}aabb` });
  const found = prefixOf(rowOf(patch), sent);
  expect(found).toMatchObject({ source: 'page', isAgreed: true });
  expect(found?.bytes).toHaveLength(15);
  expect(found?.count).toBe(15);
  const long = makeExchange({ prefixHex: `${patch}aabb`, prefixBytes: 90_000 });
  expect(prefixOf(rowOf(patch), long)?.count).toBe(90_000);
  expect(prefixOf(rowOf(null), long)?.count).toBe(90_000);
  expect(prefixOf(rowOf('00'), long)?.count).toBe(1);
  expect(prefixOf(rowOf(patch), null)?.count).toBe(13);
});

test('without the file only the two fixed prefixes are known', () => {
  expect(knownPrefixes(null).map(({ name }) => name)).toEqual(['Perlbal’s patch', 'nginx']);
});

test('a request of another client with a broken address names no video', () => {
  const exchange = makeExchange({ target: '/v/%zz' });
  const row: LogEntry = {
    kind: 'request',
    number: 2,
    atEpochMs: 0,
    isProblem: false,
    verdict: null,
    marks: null,
    exchanges: [exchange],
    checks: [],
  };
  expect(factsOfRow(row, null)).toBeNull();
});
