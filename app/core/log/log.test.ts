import { expect, test } from 'vitest';
import { describeError } from '../../contract/errors.ts';
import type { Exchange } from '../../contract/exchange.ts';
import type { LogFilter, LogRow } from '../../contract/log.ts';
import { makeExchange, makeHop, makeSeek } from '../../contract/test-support/make-records.ts';
import type { Log } from './log.ts';
import { rowsOf, startLog } from './test-support/start-log.ts';

const exchangeOf = (id: string, outcome: Exchange['outcome'] = 'complete') =>
  makeExchange({ id, outcome });

/** Rows by the ids of what they are about. */
const idsOf = (log: Log, filter: LogFilter = 'all') => rowsOf(log, filter).map(idOf);
const idOf = (row: LogRow) => (row.kind === 'seek' ? row.seek.id : row.request.id);

test('keeps the newest state of an exchange, in order of arrival', () => {
  const log = startLog();
  log.putExchange(exchangeOf('1', 'running'));
  log.putExchange(exchangeOf('2'));
  log.putExchange(exchangeOf('1', 'complete'));
  expect(rowsOf(log)).toMatchObject([
    { kind: 'request', number: 1, request: { id: '1', outcome: 'complete' } },
    { kind: 'request', number: 2, request: { id: '2', outcome: 'complete' } },
  ]);
});

test('a seek and the exchanges that carry its id are one row, whichever came first', () => {
  const log = startLog();
  log.putExchange(makeExchange({ id: '1' }));
  log.putExchange(makeExchange({ id: '2', seekId: 'late-1', outcome: 'running' }));
  log.putSeek(makeSeek({ id: 'page-1', state: 'running' }));
  log.putSeek(makeSeek({ id: 'late-1', state: 'running' }));
  log.putExchange(makeExchange({ id: '3', seekId: 'page-1' }));
  log.putExchange(makeExchange({ id: '2', seekId: 'late-1' }));
  log.putExchange(makeExchange({ id: '4', seekId: 'page-1' }));
  const late = makeSeek({ id: 'late-1' });
  log.putSeek(late, true);
  expect(rowsOf(log).map((row) => [row.number, idOf(row)])).toEqual([
    [1, '1'],
    [2, 'late-1'],
    [3, 'page-1'],
  ]);
  expect(log.get(2)).toMatchObject({ kind: 'seek', seek: late, exchanges: [{ id: '2' }] });
  expect(log.get(3)).toMatchObject({ exchanges: [{ id: '3' }, { id: '4' }] });
  expect(log.counts()).toEqual({ all: 3, seeks: 2, others: 1, problems: 0, failed: 0 });
});

test('what comes for a seek that it has no room for any more is a row of its own', () => {
  const log = startLog({ exchangesPerSeek: 2 });
  log.putSeek(makeSeek({ id: 'a-1' }));
  for (const id of ['1', '2', '3']) log.putExchange(makeExchange({ id, seekId: 'a-1' }));
  expect(idsOf(log)).toEqual(['a-1', '3']);
});

test('problems: failed seeks, answers of 400 and above, and seeks that waited in vain', () => {
  const log = startLog();
  const stalled = describeError('answer_stalled', { limitMs: 1000, got: 0, start: 5 });
  log.putSeek(makeSeek({ id: 'failed', state: 'failed', error: describeError('connection_lost') }));
  log.putSeek(makeSeek({ id: 'replaced', state: 'superseded' }));
  log.putExchange(makeExchange({ id: '7', seekId: 'replaced', outcome: 'cut' }));
  log.putSeek(makeSeek({ id: 'waited', state: 'superseded', error: stalled, endedMs: 9000 }));
  log.putSeek(makeSeek({ id: 'played' }));
  log.putExchange(makeExchange({ id: '8', seekId: 'played', outcome: 'cut' }));
  log.putExchange(makeExchange({ id: '9', hops: [makeHop({ status: 404 })] }));
  log.putExchange(makeExchange({ id: '10' }));
  expect(idsOf(log, 'problems')).toEqual(['failed', 'waited', 'played', '9']);
});

test('forgets the oldest when there are too many', () => {
  const log = startLog({ entries: 3 });
  for (const id of ['1', '2', '3', '4', '5']) log.putExchange(exchangeOf(id));
  expect(idsOf(log)).toEqual(['3', '4', '5']);
  expect(() => log.get(1)).toThrow(expect.objectContaining({ code: 'row_gone' }));
  log.putSeek(makeSeek({ id: 'a-1' }));
  log.putExchange(makeExchange({ id: '6', seekId: 'a-1' }));
  expect(idsOf(log)).toEqual(['5', 'a-1']);
});

test('a running one is not forgotten, however many finish meanwhile, and stands where it arrived', () => {
  const log = startLog({ entries: 3 });
  log.putExchange(exchangeOf('1', 'running'));
  for (const id of ['2', '3', '4']) log.putExchange(exchangeOf(id));
  expect(idsOf(log)).toEqual(['1', '3', '4']);
  log.putExchange(exchangeOf('1', 'client_gone'));
  expect(idsOf(log)).toEqual(['1', '3', '4']);
  log.putExchange(exchangeOf('5'));
  log.putExchange(exchangeOf('6'));
  expect(idsOf(log)).toEqual(['1', '5', '6']);
});

