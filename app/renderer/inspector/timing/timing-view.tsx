import { useMemo } from 'react';
import type { Exchange } from '../../../contract/exchange.ts';
import type { LogEntry } from '../../../contract/log.ts';
import { formatCount, formatDuration } from '../../../seek/format.ts';
import { cx } from '../../design/cx.ts';
import { NoExchange } from '../no-exchange.tsx';
import css from './timing-view.module.css';
import { type Lane, makeWaterfall, phases, type Span, type Waterfall } from './waterfall.ts';

interface TimingViewProps {
  row: LogEntry;
  exchange: Exchange | null;
}

/** From asking to the first picture: every hop on one axis, and the figures. */
export function TimingView({ row, exchange }: TimingViewProps) {
  const seek = row.kind === 'seek' ? row.seek : null;
  const waterfall = useMemo(() => exchange && makeWaterfall(exchange, seek), [exchange, seek]);
  if (waterfall === null) return <NoExchange row={row} />;
  return (
    <div className={css.timing}>
      <ul className={css.legend} aria-label="Phases">
        {phases.map((phase) => (
          <li key={phase} className={css.legendItem}>
            <span className={cx(css.swatch, css[phase])} />
            {phase}
          </li>
        ))}
      </ul>
      <Chart waterfall={waterfall} />
      <Figures waterfall={waterfall} />
      <p className={css.clock}>
        {seek
          ? 'Zero is when the page asked. Page: the page’s monotonic clock. Hops: the reproxy’s monotonic clock, put on the page’s axis by the wall clock of both, within what cause and effect allow (a few ms).'
          : 'Zero is when the reproxy took the request. All times are on the reproxy’s monotonic clock.'}
      </p>
    </div>
  );
}

function Chart({ waterfall }: { waterfall: Waterfall }) {
  const { lanes, page, endMs } = waterfall;
  const percent = (ms: number) => `${Math.min(Math.max((ms / endMs) * 100, 0), 100)}%`;
  const picture = page?.firstPictureMs ?? null;
  return (
    <div className={css.chart} aria-hidden="true">
      {page && (
        <div className={css.lane}>
          <span className={css.name}>Page</span>
          <div className={css.track}>
            {page.headMs !== null && (
              <Bar phase="wait" span={{ fromMs: 0, toMs: page.headMs }} percent={percent} />
            )}
            {page.headMs !== null && picture !== null && (
              <Bar phase="body" span={{ fromMs: page.headMs, toMs: picture }} percent={percent} />
            )}
          </div>
        </div>
      )}
      {lanes.map((lane) => (
        <LaneRow key={lane.name} lane={lane} endMs={endMs} percent={percent} />
      ))}
      {picture !== null && (
        <div className={css.overlay}>
          <div className={css.picture} style={{ left: percent(picture) }}>
            <span>first picture {formatDuration(picture)}</span>
          </div>
        </div>
      )}
    </div>
  );
}

interface LaneRowProps {
  lane: Lane;
  endMs: number;
  percent: (ms: number) => string;
}

function LaneRow({ lane, endMs, percent }: LaneRowProps) {
  const goesOn = lane.endMs === null || lane.endMs > endMs;
  return (
    <div className={css.lane}>
      <span className={css.name}>{lane.name}</span>
      <div className={cx(css.track, goesOn && css.goesOn)}>
        {lane.spans.map(({ phase, fromMs, toMs }) => (
          <Bar key={phase} phase={phase} span={{ fromMs, toMs: toMs ?? endMs }} percent={percent} />
        ))}
      </div>
    </div>
  );
}

interface BarProps {
  phase: Span['phase'];
  span: { fromMs: number; toMs: number };
  percent: (ms: number) => string;
}

function Bar({ phase, span, percent }: BarProps) {
  const left = percent(span.fromMs);
  return (
    <span
      className={cx(css.bar, css[phase])}
      style={{ left, width: `calc(${percent(span.toMs)} - ${left})` }}
    />
  );
}

/** The same in figures, ms on the axis. */
function Figures({ waterfall }: { waterfall: Waterfall }) {
  const { lanes, page } = waterfall;
  return (
    <table className={css.figures} aria-label="Times, milliseconds from zero">
      <thead>
        <tr>
          <th scope="col">ms from zero</th>
          <th scope="col">Start</th>
          <th scope="col">Head</th>
          <th scope="col">First byte</th>
          <th scope="col">Picture</th>
          <th scope="col">End</th>
          <th scope="col">Body bytes</th>
        </tr>
      </thead>
      <tbody>
        {page && (
          <tr>
            <th scope="row">Page</th>
            <td>0.0</td>
            <td>{figure(page.headMs)}</td>
            <td>{figure(page.firstByteMs)}</td>
            <td className={css.first}>{figure(page.firstPictureMs)}</td>
            <td />
            <td />
          </tr>
        )}
        {lanes.map((lane) => (
          <tr key={lane.name}>
            <th scope="row">{lane.name}</th>
            <td>{figure(lane.hop.startMs + waterfall.shiftMs)}</td>
            <td>{figure(lane.headMs)}</td>
            <td>{figure(lane.firstByteMs)}</td>
            <td />
            <td>{lane.endMs === null ? 'running' : figure(lane.endMs)}</td>
            <td>{formatCount(lane.hop.responseBodyBytes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const figure = (ms: number | null) => (ms === null ? '–' : ms.toFixed(1));
