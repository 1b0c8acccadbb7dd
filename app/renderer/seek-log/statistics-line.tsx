import { useStore } from 'zustand';
import type { LogSpread } from '../../contract/log.ts';
import { formatCount, formatDuration, plural } from '../../seek/format.ts';
import { logStore } from '../model/stores.ts';
import css from './statistics-line.module.css';

/** What is shown, in a few numbers. */
export function StatisticsLine() {
  const statistics = useStore(logStore, (state) => state.statistics);
  if (statistics === null) return null;
  const { count, failures, picture, firstByte, unread } = statistics;
  const isBad = failures > 0;
  return (
    <section className={css.line} aria-label="Statistics of the rows shown">
      <span>{plural(count, 'row')}</span>
      {unread > 0 && <span>{formatCount(unread)} not read yet</span>}
      <span className={isBad ? css.bad : undefined}>{formatCount(failures)} failed</span>
      {picture && <Spread name="Picture" spread={picture} />}
      {firstByte && <Spread name="First byte" spread={firstByte} />}
    </section>
  );
}

function Spread({ name, spread: { p50, p95, max } }: { name: string; spread: LogSpread }) {
  return (
    <span>
      {name} p50 {formatDuration(p50)}, p95 {formatDuration(p95)}, max {formatDuration(max)}
    </span>
  );
}
