import { useEffect } from 'react';
import { useStore } from 'zustand';
import { MAX_PAGE_RESULTS, type SweepState } from '../../contract/sweep-run.ts';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { sweepStore } from '../model/sweep-store.ts';
import { useRead } from './use-read.ts';

/** Results read on either side of those in sight. */
const AROUND = 60;

/** Has the results read that are in sight, and those around them, whenever they may be others. */
export function useResultPage(sweep: SweepState, from: number, to: number): void {
  const { client } = useWorkbench();
  const { filter, sort } = useStore(sweepStore, (state) => state.view);
  const begin = Math.max(0, Math.floor((from - AROUND) / AROUND) * AROUND);
  const count = Math.min(MAX_PAGE_RESULTS, Math.max(to - begin, 1) + 2 * AROUND);
  const subject = JSON.stringify([sweep.id, filter, sort]);
  const key = `${subject} ${begin} ${count} ${sweep.summary.counts.done}`;
  const page = useRead(subject, key, () =>
    client.sweeps.read('sweeps.page', { id: sweep.id, filter, sort, from: begin, count }),
  );
  useEffect(() => {
    if (page) sweepStore.setState({ page });
  }, [page]);
}
