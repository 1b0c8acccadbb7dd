import { Radar } from 'lucide-react';
import { type ReactNode, useDeferredValue, useEffect } from 'react';
import { useStore } from 'zustand';
import { isSweepOver, type SweepState } from '../../contract/sweep-run.ts';
import { formatCount } from '../../seek/format.ts';
import { EmptyState } from '../design/empty-state.tsx';
import { ErrorNote } from '../design/error-note.tsx';
import { Region } from '../design/region.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { workbenchStore } from '../model/stores.ts';
import { shownSweep, sweepStore } from '../model/sweep-store.ts';
import { ResultsTable } from './results-table.tsx';
import { SweepActions } from './sweep-actions.tsx';
import { SweepBar } from './sweep-bar.tsx';
import { SweepForm } from './sweep-form.tsx';
import css from './sweeps-panel.module.css';
import { TimesView } from './times-view.tsx';

/** Many seeks by machine: what is asked, how it goes on, and what came of it. */
export function SweepsPanel({ title }: { title?: ReactNode }) {
  // Drawn in small pieces: a new state is not to be in the way of a picture.
  const list = useDeferredValue(useStore(sweepStore, (state) => state.list));
  const sweep = useDeferredValue(useStore(sweepStore, shownSweep));
  useWatch(sweep);
  return (
    <Region
      name="Sweeps"
      title={title}
      actions={list && <SweepActions list={list} sweep={sweep} />}
      wraps
    >
      {list === null ? (
        <EmptyState icon={Radar} title="Loading" />
      ) : sweep ? (
        <Shown sweep={sweep} />
      ) : (
        <SweepForm />
      )}
    </Region>
  );
}

/** Only who looks at a sweep is told how it goes on. */
function useWatch(sweep: SweepState | null): void {
  const { client } = useWorkbench();
  const isOpen = useStore(workbenchStore, ({ connection }) => connection.phase === 'open');
  const id = sweep && !isSweepOver(sweep) ? sweep.id : null;
  useEffect(() => {
    if (id === null || !isOpen) return;
    const leaving = new AbortController();
    client.sweeps.watch(id, leaving.signal);
    return () => leaving.abort();
  }, [client, id, isOpen]);
}

function Shown({ sweep }: { sweep: SweepState }) {
  const { error, summary, withoutHeads } = sweep;
  const hasResults = summary.counts.done > 0;
  return (
    <>
      <SweepBar sweep={sweep} />
      {error && (
        <div role="alert" className={css.error}>
          <ErrorNote error={error} />
        </div>
      )}
      {withoutHeads > 0 && (
        <p className={css.note}>
          The last {formatCount(withoutHeads)} are kept without heads: those before them took up the
          room.
        </p>
      )}
      {hasResults ? (
        <div className={css.place}>
          <div className={css.results}>
            <ResultsTable sweep={sweep} />
            <TimesView sweep={sweep} />
          </div>
        </div>
      ) : (
        !error && <EmptyState icon={Radar} title={emptyWords(sweep)} />
      )}
    </>
  );
}

function emptyWords({ phase }: SweepState): string {
  if (phase === 'opening') return 'Reading the videos';
  return phase === 'over' ? 'Nothing was done' : 'No result yet';
}
