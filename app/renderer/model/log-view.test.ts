import { afterEach, beforeEach, expect, test } from 'vitest';
import { CodedError } from '../../contract/errors.ts';
import { LOG_BOUNDS, type LogView as LogChoice } from '../../contract/log.ts';
import { makeExchange, makeSeek } from '../../contract/test-support/make-records.ts';
import { createLog, type Log } from '../../core/log/log.ts';
import type { Connection } from './connection.ts';
import { chooseRow, createLogView, type LogView, rowAt } from './log-view.ts';
import { emptyLog, type LogState, logStore, viewStore, wholeLog } from './stores.ts';

let log: Log;
let view: LogView;
/** Names of the operations that were asked for. */
let asked: string[];
/** Wait until the page has nothing better to do. */
let quiet: { isNow: boolean; later: (() => void)[] };
/** Called before each of them is answered. */
let onAsked: () => void | Promise<void>;

beforeEach(() => {
  log = createLog();
  asked = [];
  onAsked = () => undefined;
  logStore.setState(emptyLog);
  viewStore.setState({ rowNumber: null, logView: wholeLog, notice: null });
  const operations = {
    'log.page': ({ from, count, ...view }: LogChoice & { from: number; count: number }) =>
      log.readPage(view, from, count),
    'log.get': ({ number }: { number: number }) => log.get(number),
    'log.place': ({ number, ...view }: LogChoice & { number: number }) => ({
      place: log.placeOf(view, number),
    }),
  };
  const call = async (name: keyof typeof operations, input: never) => {
    asked.push(name);
    await onAsked();
    return operations[name](input);
  };
  quiet = { isNow: true, later: [] };
  const whenQuiet = (run: () => void) => {
    if (quiet.isNow) run();
    else quiet.later.push(run);
  };
  view = createLogView({ call } as unknown as Pick<Connection, 'call'>, whenQuiet);
});
afterEach(() => {
  view.close();
  log.close();
});

const until = (isThere: (state: LogState) => boolean) =>
  new Promise<void>((resolve) => {
    const stop = logStore.subscribe(look);
    function look(): void {
      if (!isThere(logStore.getState())) return;
      stop();
      resolve();
    }
    look();
  });
const state = () => logStore.getState();
const changeAll = () =>
  view.onChange({ counts: log.counts(), pinned: log.pinned(), changed: null });
const put = (from: number, to: number) => {
  for (let id = from; id <= to; id += 1) log.putExchange(makeExchange({ id: String(id) }));
};

test('follows the newest row, and holds no more than those around what is in sight', async () => {
  put(1, 5000);
  view.look(0, 20);
  view.reset();
  await until(({ counts, chosenPlace }) => counts.all === 5000 && chosenPlace === 4999);
  expect(state().chosen).toMatchObject({ number: 5000 });
  expect(state().rows.length).toBeLessThan(200);
  put(5001, 5003);
  changeAll();
  await until(({ chosen }) => chosen?.number === 5003);
  expect(state().rows.at(-1)?.number).toBe(5003);
});

test('reads rows where one scrolls to while the newest is followed, and its end again there', async () => {
  put(1, 5000);
  view.look(0, 20);
  view.reset();
  await until(({ chosen }) => chosen?.number === 5000);
  view.look(100, 120, 5000);
  await until(({ from, rows }) => from <= 100 && from + rows.length >= 120);
  expect(state()).toMatchObject({ chosen: { number: 5000 }, chosenPlace: 4999 });
  put(5001, 5001);
  changeAll();
  await until(({ chosen }) => chosen?.number === 5001);
  expect(state().chosenPlace).toBe(5000);
  view.look(4981, 5001, 5001);
  await until(({ rows }) => rows.at(-1)?.number === 5001);
});

test('changes wait for the picture, what one chooses does not; rows that stay are the same', async () => {
  put(1, 100);
  view.reset();
  await until(({ rows }) => rows.length === 100);
  view.look(80, 100, 100);
  const before = state().rows.at(-2);
  quiet.isNow = false;
  put(101, 101);
  view.onChange({ counts: log.counts(), pinned: log.pinned(), changed: [101] });
  view.onChange({ counts: log.counts(), pinned: log.pinned(), changed: [101] });
  expect(quiet.later).toHaveLength(1);
  chooseRow(99);
  await until(({ chosen }) => chosen?.number === 99);
  for (const run of quiet.later) run();
  await until(({ counts, rows }) => counts.all === 101 && rows.some((row) => row === before));
});

test('reads rows where one scrolls to, and keeps the chosen one', async () => {
  put(1, 5000);
  view.reset();
  await until(({ rows }) => rows.length > 0);
  chooseRow(4990);
  await until(({ chosen }) => chosen?.number === 4990);
  view.look(1000, 1020);
  await until(({ from, rows }) => from <= 1000 && from + rows.length >= 1020 && rows.length > 0);
  expect(state().rows[1000 - state().from]?.number).toBe(1001);
  expect(state()).toMatchObject({ chosen: { number: 4990 }, chosenPlace: 4989 });
});

test('another filter is read at once; the newest row that it lets through is followed', async () => {
  put(1, 20);
  log.putSeek(makeSeek({ id: 'a-1' }));
  put(21, 40);
  view.reset();
  await until(({ rows }) => rows.length === 41);
  viewStore.setState({ logView: { ...wholeLog, filter: 'seeks' } });
  await until(({ view: { filter }, rows }) => filter === 'seeks' && rows.length === 1);
  expect(state()).toMatchObject({ chosen: { number: 21 }, chosenPlace: 0 });
});

