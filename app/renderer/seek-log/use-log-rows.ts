import { useMemo } from 'react';
import { useStore } from 'zustand';
import { chosenRow, isShown, type LogRow, logRows } from '../model/log-rows.ts';
import { playbackStore, viewStore, workbenchStore } from '../model/stores.ts';

/** All rows of the log. */
export function useLogRows(): LogRow[] {
  const seeks = useStore(playbackStore, (state) => state.seeks);
  const exchanges = useStore(workbenchStore, (state) => state.exchanges);
  return useMemo(() => logRows([...seeks.values()], [...exchanges.values()]), [seeks, exchanges]);
}

/** The rows that the filter lets through. */
export function useShownRows(): LogRow[] {
  const rows = useLogRows();
  const filter = useStore(viewStore, (state) => state.logFilter);
  return useMemo(() => rows.filter((row) => isShown(row, filter)), [rows, filter]);
}

/** The row to inspect. */
export function useChosenRow(): LogRow | null {
  const rows = useShownRows();
  const rowId = useStore(viewStore, (state) => state.rowId);
  return chosenRow(rows, rowId);
}
