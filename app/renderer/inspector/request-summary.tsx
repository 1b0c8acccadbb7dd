import { clientNameOf } from '../../checks/client-name.ts';
import type { Exchange } from '../../contract/exchange.ts';
import { formatDuration } from '../../seek/format.ts';
import { ErrorNote } from '../design/error-note.tsx';
import { UNNAMED_CLIENT } from '../seek-log/log-cells.ts';
import { ShownFaults } from './shown-faults.tsx';
import css from './summary.module.css';

/** A request that no seek made. */
export function RequestSummary({ exchange }: { exchange: Exchange }) {
  const status = exchange.hops[0]?.status;
  const facts = [
    clientNameOf(exchange.hops[0]?.requestHead ?? '') ?? UNNAMED_CLIENT,
    status ? `status ${status}` : '',
    exchange.durationMs === null ? '' : `${formatDuration(exchange.durationMs)} in all`,
  ];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls where it is long, also by keys.
    <section className={css.summary} aria-label="Request" tabIndex={0}>
      <p className={css.reason}>
        <code>
          {exchange.method} {exchange.target}
        </code>
      </p>
      <p className={css.soft}>{facts.filter(Boolean).join(' · ')}</p>
      <ShownFaults faults={exchange.faults} />
      {exchange.error && <ErrorNote error={exchange.error} />}
    </section>
  );
}
