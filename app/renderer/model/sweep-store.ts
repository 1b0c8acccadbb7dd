import { createStore } from 'zustand/vanilla';
import type { SweepResult } from '../../contract/sweep.ts';
import type { ResultFilter, ResultPage, ResultSort, SweepState } from '../../contract/sweep-run.ts';

/** What is looked at of a sweep's results. */
export interface ResultView {
  filter: ResultFilter;
  sort: ResultSort | null;
}

export const allResults: ResultView = {
  filter: { verdict: null, video: null, target: null, code: null, place: null },
  sort: null,
};

/** The workbench's sweeps, and what the page looks at of them; written by `sweep-client.ts` and the sweeps' panel. */
export interface SweepsState {
  /** The newest first; null until it is known. */
  list: readonly SweepState[] | null;
  /** The one that is looked at; null: the newest. */
  chosenId: string | null;
  /** Is a new one being put together? */
  isComposing: boolean;
  view: ResultView;
  /** The results in sight and around them. */
  page: ResultPage;
  /** The chosen result, and its place in the view where that is known. */
  number: number | null;
  place: number | null;
  /** The chosen result whole: the inspector shows it in place of the log's row. */
  recorded: { sweep: SweepState; result: SweepResult } | null;
}

export const emptyResults: ResultPage = { rows: [], from: 0, fitting: 0 };

export const sweepStore = createStore<SweepsState>(() => ({
  list: null,
  chosenId: null,
  isComposing: false,
  view: allResults,
  page: emptyResults,
  number: null,
  place: null,
  recorded: null,
}));

/** The sweep that is looked at; null where there is none. */
export function shownSweep({ list, chosenId, isComposing }: SweepsState): SweepState | null {
  if (isComposing) return null;
  return list?.find(({ id }) => id === chosenId) ?? list?.[0] ?? null;
}

/** Looks at a sweep from its beginning, with nothing chosen in it. */
export function lookAtSweep(id: string): void {
  sweepStore.setState({
    ...{ chosenId: id, isComposing: false, view: allResults, page: emptyResults },
    ...{ number: null, place: null, recorded: null },
  });
}
