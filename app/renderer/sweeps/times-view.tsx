import { useStore } from 'zustand';
import type { SweepState } from '../../contract/sweep-run.ts';
import { formatCount, formatDuration } from '../../seek/format.ts';
import { useWorkbench } from '../hooks/workbench-context.ts';
import { sweepStore } from '../model/sweep-store.ts';
import { Histogram } from './histogram.tsx';
import css from './times-view.module.css';
import { useRead } from './use-read.ts';

/** How long first bytes took, of the results that are shown. */
export function TimesView({ sweep }: { sweep: SweepState }) {
  const { client } = useWorkbench();
  const filter = useStore(sweepStore, ({ view }) => view.filter);
  const subject = JSON.stringify([sweep.id, filter]);
  const times = useRead(subject, `${subject} ${sweep.summary.counts.done}`, () =>
    client.sweeps.read('sweeps.times', { id: sweep.id, filter }),
  );
  if (times === null || times.count === 0) return null;
  const named = times.percentiles.map(({ percent, ms }) => ({
    name: percent === 100 ? 'max' : `p${percent}`,
    ms: formatDuration(ms),
  }));
  return (
    <figure className={css.times}>
      <figcaption className={css.caption}>
        First byte, {formatCount(times.count)} {times.count === 1 ? 'seek' : 'seeks'}
      </figcaption>
      <Histogram
        times={times}
        label={`How long first bytes took: ${named.map(({ name, ms }) => `${name} ${ms}`).join(', ')}`}
      />
      <dl className={css.percentiles}>
        {named.map(({ name, ms }) => (
          <div key={name} className={css.percentile}>
            <dt>{name}</dt>
            <dd>{ms}</dd>
          </div>
        ))}
      </dl>
    </figure>
  );
}
