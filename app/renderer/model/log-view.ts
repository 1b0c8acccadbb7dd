import { toSeeklabError } from '../../contract/errors.ts';
import {
  type LogChange,
  type LogEntry,
  type LogPage,
  type LogRow,
  type LogView as LogViewChoice,
  logFilter,
} from '../../contract/log.ts';
import { coalesce } from './coalesce.ts';
import { leaveComparison } from './compared-rows.ts';
import type { Connection } from './connection.ts';
import { countVideos, hasLongNumbers } from './log-columns.ts';
import { tellError } from './notices.ts';
import type { Quiet } from './quiet.ts';
import { emptyLog, type LogState, logStore, noSelection, viewStore } from './stores.ts';

/** Rows read on either side of those that one scrolls to. */
const AROUND = 60;
/** ... and of those that are read again because the log has changed. */
const AROUND_AGAIN = 10;
/** The log is read again this often at most: a client in a loop changes it a thousand times. */
const INTERVAL_MS = 100;

/** The page's view of the workbench's log: the rows in sight, and the chosen one whole. */
export interface LogView {
  /**
   * These places are in sight, out of so many: the rows there are read.
   * @param count what is shown of the log's; it may be a change behind
   */
  look(from: number, to: number, count?: number): void;
  onChange(change: LogChange): void;
  /** Reads everything anew: it may be the log of another program. */
  reset(): void;
  /** Chooses the row above or below the chosen one. */
  move(direction: 1 | -1): Promise<void>;
  close(): void;
}

/** @param quiet when what nobody waits for may be read and drawn */
export function createLogView(connection: Pick<Connection, 'call'>, quiet: Quiet): LogView {
  let sight = { from: 0, to: 0, isEnd: true };
  let isReading = false;
  let isStale = false;
  /** Somebody waits for what is stale. */
  let isAwaited = false;
  let isScrolled = false;
  let staleNumber: number | null = null;
  /** Rows that are not as they were read; null: perhaps all. */
  let changedRows: Set<number> | null = null;

  const readPage = (view: LogViewChoice, from: number, count: number) =>
    connection.call('log.page', { ...view, from: Math.max(from, 0), count });

  /** How many rows there were in that view when it was last read. */
  const knownCount = (view: LogViewChoice) => {
    const { counts, fitting, view: before } = logStore.getState();
    if (view === before) return fitting;
    return view.text === '' ? counts[view.filter] : 0;
  };

  /** What is in sight; the end of the log while its newest row is followed there. */
  const readSight = async (view: LogViewChoice, isFollowing: boolean): Promise<LogPage> => {
    const isEnd = isFollowing && sight.isEnd && view.sort === null;
    const around = isScrolled ? AROUND : AROUND_AGAIN;
    isScrolled = false;
    const count = sight.to - sight.from + 2 * around;
    const from = isEnd ? knownCount(view) - count + around : sight.from - around;
    const page = await readPage(view, from, count);
    const isEndMissed = isEnd && page.from + page.rows.length < page.fitting;
    return isEndMissed ? readPage(view, page.fitting - count, count) : page;
  };

  /** Rows in sight stay there when older ones go: sight moves with the topmost. */
  const moveSight = async (view: LogViewChoice, isFollowing: boolean): Promise<number> => {
    const state = logStore.getState();
    const top = rowAt(state, sight.from);
    const isMoving = view === state.view && view.sort === null && !(isFollowing && sight.isEnd);
    if (!isMoving || top === undefined || sight.from === 0) return 0;
    const { place } = await connection.call('log.place', { ...view, number: top.number });
    const shift = place - sight.from;
    sight = { ...sight, from: place, to: sight.to + shift };
    return shift;
  };

  const isSightRead = () => {
    const { rows, from, fitting } = logStore.getState();
    return sight.from >= from && Math.min(sight.to, fitting) <= from + rows.length;
  };

  const readChosen = async (number: number | null): Promise<LogEntry | null> => {
    if (number === null) return null;
    const { chosen } = logStore.getState();
    if (chosen?.number === number && staleNumber !== number) return chosen;
    staleNumber = null;
    try {
      return await connection.call('log.get', { number });
    } catch (thrown) {
      if (toSeeklabError(thrown).code !== 'row_gone') throw thrown;
      if (viewStore.getState().rowNumber === number) viewStore.setState({ rowNumber: null });
      return null;
    }
  };

  const newestOf = async ({ from, rows, fitting }: LogPage, view: LogViewChoice) => {
    if (fitting === 0) return null;
    if (view.sort === null && from + rows.length >= fitting) return rows.at(-1) ?? null;
    return (await readPage({ ...view, sort: null }, fitting - 1, 1)).rows[0] ?? null;
  };

  const readAll = async () => {
    const { logView: view, rowNumber } = viewStore.getState();
    const changed = changedRows;
    changedRows = new Set();
    const shift = await moveSight(view, rowNumber === null);
    const page = await readSight(view, rowNumber === null);
    const chosen = await readChosen(rowNumber ?? (await newestOf(page, view))?.number ?? null);
    const chosenPlace = chosen && (await placeOf(chosen.number, view, page));
    logStore.setState((state) => ({
      ...page,
      rows: keepSame(state.rows, page.rows, changed),
      pinned: keepSame(state.pinned, page.pinned, changed),
      view,
      shift: state.shift + shift,
      chosen,
      chosenPlace,
      ...columnsOf(state, [...page.rows, ...page.pinned]),
    }));
    // Not all of them have been looked at: some of what fits is not there yet.
    if (page.unread > 0) markStale();
  };

  const placeOf = async (number: number, view: LogViewChoice, page: LogPage) => {
    const inPage = page.rows.findIndex((row) => row.number === number);
    if (inPage >= 0) return page.from + inPage;
    return (await connection.call('log.place', { ...view, number })).place;
  };

  /** One reading at a time; what becomes stale meanwhile is read again after it. */
  const read = async () => {
    if (isReading || !isStale) return;
    isReading = true;
    isStale = false;
    isAwaited = false;
    try {
      await readAll();
      // Scrolled on meanwhile.
      if (!isSightRead()) markStale();
    } catch (thrown) {
      changedRows = null;
      // A lost connection is told of already, and everything is read anew after it.
      if (toSeeklabError(thrown).code !== 'connection_lost') tellError(thrown);
    } finally {
      isReading = false;
    }
    if (isAwaited) void read();
    else if (isStale) readSoon([null]);
  };
  const readSoon = coalesce(() => void read(), INTERVAL_MS);
  const markStale = () => {
    isStale = true;
    readSoon([null]);
  };
  let isWaiting = false;
  const markStaleQuietly = () => {
    if (isWaiting) return;
    isWaiting = true;
    quiet(() => {
      isWaiting = false;
      markStale();
    });
  };

  const unsubscribe = viewStore.subscribe((state, before) => {
    const isOther = state.rowNumber !== before.rowNumber || state.logView !== before.logView;
    if (!isOther) return;
    // Whoever clicks waits for it.
    isStale = true;
    isAwaited = true;
    void read();
  });

  return {
    look(from, to, count = logStore.getState().fitting) {
      sight = { from, to, isEnd: to >= count };
      if (isSightRead()) return;
      isScrolled = true;
      markStale();
    },
    onChange({ counts, changed, pinned }) {
      const { rows, chosen, counts: before, view, pinned: above } = logStore.getState();
      changedRows = changed && changedRows && new Set([...changedRows, ...changed]);
      const touches = (number: number | undefined) =>
        number !== undefined && (changed?.includes(number) ?? true);
      if (touches(chosen?.number)) staleNumber = chosen?.number ?? null;
      // Counts are shown together with the rows that they count.
      const isOther =
        logFilter.options.some((each) => counts[each] !== before[each]) ||
        `${above.map(({ number }) => number)}` !== `${pinned}`;
      const isChosenStale = staleNumber !== null;
      const isInSight = [...rows, ...above].some(({ number }) => touches(number));
      // Any row that changed may fit now, or stand elsewhere.
      const isSearched = view.text !== '' || view.sort !== null;
      if (isOther || isChosenStale || isInSight || isSearched) markStaleQuietly();
    },
    reset() {
      changedRows = null;
      isScrolled = true;
      logStore.setState(emptyLog);
      viewStore.setState({ rowNumber: null, selected: noSelection });
      markStale();
    },
    async move(direction) {
      const { view, chosenPlace } = logStore.getState();
      const place = (chosenPlace ?? -1) + direction;
      if (place < 0) return;
      const row = rowAt(logStore.getState(), place) ?? (await readPage(view, place, 1)).rows[0];
      if (row) chooseRow(row.number);
    },
    close: unsubscribe,
  };
}

