import type { ReactNode } from 'react';
import type { Assist, RawVerdict, Seek } from '../../contract/seek.ts';
import {
  formatAsked,
  formatCount,
  formatDuration,
  formatSignedMs,
  formatTime,
  plural,
} from '../../seek/format.ts';
import { ErrorNote } from '../design/error-note.tsx';
import { playedErrorMs } from '../seek-log/log-cells.ts';
import { AskedMark, LandedMark, PlayedMark } from '../timeline/marks.tsx';
import { ShownFaults } from './shown-faults.tsx';
import css from './summary.module.css';

interface SeekSummaryProps {
  seek: Seek;
  /** What it got to see. */
  faults: readonly string[];
}

/** A seek in a few lines: asked, landed, played, and what Seeklab added. */
export function SeekSummary({ seek, faults }: SeekSummaryProps) {
  const { landed, played, requestedOffset } = seek;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls where it is long, also by keys.
    <section className={css.summary} aria-label="Seek" tabIndex={0}>
      <dl className={css.steps}>
        <Step
          mark={<AskedMark x={5.5} />}
          name="Asked"
          value={formatAsked(seek.asked)}
          detail={requestedOffset === null ? '' : `start=${requestedOffset}`}
        />
        <Step
          mark={<LandedMark x={5.5} />}
          name="Landed"
          value={landed && formatTime(landed.timeMs)}
          detail={landed ? describeLanded(landed) : whyMissing(seek)}
        />
        <Step
          mark={<PlayedMark x={5.5} />}
          name="Played"
          value={played && formatTime(played.timeMs)}
          detail={played ? describePlayed(seek) : whyMissing(seek)}
        />
      </dl>
      <ShownFaults faults={faults} />
      <Waited seek={seek} />
      {seek.resync && <p className={css.reason}>{seek.resync.reason}</p>}
      {seek.error && <ErrorNote error={seek.error} />}
      {seek.raw && seek.raw.reason !== seek.error?.message && <Raw verdict={seek.raw} />}
      {!seek.isAssisted && <p className={css.reason}>{NOT_ASSISTED}</p>}
      <Assists assists={seek.assists} />
    </section>
  );
}

/** A seek that was replaced while nothing came says how long that had been. */
function Waited({ seek: { state, endedMs, error } }: { seek: Seek }) {
  if (state !== 'superseded' || endedMs === null || error === null) return null;
  return (
    <p className={css.reason}>It had waited {formatDuration(endedMs)} when it was replaced.</p>
  );
}

const NOT_ASSISTED =
  'Assistance was off: a plain player got the bytes as they came, and nothing else.';

interface StepProps {
  mark: ReactNode;
  name: string;
  value: string | null;
  detail: string;
}

function Step({ mark, name, value, detail }: StepProps) {
  return (
    <div className={css.step}>
      <dt>
        <svg width="11" height="12" aria-hidden="true">
          {mark}
        </svg>
        {name}
      </dt>
      <dd>
        {value} <span className={css.soft}>{detail}</span>
      </dd>
    </div>
  );
}

function describeLanded({ tagType, isKeyframe, offset }: NonNullable<Seek['landed']>): string {
  return `${tagName(tagType, isKeyframe)} at byte ${formatCount(offset)}`;
}

function tagName(tagType: number, isKeyframe: boolean): string {
  if (tagType === 9) return isKeyframe ? 'keyframe' : 'video tag';
  if (tagType === 8) return 'audio tag';
  return tagType === 18 ? 'script tag' : `tag of type ${tagType}`;
}

function describePlayed(seek: Seek): string {
  const errorMs = playedErrorMs(seek);
  const error = errorMs === null ? '' : `error ${formatSignedMs(errorMs)}`;
  const after =
    seek.firstPictureMs === null ? '' : `shown after ${formatDuration(seek.firstPictureMs)}`;
  return [error, after].filter(Boolean).join(' · ');
}

function whyMissing({ source, state }: Seek): string {
  if (source === 'buffer') return 'from the buffer';
  if (state === 'running') return 'waiting';
  return state === 'inspected' ? 'nobody tried to show it' : 'none';
}

/** The verdict about the server alone: what came, without Seeklab's help. */
function Raw({ verdict }: { verdict: RawVerdict }) {
  return (
    <p className={css.reason}>
      Raw, in flv.js: {verdict.isPlayable ? 'plays' : 'does not play'}.{' '}
      <span className={css.soft}>
        {verdict.reason} {plural(verdict.bytes, 'byte')} tried.
      </span>
    </p>
  );
}

/** Never hidden: what the server did not send and a plain player would lack. */
function Assists({ assists }: { assists: readonly Assist[] }) {
  if (assists.length === 0) return null;
  return (
    <details className={css.assists}>
      <summary>
        Assisted in {plural(assists.length, 'way')}: a plain player would not have shown this
      </summary>
      <ul>
        {assists.map(({ code, bytes, message }) => (
          <li key={`${code} ${message}`}>
            {message} {bytes > 0 && <span className={css.soft}>{plural(bytes, 'byte')}</span>}
          </li>
        ))}
      </ul>
    </details>
  );
}
