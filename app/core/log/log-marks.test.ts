import { expect, test } from 'vitest';
import { MARK_BOUNDS } from '../../contract/marks.ts';
import { makeExchange, makeSeek } from '../../contract/test-support/make-records.ts';
import type { Log } from './log.ts';
import type { RowPart } from './saved-part.ts';
import { rowsOf, startLog } from './test-support/start-log.ts';

const put = (log: Log, from: number, to: number) => {
  for (let id = from; id <= to; id += 1) log.putExchange(makeExchange({ id: `${id}` }));
};
const numbersOf = (log: Log) => rowsOf(log).map(({ number }) => number);

test('what is left out stays, an empty note is none, and rows that are gone are passed over', () => {
  const log = startLog();
  put(log, 1, 3);
  expect(log.mark([1, 2, 99], { note: 'look', mark: 'bug' })).toBe(2);
  expect(log.mark([2], { colour: 'amber', mark: null })).toBe(1);
  expect(log.get(1).marks).toEqual({ note: 'look', mark: 'bug', colour: null, isPinned: false });
  expect(log.get(2).marks).toEqual({ note: 'look', mark: null, colour: 'amber', isPinned: false });
  expect(rowsOf(log).map(({ marks }) => marks?.note)).toEqual(['look', 'look', undefined]);
  log.mark([1], { note: '', mark: null });
  expect(log.get(1).marks).toBeNull();
  expect(() => log.mark([99], { mark: 'ok' })).toThrow(
    expect.objectContaining({ code: 'row_gone' }),
  );
});

test('what somebody wrote stays when the row changes', () => {
  const log = startLog();
  log.putSeek(makeSeek({ id: 'a-1', state: 'running' }));
  log.mark([1], { note: 'slow', isPinned: true });
  log.putExchange(makeExchange({ id: '1', seekId: 'a-1' }));
  log.putSeek(makeSeek({ id: 'a-1' }));
  expect(log.get(1)).toMatchObject({ seek: { state: 'played' }, marks: { note: 'slow' } });
});

test('nothing pushes out what is pinned, until it is pinned no more', () => {
  const log = startLog({ entries: 3 });
  log.putExchange(makeExchange({ id: 'r', outcome: 'running' }));
  put(log, 1, 1);
  log.mark([1, 2], { isPinned: true });
  put(log, 2, 9);
  expect(numbersOf(log)).toEqual([1, 2, 10]);
  expect(log.page('all', 2, 1).pinned.map(({ number }) => number)).toEqual([1, 2]);
  log.mark([2], { isPinned: false });
  put(log, 10, 11);
  expect(numbersOf(log)).toEqual([1, 11, 12]);
  expect(log.pinned()).toEqual([1]);
});

test('so many can be pinned; one more is refused, and then none is', () => {
  const log = startLog();
  put(log, 1, MARK_BOUNDS.pinned + 2);
  const all = Array.from({ length: MARK_BOUNDS.pinned }, (_, i) => i + 1);
  log.mark(all, { isPinned: true });
  const more = [MARK_BOUNDS.pinned + 1, MARK_BOUNDS.pinned + 2];
  expect(() => log.mark(more, { isPinned: true, note: 'no' })).toThrow(
    expect.objectContaining({ code: 'pins_full' }),
  );
  expect(log.pinned()).toEqual(all);
  expect(log.get(MARK_BOUNDS.pinned + 1).marks).toBeNull();
  log.mark(all, { isPinned: true, mark: 'ok' });
  expect(log.get(1).marks?.mark).toBe('ok');
});

test('clearing leaves what is pinned, and what was cleared comes back with its notes', () => {
  const log = startLog();
  put(log, 1, 4);
  log.mark([2], { isPinned: true });
  log.mark([3], { note: 'mine' });
  expect(log.clear()).toBe(3);
  expect(numbersOf(log)).toEqual([2]);
  expect(() => log.mark([3], { note: 'no' })).toThrow();
  put(log, 5, 5);
  expect(log.undoClear()).toBe(3);
  expect(numbersOf(log)).toEqual([1, 2, 3, 4, 5]);
  expect(log.get(3).marks?.note).toBe('mine');
  log.clear();
  log.dropCleared();
  expect(numbersOf(log)).toEqual([2]);
});

test('notes take room like all else', () => {
  const log = startLog({ bytes: 100_000 });
  put(log, 1, 60);
  const note = 'x'.repeat(MARK_BOUNDS.noteCharacters);
  log.mark(numbersOf(log), { note });
  expect(numbersOf(log).length).toBeLessThan(30);
  expect(numbersOf(log).at(-1)).toBe(60);
});

test('a row that is pinned is told of whole, one with a note by that alone', () => {
  const log = startLog();
  log.putSeek(makeSeek({ id: 'a-1' }));
  log.putExchange(makeExchange({ id: '1', seekId: 'a-1' }));
  const told: RowPart[] = [];
  log.tap({ onPart: (_number, part) => told.push(part) });
  log.mark([1], { note: 'a' });
  expect(told.splice(0)).toEqual(['marks']);
  log.mark([1], { isPinned: true });
  expect(told.splice(0)).toEqual(['seek', 0, 'marks']);
  expect(log.partOf(1, 'marks')).toMatchObject({ number: 1, marks: { note: 'a', isPinned: true } });
});