/** Chooses a row alone; the newest is followed again when it is the last one. */
export function chooseRow(number: number): void {
  viewStore.setState({ selected: noSelection });
  showRow(number);
}

/** Inspects a row, whatever is selected. */
export function showRow(number: number): void {
  const rowNumber = newestShown()?.number === number ? null : number;
  viewStore.setState({ rowNumber, exchangeIndex: 0 });
  leaveComparison();
}

/** The row that is followed, as far as the page knows; undefined where it has not read it, or stands elsewhere than last. */
export function newestShown(): LogRow | undefined {
  const state = logStore.getState();
  return state.view.sort === null ? rowAt(state, state.fitting - 1) : undefined;
}

/** Undefined where it is not read yet. */
export function rowAt({ rows, from }: Pick<LogState, 'rows' | 'from'>, place: number) {
  return rows[place - from];
}

/** Rows that have not changed stay the very same, and need not be drawn again. */
function keepSame(
  before: readonly LogRow[],
  read: readonly LogRow[],
  changed: ReadonlySet<number> | null,
): readonly LogRow[] {
  if (changed === null) return read;
  const known = new Map(before.map((row) => [row.number, row]));
  return read.map((row) => (changed.has(row.number) ? row : (known.get(row.number) ?? row)));
}

/** Columns that are needed once stay: they must not come and go while one scrolls. */
function columnsOf(before: LogState, rows: readonly LogRow[]) {
  return {
    hasVideos: before.hasVideos || countVideos(rows) > 1,
    hasLongNumbers: before.hasLongNumbers || hasLongNumbers(rows),
    hasMarks: before.hasMarks || rows.some(({ marks }) => marks !== null),
  };
}
