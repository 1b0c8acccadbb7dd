import { toSeeklabError } from '../../contract/errors.ts';
import type { LogRow, LogView } from '../../contract/log.ts';
import { MARK_BOUNDS } from '../../contract/marks.ts';
import { formatCount } from '../../seek/format.ts';
import type { Connection } from './connection.ts';
import { newestShown, showRow } from './log-view.ts';
import { tell, tellError } from './notices.ts';
import { logStore, noSelection, viewStore } from './stores.ts';

/** Rows of the log that are selected together; the chosen one is among them. */
export interface Selection {
  /** Selects a row besides, or no longer. */
  toggle(number: number): void;
  /** Likewise the row that is inspected. */
  toggleChosen(): void;
  /** Selects from where selecting began up to that row. */
  extendTo(number: number): Promise<void>;
  /** Likewise, up to the row above or below the one reached last. */
  extend(direction: 1 | -1): Promise<void>;
  /** Selects what is shown, MARK_BOUNDS.atOnce rows at most. */
  selectAll(): Promise<void>;
}

/** The row that is inspected, or will be as soon as it was read. */
function inspected(): number | null {
  const { rowNumber } = viewStore.getState();
  const followed = newestShown() ?? logStore.getState().chosen;
  return rowNumber ?? followed?.number ?? null;
}

/** What is selected or, without a selection, the row that is inspected; ascending. */
export function actedOn(): number[] {
  const { selected } = viewStore.getState();
  const one = inspected();
  const numbers = selected.size > 0 ? [...selected] : one === null ? [] : [one];
  return numbers.sort((one, other) => one - other);
}

export function clearSelection(): void {
  viewStore.setState({ selected: noSelection });
}

export function createSelection(connection: Pick<Connection, 'call'>): Selection {
  /** Where selecting began, and the row that it reached last. */
  let anchor: number | null = null;
  let reached: number | null = null;
  /** One at a time: a key that is held down goes on from where the last one came to. */
  let last: Promise<void> = Promise.resolve();
  const inTurn = (act: () => Promise<void>): Promise<void> => {
    last = last.then(act).catch((thrown: unknown) => {
      if (toSeeklabError(thrown).code !== 'connection_lost') tellError(thrown);
    });
    return last;
  };

  const select = (numbers: readonly number[], shown: number) => {
    viewStore.setState({ selected: new Set(numbers) });
    reached = shown;
    showRow(shown);
  };
  /** Selecting goes on from the chosen row where nothing is selected yet. */
  const begin = () => {
    const { selected } = viewStore.getState();
    const first = inspected();
    if (selected.size > 0 && anchor !== null && selected.has(anchor)) return;
    anchor = first;
    reached = first;
  };
  const rowsFrom = async (view: LogView, from: number, count: number): Promise<LogRow[]> =>
    (await connection.call('log.page', { ...view, from, count })).rows;
  const placeOf = async (view: LogView, number: number) =>
    (await connection.call('log.place', { ...view, number })).place;

  const extendTo = async (number: number) => {
    begin();
    const { logView: view } = viewStore.getState();
    const first = anchor ?? number;
    anchor = first;
    const [one, other] = await Promise.all([placeOf(view, first), placeOf(view, number)]);
    const wanted = Math.abs(one - other) + 1;
    const count = Math.min(wanted, MARK_BOUNDS.atOnce);
    const from = one <= other ? one : one - count + 1;
    const numbers = (await rowsFrom(view, from, count)).map((row) => row.number);
    if (count < wanted) tellBound(wanted);
    select(
      numbers,
      numbers.includes(number) ? number : (numbers.at(one <= other ? -1 : 0) ?? first),
    );
  };

  const put = (number: number, before: ReadonlySet<number>) => {
    const next = new Set(before);
    if (next.delete(number)) {
      viewStore.setState({ selected: next.size > 0 ? next : noSelection });
      return;
    }
    if (next.size >= MARK_BOUNDS.atOnce) return tellBound(next.size + 1);
    anchor = number;
    select([...next, number], number);
  };

  return {
    toggle(number) {
      const { selected } = viewStore.getState();
      const first = inspected();
      // The row that is lit already is the first one.
      const isFirst = selected.size === 0 && first !== null && first !== number;
      put(number, isFirst ? new Set([first]) : selected);
    },
    toggleChosen() {
      const number = inspected();
      if (number !== null) put(number, viewStore.getState().selected);
    },
    extendTo: (number) => inTurn(() => extendTo(number)),
    extend: (direction) =>
      inTurn(async () => {
        begin();
        const { logView: view } = viewStore.getState();
        if (reached === null) return;
        const place = (await placeOf(view, reached)) + direction;
        const next = place < 0 ? undefined : (await rowsFrom(view, place, 1))[0];
        if (next) await extendTo(next.number);
      }),
    selectAll: () =>
      inTurn(async () => {
        const { logView: view } = viewStore.getState();
        const { fitting } = logStore.getState();
        const count = Math.min(fitting, MARK_BOUNDS.atOnce);
        if (count === 0) return;
        // Sorted, the first ones are what one looks for; else the newest.
        const from = view.sort === null ? fitting - count : 0;
        const numbers = (await rowsFrom(view, from, count)).map((row) => row.number);
        const shown = numbers.at(view.sort === null ? -1 : 0);
        if (shown === undefined) return;
        if (count < fitting) tellBound(fitting);
        anchor = shown;
        select(numbers, shown);
      }),
  };
}

function tellBound(wanted: number): void {
  const most = formatCount(MARK_BOUNDS.atOnce);
  tell(`${most} of ${formatCount(wanted)} rows are selected; more cannot be at once.`);
}
