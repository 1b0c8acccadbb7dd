import { afterEach, beforeEach, expect, test } from 'vitest';
import type { LogView } from '../../contract/log.ts';
import { MARK_BOUNDS } from '../../contract/marks.ts';
import { makeExchange } from '../../contract/test-support/make-records.ts';
import { createLog, type Log } from '../../core/log/log.ts';
import type { Connection } from './connection.ts';
import { actedOn, clearSelection, createSelection, type Selection } from './selection.ts';
import { emptyLog, logStore, viewStore, wholeLog } from './stores.ts';

let log: Log;
let selection: Selection;

beforeEach(() => {
  viewStore.setState(viewStore.getInitialState());
  log = createLog();
  for (let id = 1; id <= 10; id += 1) log.putExchange(makeExchange({ id: String(id) }));
  const operations: Record<string, (input: never) => unknown> = {
    'log.place': ({ number, ...view }: LogView & { number: number }) => ({
      place: log.placeOf(view, number),
    }),
    'log.page': ({ from, count, ...view }: LogView & { from: number; count: number }) =>
      log.readPage(view, from, count),
  };
  const call = async (name: string, input: never) => operations[name]?.(input);
  selection = createSelection({ call } as unknown as Pick<Connection, 'call'>);
  choose(5);
});
afterEach(() => log.close());

/** As it is once the page has read it. */
function choose(number: number): void {
  viewStore.setState({ rowNumber: number });
  logStore.setState({ ...emptyLog, chosen: log.get(number), fitting: log.counts().all });
}
const selected = () => [...viewStore.getState().selected].sort((a, b) => a - b);

test('without a selection it is the inspected row that is acted on', () => {
  expect(actedOn()).toEqual([5]);
  expect(selected()).toEqual([]);
});

test('one by one: the row that was lit already is among them', () => {
  selection.toggle(8);
  expect(selected()).toEqual([5, 8]);
  expect(viewStore.getState().rowNumber).toBe(8);
  selection.toggle(2);
  expect(actedOn()).toEqual([2, 5, 8]);
  for (const number of [8, 5, 2]) selection.toggle(number);
  expect(selected()).toEqual([]);
});

test('the row that was chosen just now is the first one, though it was not read yet', () => {
  viewStore.setState({ rowNumber: 3 });
  selection.toggle(8);
  expect(selected()).toEqual([3, 8]);
});

test('where the newest is followed, it is the one that is shown last, though it was not read yet', () => {
  const { rows } = log.page('all', 0, 100);
  logStore.setState({ rows, from: 0, fitting: rows.length });
  viewStore.setState({ rowNumber: null });
  expect(actedOn()).toEqual([rows.at(-1)?.number]);
});

test('up to a row, from where selecting began, either way', async () => {
  await selection.extendTo(7);
  expect(selected()).toEqual([5, 6, 7]);
  choose(7);
  await selection.extendTo(3);
  expect(selected()).toEqual([3, 4, 5]);
  clearSelection();
  choose(9);
  await selection.extendTo(10);
  expect(selected()).toEqual([9, 10]);
});

test('a key held down grows and shrinks it row by row, though nothing was drawn meanwhile', async () => {
  const { extend } = selection;
  await Promise.all([extend(1), extend(1), extend(1)]);
  expect(selected()).toEqual([5, 6, 7, 8]);
  await Promise.all([extend(-1), extend(-1), extend(-1), extend(-1)]);
  expect(selected()).toEqual([4, 5]);
  for (let i = 0; i < 9; i += 1) await extend(-1);
  expect(selected()).toEqual([1, 2, 3, 4, 5]);
});

test('in the order that is shown', async () => {
  const sort = { by: 'number', isDescending: true } as const;
  const view = { ...wholeLog, sort };
  // As the page does, before it shows any of them.
  await log.readPage(view, 0, 10);
  viewStore.setState({ logView: view });
  await selection.extend(1);
  expect(selected()).toEqual([4, 5]);
});

test('all of them, up to a bound that is told: the newest', async () => {
  await selection.selectAll();
  expect(selected()).toHaveLength(10);
  for (let id = 11; id <= MARK_BOUNDS.atOnce + 30; id += 1) {
    log.putExchange(makeExchange({ id: String(id) }));
  }
  choose(5);
  await selection.selectAll();
  expect(selected()).toHaveLength(MARK_BOUNDS.atOnce);
  expect(selected().at(-1)).toBe(MARK_BOUNDS.atOnce + 30);
  expect(viewStore.getState().notice?.text).toBe(
    '500 of 530 rows are selected; more cannot be at once.',
  );
});
