import { toSeeklabError } from '../../contract/errors.ts';
import type { LogChange, LogEntry } from '../../contract/log.ts';
import { coalesce } from './coalesce.ts';
import type { Connection } from './connection.ts';
import type { LinkedRow } from './deep-link.ts';
import { tell, tellError } from './notices.ts';
import type { Quiet } from './quiet.ts';
import { type ComparedRow, comparedStore, logStore, viewStore } from './stores.ts';

/** Rows that still run are read again this often at most. */
const INTERVAL_MS = 100;
/** A seek that was just asked for is among so many. */
const NEWEST = 30;

/** Two rows of the log side by side. */
export interface ComparedRows {
  /** Compares with the chosen row; while two are compared, the second is another from now on. */
  compareWith(number: number): void;
  compare(first: number, second: number): void;
  /** Takes the row above or below the second one instead; without one, that of the chosen row. */
  move(direction: 1 | -1): Promise<void>;
  /** Compares the chosen row, or the first one, with a seek as soon as the log has it. */
  awaitSeek(seekId: string): void;
  /** Compares the rows of a link again, where the log still has them. */
  restore(rows: readonly [LinkedRow, LinkedRow]): Promise<void>;
  onChange(change: LogChange): void;
  /** It may be the log of another program. */
  reset(): void;
}

/** @param quiet when what nobody waits for may be read and drawn */
export function createComparedRows(
  connection: Pick<Connection, 'call'>,
  quiet: Quiet,
): ComparedRows {
  const read = async (number: number) => {
    const known = rowOf(number)?.entry ?? null;
    const entry = await connection.call('log.get', { number }).catch((thrown: unknown) => {
      if (toSeeklabError(thrown).code === 'row_gone') return null;
      throw thrown;
    });
    // The log of another program may have other rows by the same numbers.
    const isGone = entry === null || (known !== null && !isSameRow(known, entry));
    put({ number, entry: isGone ? known : entry, isGone });
  };
  const readAll = (numbers: Iterable<number>) =>
    Promise.all([...numbers].map(read)).catch((thrown: unknown) => {
      if (toSeeklabError(thrown).code !== 'connection_lost') tellError(thrown);
    });
  const readSoon = coalesce<number>(
    (numbers) => quiet(() => void readAll(new Set(numbers))),
    INTERVAL_MS,
  );

  const show = (first: number, second: number) => {
    const rows = [first, second].map((number) => rowOf(number) ?? unread(number));
    comparedStore.setState({ rows: rows as [ComparedRow, ComparedRow] });
    viewStore.setState({ rowNumber: first, narrowPane: 'inspector' });
    void readAll(rows.filter(({ entry }) => entry === null).map(({ number }) => number));
  };

  /** The row above or below, leaving one out; null at the end of the log. */
  const neighbour = async (number: number, direction: 1 | -1, without: number) => {
    const { logView } = viewStore.getState();
    let { place } = await connection.call('log.place', { ...logView, number });
    for (let tries = 0; tries < 2; tries += 1) {
      place += direction;
      if (place < 0) return null;
      const { from, rows } = await connection.call('log.page', {
        ...logView,
        from: place,
        count: 1,
      });
      const found = from === place ? rows[0]?.number : undefined;
      if (found === undefined) return null;
      if (found !== without) return found;
    }
    return null;
  };

  let awaited: { first: number; seekId: string } | null = null;
  const showAwaited = async (seekCount: number) => {
    const from = Math.max(seekCount - NEWEST, 0);
    const page = { filter: 'seeks', from, count: NEWEST } as const;
    const { rows } = await connection.call('log.page', page).catch(() => ({ rows: [] }));
    const found = rows.find((row) => row.kind === 'seek' && row.seek.id === awaited?.seekId);
    if (found === undefined || awaited === null) return;
    const { first } = awaited;
    awaited = null;
    show(first, found.number);
  };

  return {
    compare: show,
    compareWith(number) {
      const { rows } = comparedStore.getState();
      const first = firstNumber();
      if (rows?.some((row) => row.number === number)) leaveComparison();
      else if (first !== null && first !== number) show(first, number);
    },
    async move(direction) {
      const { rows } = comparedStore.getState();
      const first = firstNumber();
      if (first === null) return;
      try {
        const from = rows?.[1].number ?? first;
        // The newest row has none below it: a comparison is not to fail for that.
        const found =
          (await neighbour(from, direction, first)) ??
          (rows === null ? await neighbour(from, direction === 1 ? -1 : 1, first) : null);
        if (found !== null) show(first, found);
        else if (rows === null) tell('There is no second row to compare with.');
      } catch (thrown) {
        tellError(thrown);
      }
    },
    awaitSeek(seekId) {
      const first = firstNumber();
      awaited = first === null ? null : { first, seekId };
    },
    async restore([first, second]) {
      const readLinked = async ({ number, atEpochMs }: LinkedRow) => {
        const entry = await connection.call('log.get', { number });
        return Math.trunc(entry.atEpochMs) === atEpochMs ? entry : null;
      };
      const [one, two] = await Promise.all([first, second].map(readLinked)).catch(() => []);
      if (one && two) show(one.number, two.number);
      else tell('The rows that the address compares are no longer in the log.');
    },
    onChange({ changed, counts }) {
      if (awaited !== null) void showAwaited(counts.seeks);
      const { rows } = comparedStore.getState();
      const touched = (rows ?? []).filter(
        ({ number, isGone }) => !isGone && (changed?.includes(number) ?? true),
      );
      if (touched.length > 0) readSoon(touched.map(({ number }) => number));
    },
    reset() {
      const { rows } = comparedStore.getState();
      if (rows) void readAll(rows.map(({ number }) => number));
    },
  };
}

/** The row to compare with; one that was just chosen is not read yet. */
function firstNumber(): number | null {
  const { rows } = comparedStore.getState();
  return (
    rows?.[0].number ?? viewStore.getState().rowNumber ?? logStore.getState().chosen?.number ?? null
  );
}

/** Back to the first row alone. */
export function leaveComparison(): void {
  comparedStore.setState({ rows: null });
}

/** The second row becomes the first. */
export function swapCompared(): void {
  comparedStore.setState(({ rows }) => ({ rows: rows && [rows[1], rows[0]] }));
}

const unread = (number: number): ComparedRow => ({ number, entry: null, isGone: false });

const isSameRow = (known: LogEntry, entry: LogEntry) =>
  known.kind === entry.kind && known.atEpochMs === entry.atEpochMs;

function rowOf(number: number): ComparedRow | undefined {
  return comparedStore.getState().rows?.find((row) => row.number === number);
}

/** Puts a row that was read where it is compared, unless it no longer is. */
function put(read: ComparedRow): void {
  comparedStore.setState(({ rows }) => {
    if (rows === null) return {};
    const [first, second] = rows;
    return {
      rows: [
        first.number === read.number ? read : first,
        second.number === read.number ? read : second,
      ],
    };
  });
}