test('running ones go, the oldest first, when nothing else is left; they do not come back', () => {
  const log = startLog({ entries: 2 });
  for (const id of ['1', '2', '3']) log.putExchange(exchangeOf(id, 'running'));
  expect(idsOf(log)).toEqual(['2', '3']);
  log.putExchange(exchangeOf('1', 'running'));
  log.putExchange(exchangeOf('1'));
  expect(idsOf(log)).toEqual(['2', '3']);
});

test('what has gone from the log stays gone, whatever its page tells of it later', () => {
  const log = startLog({ entries: 1 });
  const seek = makeSeek({ id: 'a-1' });
  log.putSeek(seek);
  log.putExchange(exchangeOf('1'));
  const raw = { isPlayable: true, bytes: 9, reason: 'It plays.' };
  log.putSeek({ ...seek, raw }, true);
  expect(idsOf(log)).toEqual(['1']);
});

test('a page that went away leaves its running seeks abandoned', () => {
  const log = startLog();
  log.putSeek(makeSeek({ id: 'a-1' }));
  log.putSeek(makeSeek({ id: 'a-2', state: 'running' }));
  log.abandon(['a-1', 'a-2', 'a-3']);
  expect(rowsOf(log)).toMatchObject([
    { seek: { id: 'a-1', state: 'played' } },
    { seek: { id: 'a-2', state: 'abandoned' }, isProblem: false },
  ]);
});

test('clearing leaves the running ones, and can be undone', () => {
  const log = startLog();
  log.putExchange(exchangeOf('1'));
  log.putExchange(exchangeOf('2', 'running'));
  log.putSeek(makeSeek({ id: 'a-1', state: 'failed' }));
  expect(log.clear()).toBe(2);
  expect(idsOf(log)).toEqual(['2']);
  expect(() => log.get(1)).toThrow(expect.objectContaining({ code: 'row_gone' }));
  log.putExchange(exchangeOf('3'));
  const raw = { isPlayable: true, bytes: 9, reason: 'It plays.' };
  log.putSeek(makeSeek({ id: 'a-1', state: 'failed', raw }), true);
  expect(idsOf(log)).toEqual(['2', '3']);
  expect(log.undoClear()).toBe(2);
  expect(rowsOf(log).map((row) => [row.number, idOf(row)])).toEqual([
    [1, '1'],
    [2, '2'],
    [3, 'a-1'],
    [4, '3'],
  ]);
  expect(idsOf(log, 'problems')).toEqual(['a-1']);
  expect(log.get(3)).toMatchObject({ seek: { raw } });
});

test('only the last clearing can be undone', () => {
  const log = startLog();
  log.putExchange(exchangeOf('1'));
  log.clear();
  log.putExchange(exchangeOf('2'));
  log.clear();
  expect(log.undoClear()).toBe(1);
  expect(idsOf(log)).toEqual(['2']);
  expect(log.undoClear()).toBe(0);
});

test('what was cleared before is gone at once, though its room is given back bit by bit', async () => {
  const log = startLog();
  log.putSeek(makeSeek({ id: 'a-1' }));
  for (let id = 1; id <= 1000; id += 1) log.putExchange(exchangeOf(String(id)));
  expect(log.clear()).toBe(1001);
  expect(log.clear()).toBe(0);
  log.putSeek(makeSeek({ id: 'a-1', state: 'failed' }), true);
  expect(idsOf(log)).toEqual([]);
  log.putSeek(makeSeek({ id: 'a-1', state: 'failed' }));
  expect(rowsOf(log).map(({ number }) => number)).toEqual([1002]);
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
  expect(log.undoClear()).toBe(0);
  log.putSeek(makeSeek({ id: 'a-1' }), true);
  expect(rowsOf(log)).toMatchObject([{ number: 1002, seek: { state: 'played' } }]);
});

test('what was cleared makes room first', () => {
  const log = startLog({ entries: 3 });
  for (const id of ['1', '2', '3']) log.putExchange(exchangeOf(id));
  log.clear();
  for (const id of ['4', '5']) log.putExchange(exchangeOf(id));
  expect(idsOf(log)).toEqual(['4', '5']);
  expect(log.undoClear()).toBe(1);
  expect(idsOf(log)).toEqual(['3', '4', '5']);
});

test('tells which row changed, and taps hear every state', () => {
  const log = startLog();
  const changes: (number | null)[] = [];
  const heard: string[] = [];
  const stop = log.subscribe((changed) => changes.push(changed));
  log.tap({
    onExchange: ({ id, outcome }) => heard.push(`${id} ${outcome}`),
    onSeek: ({ id, state }) => heard.push(`${id} ${state}`),
  });
  log.putExchange(exchangeOf('1', 'running'));
  log.putSeek(makeSeek({ id: 'a-1' }));
  log.putExchange(exchangeOf('1'));
  log.clear();
  stop();
  log.undoClear();
  expect(changes).toEqual([1, 2, 1, null]);
  expect(heard).toEqual(['1 running', 'a-1 played', '1 complete']);
});