test('what is in sight stays there when older rows are forgotten', async () => {
  log.close();
  log = createLog({ ...LOG_BOUNDS, entries: 1000 });
  put(1, 1000);
  view.reset();
  await until(({ rows }) => rows.length > 0);
  chooseRow(700);
  view.look(500, 520, 1000);
  await until(
    ({ from, rows, chosen }) => from <= 500 && from + rows.length >= 520 && chosen?.number === 700,
  );
  expect(rowAt(state(), 500)?.number).toBe(501);
  put(1001, 1300);
  changeAll();
  await until(({ shift }) => shift === -300);
  expect(rowAt(state(), 200)?.number).toBe(501);
  expect(state().rows.length).toBeGreaterThanOrEqual(20);
  // Those in sight are gone: sight is where they were.
  put(1301, 2000);
  changeAll();
  await until(({ shift }) => shift === -500);
  expect(rowAt(state(), 0)?.number).toBe(1001);
});

test('a text and a column are asked for at once; what is followed is the newest all the same', async () => {
  put(1, 30);
  log.putSeek(makeSeek({ id: 'a-1', firstPictureMs: 50 }));
  log.putSeek(makeSeek({ id: 'a-2', firstPictureMs: 20 }));
  view.reset();
  await until(({ rows }) => rows.length === 32);
  const sort = { by: 'picture', isDescending: false } as const;
  viewStore.setState({ logView: { filter: 'all', text: 'is:seek', sort } });
  await until(({ fitting, rows }) => fitting === 2 && rows.length === 2);
  expect(state().rows.map(({ number }) => number)).toEqual([32, 31]);
  expect(state()).toMatchObject({ chosen: { number: 32 }, chosenPlace: 0 });
  log.putSeek(makeSeek({ id: 'a-3', firstPictureMs: 30 }));
  changeAll();
  await until(({ rows }) => rows.length === 3);
  expect(state().rows.map(({ number }) => number)).toEqual([32, 33, 31]);
  expect(state()).toMatchObject({ chosen: { number: 33 }, chosenPlace: 1 });
});

test('what is chosen while something else is read is read after it', async () => {
  put(1, 100);
  view.reset();
  await until(({ rows }) => rows.length === 100);
  let answer = () => {};
  onAsked = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  chooseRow(3);
  onAsked = () => undefined;
  chooseRow(7);
  answer();
  await until(({ chosen }) => chosen?.number === 7);
});

test('a chosen row that has gone gives way to the newest', async () => {
  put(1, 3);
  view.reset();
  await until(({ rows }) => rows.length === 3);
  chooseRow(2);
  await until(({ chosen }) => chosen?.number === 2);
  log.clear();
  put(4, 4);
  changeAll();
  await until(({ chosen }) => chosen?.number === 4);
  expect(viewStore.getState().rowNumber).toBeNull();
});

test('steps from row to row, over those that are not read too', async () => {
  put(1, 1000);
  view.reset();
  await until(({ rows }) => rows.length > 0);
  chooseRow(990);
  await until(({ chosen }) => chosen?.number === 990);
  view.look(0, 10);
  await until(({ from, rows }) => from === 0 && rows.length > 0);
  await view.move(-1);
  await until(({ chosen }) => chosen?.number === 989);
  chooseRow(1000);
  await until(({ chosen }) => chosen?.number === 1000);
  await view.move(1);
  expect(viewStore.getState().rowNumber).toBe(1000);
});

test('changes out of sight are not read for, those in sight are', async () => {
  put(1, 1000);
  log.putExchange(makeExchange({ id: 'last', outcome: 'running' }));
  view.reset();
  await until(({ chosen }) => chosen?.number === 1001);
  const before = asked.length;
  view.onChange({ counts: log.counts(), pinned: log.pinned(), changed: [1, 2] });
  expect(asked.length).toBe(before);
  log.putExchange(makeExchange({ id: 'last', outcome: 'cut' }));
  view.onChange({ counts: log.counts(), pinned: log.pinned(), changed: [1001] });
  await until(({ chosen }) => chosen?.exchanges[0]?.outcome === 'cut');
});

test('a flood of changes that goes on while rows are read is read for at intervals', async () => {
  put(1, 10);
  view.reset();
  await until(({ rows }) => rows.length === 10);
  asked = [];
  const isOver = new Promise<void>((resolve) => {
    // Each answer finds the log changed again.
    onAsked = () => {
      put(100 + asked.length, 100 + asked.length);
      changeAll();
      if (asked.length > 6) resolve();
    };
  });
  const beganAtMs = performance.now();
  changeAll();
  await isOver;
  expect(performance.now() - beganAtMs).toBeGreaterThan(100);
  onAsked = () => undefined;
});

test('a lost connection is told elsewhere, any other failure here; both are read anew', async () => {
  put(1, 3);
  for (const error of [
    new CodedError('connection_lost'),
    new CodedError('page_late', { name: 'log.page', bytes: 9 }),
  ]) {
    logStore.setState(emptyLog);
    const failed = new Promise<void>((resolve) => {
      onAsked = () => {
        resolve();
        throw error;
      };
    });
    view.reset();
    await failed;
    onAsked = () => undefined;
    view.reset();
    await until(({ rows }) => rows.length === 3);
    const told = viewStore.getState().notice?.error?.code ?? null;
    expect(told).toBe(error.code === 'connection_lost' ? null : 'page_late');
  }
});
