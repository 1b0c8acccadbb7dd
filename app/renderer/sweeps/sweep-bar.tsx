import { Pause, Play, Square } from 'lucide-react';
import { useStore } from 'zustand';
import { type CheckOutcome, checkOutcome } from '../../contract/check.ts';
import { isSweepOver, type SweepState } from '../../contract/sweep-run.ts';
import { formatCount } from '../../seek/format.ts';
import { Button, IconButton } from '../design/button.tsx';
import { ProgressBar } from '../design/progress-bar.tsx';
import { Segmented } from '../design/segmented.tsx';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { sweepStore } from '../model/sweep-store.ts';
import { stateWords } from './sweep-words.ts';
import css from './sweeps-panel.module.css';

/** How a sweep stands, what can be done about it, and which of its results are shown. */
export function SweepBar({ sweep }: { sweep: SweepState }) {
  const { counts } = sweep.summary;
  return (
    <div className={css.bar}>
      <Verdicts sweep={sweep} />
      <Place />
      <div className={css.state}>
        <span className={css.words}>{stateWords(sweep)}</span>
        {!isSweepOver(sweep) && (
          <ProgressBar
            className={css.progress}
            label="Sweep"
            value={counts.done}
            max={Math.max(counts.planned, 1)}
          />
        )}
        {!isSweepOver(sweep) && sweep.phase !== 'loading' && <Controls sweep={sweep} />}
      </div>
      <span role="status" className={css.spoken}>
        {isSweepOver(sweep) ? `Sweep over: ${stateWords(sweep)}` : ''}
      </span>
    </div>
  );
}

function Controls({ sweep: { id, phase } }: { sweep: SweepState }) {
  const { sweeps } = useWorkbench().client;
  return (
    <>
      {phase === 'paused' ? (
        <IconButton label="Resume the sweep" onClick={() => sweeps.resume(id)}>
          <Play size={14} aria-hidden />
        </IconButton>
      ) : (
        <IconButton
          label="Pause the sweep"
          disabled={phase !== 'running'}
          onClick={() => sweeps.pause(id)}
        >
          <Pause size={14} aria-hidden />
        </IconButton>
      )}
      <IconButton label="Cancel the sweep" onClick={() => sweeps.cancel(id)}>
        <Square size={13} aria-hidden />
      </IconButton>
    </>
  );
}

type Shown = 'all' | CheckOutcome;

const names: Readonly<Record<Shown, string>> = {
  all: 'All',
  fail: 'Failed',
  warn: 'Warned',
  pass: 'Passed',
  skip: 'Not checked',
};

function Verdicts({ sweep }: { sweep: SweepState }) {
  const filter = useStore(sweepStore, ({ view }) => view.filter);
  const { counts } = sweep.summary;
  const countOf = (value: Shown) => (value === 'all' ? counts.done : counts[value]);
  const options = (['all', 'fail', 'warn', 'pass', 'skip'] as const).filter(
    (value) => value === 'all' || value === filter.verdict || countOf(value) > 0,
  );
  return (
    <Segmented<Shown>
      label="Show results"
      value={filter.verdict ?? 'all'}
      options={options.map((value) => ({ value, text: names[value], count: countOf(value) }))}
      onChange={(value) => {
        const verdict = checkOutcome.options.find((each) => each === value) ?? null;
        sweepStore.setState(({ view }) => ({
          ...{ view: { ...view, filter: { ...view.filter, verdict } }, place: null },
        }));
      }}
    />
  );
}

/** Only what was asked for in one part of the file: the way out of it. */
function Place() {
  const place = useStore(sweepStore, ({ view }) => view.filter.place);
  if (place === null) return null;
  return (
    <Button
      look="plain"
      onClick={() =>
        sweepStore.setState(({ view }) => ({
          view: { ...view, filter: { ...view.filter, place: null } },
        }))
      }
    >
      Bytes {formatCount(Math.ceil(place.from))} to {formatCount(Math.ceil(place.to) - 1)}: show all
    </Button>
  );
}
