import { chosenRow, isShown, type LogRow, logRows } from './log-rows.ts';
import { playbackStore, viewStore, workbenchStore } from './stores.ts';

/** The rows that the log shows now. */
export function shownRows(): LogRow[] {
  const rows = logRows(
    [...playbackStore.getState().seeks.values()],
    [...workbenchStore.getState().exchanges.values()],
  );
  const { logFilter } = viewStore.getState();
  return rows.filter((row) => isShown(row, logFilter));
}

/** Chooses a row; the newest is followed again when it is the last one. */
export function chooseRow(rowId: string | null): void {
  const isNewest = shownRows().at(-1)?.id === rowId;
  viewStore.setState({ rowId: isNewest ? null : rowId, exchangeIndex: 0 });
}

/** Chooses the row above or below the chosen one. */
export function moveRow(direction: 1 | -1): void {
  const rows = shownRows();
  const chosen = chosenRow(rows, viewStore.getState().rowId);
  const at = chosen ? rows.indexOf(chosen) + direction : rows.length - 1;
  const next = rows[at];
  if (next) chooseRow(next.id);
}
