import { expect, test } from 'vitest';
import { describeError } from '../../contract/errors.ts';
import { makeExchange, makeHop, makeSeek } from '../test-support/make-records.ts';
import {
  chosenRow,
  countVideos,
  hasLongNumbers,
  hasProblem,
  isShown,
  logRows,
} from './log-rows.ts';

test('a seek finds its exchanges by its id, whatever came first', () => {
  const seek = makeSeek({ id: 'page-1', askedAtEpochMs: 2000 });
  const own = makeExchange({ id: '2', seekId: 'page-1', startedAtEpochMs: 1999 });
  const again = makeExchange({ id: '3', seekId: 'page-1', startedAtEpochMs: 2100 });
  expect(logRows([seek], [own, again])).toEqual([
    { kind: 'seek', id: 'page-1', atEpochMs: 2000, seek, exchanges: [own, again] },
  ]);
});

test('requests of others are rows of their own, in order of time', () => {
  const seek = makeSeek({ askedAtEpochMs: 2000 });
  const curl = makeExchange({ id: '1', startedAtEpochMs: 1000 });
  const otherPage = makeExchange({ id: '2', seekId: 'other-1', startedAtEpochMs: 3000 });
  expect(logRows([seek], [curl, otherPage]).map(({ id }) => id)).toEqual([
    'exchange-1',
    'page-1',
    'exchange-2',
  ]);
});

test('problems are failed seeks and answers of 400 and above, not replaced seeks', () => {
  const failed = makeSeek({
    id: 'a',
    state: 'failed',
    error: describeError('no_tag_found', { scanned: 5, offset: 9 }),
  });
  const replaced = makeSeek({ id: 'b', state: 'superseded' });
  const cut = makeExchange({ id: '7', seekId: 'b', outcome: 'cut' });
  const missing = makeExchange({
    id: '8',
    startedAtEpochMs: 1001,
    hops: [makeHop({ status: 404 })],
  });
  const fine = makeExchange({ id: '9' });
  const rows = logRows([failed, replaced], [cut, missing, fine]);
  expect(rows.filter(hasProblem).map(({ id }) => id)).toEqual(['a', 'exchange-8']);
  expect(rows.filter((row) => isShown(row, 'stray'))).toHaveLength(2);
  expect(rows.filter((row) => isShown(row, 'seeks'))).toHaveLength(2);
});

test('the newest row is chosen until the user chooses one, and again when that one is gone', () => {
  const rows = logRows([makeSeek()], [makeExchange({ startedAtEpochMs: 1 })]);
  expect(chosenRow(rows, null)?.id).toBe('page-1');
  expect(chosenRow(rows, 'exchange-1')?.id).toBe('exchange-1');
  expect(chosenRow(rows, 'gone')?.id).toBe('page-1');
  expect(chosenRow([], null)).toBeNull();
});

test('videos are counted by the seeks alone: a request of somebody else names its own', () => {
  const seeks = [
    makeSeek({ id: 'a' }),
    makeSeek({ id: 'b' }),
    makeSeek({ id: 'c', videoName: 'clip.flv' }),
  ];
  expect(countVideos(logRows(seeks, [makeExchange()]))).toBe(2);
  expect(countVideos(logRows([], [makeExchange()]))).toBe(0);
});

test('long numbers are offsets of ten digits and times of an hour', () => {
  const isLong = (patch: Parameters<typeof makeSeek>[0]) =>
    hasLongNumbers(logRows([makeSeek(patch)], []));
  expect(isLong({ requestedOffset: 999_999_999, played: { timeMs: 3_599_999 } })).toBe(false);
  expect(isLong({ requestedOffset: 1_000_000_000 })).toBe(true);
  expect(isLong({ requestedOffset: null, played: { timeMs: 3_600_000 } })).toBe(true);
});
