import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { LogView } from '../../contract/log.ts';
import { makeExchange } from '../../contract/test-support/make-records.ts';
import { createLog, type Log } from '../../core/log/log.ts';
import {
  type ComparedRows,
  createComparedRows,
  leaveComparison,
  swapCompared,
} from './compared-rows.ts';
import type { Connection } from './connection.ts';
import { chooseRow } from './log-view.ts';
import { comparedStore, emptyLog, logStore, viewStore } from './stores.ts';

/** How long a busy machine may take. */
const PATIENCE_MS = 60_000;

let log: Log;
let compared: ComparedRows;

const put = (number: number) =>
  log.putExchange(makeExchange({ id: String(number), startedAtEpochMs: number }));
const numbers = () => comparedStore.getState().rows?.map(({ number }) => number) ?? null;
const row = (side: 0 | 1) => comparedStore.getState().rows?.[side];

beforeEach(() => {
  viewStore.setState(viewStore.getInitialState());
  log = createLog();
  for (let number = 1; number <= 4; number += 1) put(number);
  const operations: Record<string, (input: never) => unknown> = {
    'log.get': ({ number }: { number: number }) => log.get(number),
    'log.place': ({ number, ...view }: LogView & { number: number }) => ({
      place: log.placeOf(view, number),
    }),
    'log.page': ({ filter, from, count }: { filter: 'all'; from: number; count: number }) =>
      log.page(filter, from, count),
  };
  const call = async (name: string, input: never) => operations[name]?.(input);
  const connection = { call } as unknown as Pick<Connection, 'call'>;
  compared = createComparedRows(connection, (run) => run());
  logStore.setState({ ...emptyLog, chosen: log.get(3) });
});
afterEach(() => {
  leaveComparison();
  log.close();
});

test('the chosen row is the first, and stays it when another second one is taken', async () => {
  compared.compareWith(1);
  await vi.waitFor(() => expect(row(1)?.entry?.number).toBe(1), PATIENCE_MS);
  expect(viewStore.getState()).toMatchObject({ rowNumber: 3, narrowPane: 'inspector' });
  logStore.setState({ chosen: log.get(4) });
  compared.compareWith(2);
  expect(numbers()).toEqual([3, 2]);
  compared.compareWith(2);
  expect(numbers()).toBeNull();
});

test('a row that was chosen a moment ago is the first, though it is not read yet', () => {
  chooseRow(2);
  compared.compareWith(3);
  expect(numbers()).toEqual([2, 3]);
});

test('goes up and down past the first row, and stays at the ends', async () => {
  await compared.move(1);
  expect(numbers()).toEqual([3, 4]);
  await compared.move(-1);
  expect(numbers()).toEqual([3, 2]);
  await compared.move(-1);
  await compared.move(-1);
  expect(numbers()).toEqual([3, 1]);
});

test('begins on the other side at the end of the log, and says when there is no other row', async () => {
  logStore.setState({ chosen: log.get(4) });
  await compared.move(1);
  expect(numbers()).toEqual([4, 3]);
  leaveComparison();
  log.clear();
  put(9);
  logStore.setState({ chosen: log.get(5) });
  await compared.move(-1);
  expect(numbers()).toBeNull();
  expect(viewStore.getState().notice?.text).toContain('no second row');
});

test('swaps, and a row that is chosen is looked at alone', async () => {
  compared.compareWith(1);
  swapCompared();
  expect(numbers()).toEqual([1, 3]);
  chooseRow(2);
  expect(numbers()).toBeNull();
});

test('keeps what it read of a row that the log forgets, and says that it is gone', async () => {
  compared.compareWith(1);
  await vi.waitFor(() => expect(row(1)?.entry).not.toBeNull(), PATIENCE_MS);
  log.clear();
  compared.onChange({ counts: log.counts(), pinned: [], changed: null });
  await vi.waitFor(
    () => expect(row(1)).toMatchObject({ isGone: true, entry: { number: 1 } }),
    PATIENCE_MS,
  );
});

test('a row of another program by the same number is not taken for it', async () => {
  compared.compareWith(1);
  await vi.waitFor(() => expect(row(0)?.entry && row(1)?.entry).toBeTruthy(), PATIENCE_MS);
  const other = createLog();
  other.putExchange(makeExchange({ id: '1', startedAtEpochMs: 77 }));
  log.close();
  log = other;
  compared.reset();
  await vi.waitFor(() => expect(row(1)?.isGone).toBe(true), PATIENCE_MS);
  expect(row(1)?.entry?.atEpochMs).toBe(1);
});

test('the rows of a link are compared again, unless the log has forgotten them or has others there', async () => {
  const linked = (number: number, atEpochMs = number) => ({ number, atEpochMs });
  await compared.restore([linked(2), linked(4)]);
  expect(numbers()).toEqual([2, 4]);
  await vi.waitFor(() => expect(row(1)?.entry?.number).toBe(4));
  leaveComparison();
  for (const second of [linked(4, 5), linked(99)]) {
    await compared.restore([linked(2), second]);
    expect(numbers()).toBeNull();
    expect(viewStore.getState().notice?.text).toContain('no longer in the log');
  }
});
