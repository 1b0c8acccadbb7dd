import type { Assist, Seek } from '../../contract/seek.ts';
import { cx } from '../design/cx.ts';
import { ErrorNote } from '../design/error-note.tsx';
import { formatClock, formatCount, formatDuration, formatTime, plural } from '../model/format.ts';
import type { LogRow } from '../model/log-rows.ts';
import { clientName, formatAsked, logCells, seekError } from '../seek-log/log-cells.ts';
import { AskedMark, LandedMark, PlayedMark } from '../timeline/marks.tsx';
import css from './row-summary.module.css';

/** The chosen row in a few lines: what was asked, what came, and what Seeklab added. */
export function RowSummary({ row }: { row: LogRow }) {
  return row.kind === 'seek' ? <SeekSummary seek={row.seek} /> : <StraySummary row={row} />;
}

const stateWords: Record<Seek['state'], string> = {
  running: 'running',
  played: 'played',
  inspected: 'inspected',
  superseded: 'replaced by a later seek',
  failed: 'failed',
};

function SeekSummary({ seek }: { seek: Seek }) {
  const { landed, played } = seek;
  return (
    <section className={css.summary} aria-label="Seek">
      <p className={css.head}>
        <strong>Seek {seek.number}</strong>
        <span className={cx(css.state, css[seek.state])}>{stateWords[seek.state]}</span>
        <span className={css.clock}>{formatClock(seek.askedAtEpochMs)}</span>
      </p>
      <dl className={css.steps}>
        <Step mark={<AskedMark x={5.5} />} name="Asked">
          {formatAsked(seek.asked)}
          {seek.requestedOffset !== null && (
            <span className={css.soft}> start={formatCount(seek.requestedOffset)}</span>
          )}
        </Step>
        <Step mark={<LandedMark x={5.5} />} name="Landed">
          {landed ? (
            <>
              {formatTime(landed.timeMs)}
              <span className={css.soft}>
                {' '}
                {tagName(landed.tagType, landed.isKeyframe)} at {formatCount(landed.offset)}
              </span>
            </>
          ) : (
            <Missing seek={seek} />
          )}
        </Step>
        <Step mark={<PlayedMark x={5.5} />} name="Played">
          {played ? (
            <>
              {formatTime(played.timeMs)}
              <span className={css.soft}>
                {seek.asked.kind === 'offset' ? '' : ` ${seekError(seek)}`}
                {seek.firstPictureMs === null
                  ? ''
                  : ` after ${formatDuration(seek.firstPictureMs)}`}
              </span>
            </>
          ) : (
            <Missing seek={seek} />
          )}
        </Step>
      </dl>
      {seek.resync && (
        <p className={css.resync}>
          {seek.resync.reason}{' '}
          <span className={css.soft}>
            {plural(seek.resync.bytesToTag, 'byte')} to the next tag,{' '}
            {plural(seek.resync.bytesToKeyframe, 'byte')} and{' '}
            {plural(seek.resync.tagsSkipped, 'tag')} to the keyframe.
          </span>
        </p>
      )}
      {seek.error && <ErrorNote error={seek.error} />}
      <Assists assists={seek.assists} />
    </section>
  );
}

function Step(props: { mark: React.ReactNode; name: string; children: React.ReactNode }) {
  return (
    <div className={css.step}>
      <dt>
        <svg width="11" height="12" aria-hidden="true">
          {props.mark}
        </svg>
        {props.name}
      </dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function Missing({ seek }: { seek: Seek }) {
  const text = seek.source === 'buffer' ? 'from the buffer' : seek.state === 'running' ? '…' : '–';
  return <span className={css.soft}>{text}</span>;
}

function tagName(tagType: number, isKeyframe: boolean): string {
  if (tagType === 9) return isKeyframe ? 'keyframe' : 'video tag';
  if (tagType === 8) return 'audio tag';
  return tagType === 18 ? 'script tag' : `tag of type ${tagType}`;
}

/** Never hidden: what the server did not send and a plain player would lack. */
function Assists({ assists }: { assists: readonly Assist[] }) {
  if (assists.length === 0) return null;
  return (
    <details className={css.assists}>
      <summary>
        Assisted in {plural(assists.length, 'way')}: the server did not send all of this
      </summary>
      <ul>
        {assists.map(({ code, bytes, message }) => (
          <li key={`${code} ${message}`}>
            {message} <span className={css.soft}>{plural(bytes, 'byte')}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function StraySummary({ row }: { row: LogRow & { kind: 'stray' } }) {
  const [exchange] = row.exchanges;
  const cells = logCells(row);
  return (
    <section className={css.summary} aria-label="Request">
      <p className={css.head}>
        <strong>Request {exchange.id}</strong>
        <span className={cx(css.state, css[exchange.outcome])}>
          {exchange.outcome.replaceAll('_', ' ')}
        </span>
        <span className={css.clock}>{formatClock(exchange.startedAtEpochMs)}</span>
      </p>
      <p className={css.target}>
        <code>
          {exchange.method} {exchange.target}
        </code>
      </p>
      <p className={css.soft}>
        {clientName(exchange)}
        {cells.status && ` · status ${cells.status}`}
        {exchange.durationMs !== null && ` · ${formatDuration(exchange.durationMs)} in all`}
      </p>
      {exchange.error && <ErrorNote error={exchange.error} />}
    </section>
  );
}
