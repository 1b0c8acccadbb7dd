import type { Exchange } from '../../contract/exchange.ts';
import type { LogEntry } from '../../contract/log.ts';
import type { Seek } from '../../contract/seek.ts';
import { formatClock } from '../../seek/format.ts';
import { cx } from '../design/cx.ts';
import css from './row-title.module.css';

const seekStates = {
  running: { text: 'running', look: 'running' },
  played: { text: 'played', look: 'fine' },
  inspected: { text: 'inspected', look: 'fine' },
  superseded: { text: 'replaced by a later seek', look: 'plain' },
  abandoned: { text: 'left when its page went away', look: 'plain' },
  failed: { text: 'failed', look: 'bad' },
} as const satisfies Record<Seek['state'], unknown>;

const exchangeOutcomes = {
  running: { text: 'running', look: 'running' },
  complete: { text: 'complete', look: 'fine' },
  client_gone: { text: 'client gone', look: 'plain' },
  cut: { text: 'cut', look: 'bad' },
  failed: { text: 'failed', look: 'bad' },
} as const satisfies Record<Exchange['outcome'], unknown>;

/** Which row is inspected, how it ended, and when it was. */
export function RowTitle({ row }: { row: LogEntry }) {
  const { text, look } =
    row.kind === 'seek' ? seekStates[row.seek.state] : exchangeOutcomes[row.exchanges[0].outcome];
  return (
    <>
      <h2 className={css.title}>
        {row.kind === 'seek' ? 'Seek' : 'Request'} {row.number}
      </h2>
      <span className={cx(css.state, css[look])}>{text}</span>
      <span className={css.clock}>{formatClock(row.atEpochMs)}</span>
    </>
  );
}
