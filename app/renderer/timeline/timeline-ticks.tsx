import { useMemo } from 'react';
import type { VideoClock } from '../../seek/clock/video-clock.ts';
import { formatCount, formatRulerTime } from '../../seek/format.ts';
import { cx } from '../design/cx.ts';
import {
  frameTicks,
  rulerTimes,
  spacedPlaces,
  tickColumns,
  timeToX,
} from '../model/timeline-view.ts';
import css from './timeline-drawing.module.css';
import {
  BYTES_AT_PX,
  type DrawingProps,
  TIMES_AT_PX,
  TRACK_PX,
  TRACK_TOP_PX,
} from './timeline-places.ts';

const TIME_LABEL_PX = 48;
const BYTE_LABEL_PX = 70;
const FRAME_LABEL_PX = 36;
/** Room that a frame needs for a tick, and for its number as well. */
const frameRoom = { tickPx: 5, labelPx: 44 };

interface ClockProps extends DrawingProps {
  clock: VideoClock;
}

/** A tick for each keyframe; where they would be a bar, how many there are at each place. */
export function KeyframeTicks({ clock, view, widthPx }: ClockProps) {
  const timesMs = useKeyframeTimes(clock);
  const columns = tickColumns(view, widthPx, timesMs);
  const isDense = columns.length > widthPx / 4;
  const most = Math.max(...columns.map(({ count }) => count));
  const foot = TRACK_TOP_PX + TRACK_PX;
  const heightOf = (count: number) =>
    isDense ? Math.ceil((count / most) * (TRACK_PX - 5)) : TRACK_PX - 5;
  const path = columns
    .map(({ x, count }) => `M${x + 0.5} ${foot - heightOf(count)}V${foot}`)
    .join('');
  return <path className={cx(css.tick, isDense && css.dense)} d={path} />;
}

/** Zoomed in far enough: every frame, and the numbers of some. */
export function FrameTicks({ clock, view, widthPx }: ClockProps) {
  const ticks = frameTicks(view, widthPx, clock.frames, frameRoom);
  if (ticks === null) return null;
  const numbers = Array.from({ length: ticks.end - ticks.first }, (_, i) => ticks.first + i);
  const x = (number: number) => timeToX(view, widthPx, clock.frames[number] ?? 0);
  const labelled = numbers.filter(
    (number) => number % ticks.labelStep === 0 && x(number) < widthPx - FRAME_LABEL_PX,
  );
  return (
    <>
      <path
        className={css.frameTick}
        d={numbers.map((number) => `M${x(number).toFixed(1)} ${TRACK_TOP_PX}v4`).join('')}
      />
      {labelled.map((number) => (
        <text key={number} className={css.label} x={x(number) + 3} y={TRACK_TOP_PX + 14}>
          {number}
        </text>
      ))}
    </>
  );
}

export function TimeRuler({ view, widthPx }: DrawingProps) {
  const { stepMs, timesMs } = rulerTimes(view, widthPx, TIME_LABEL_PX * 1.6);
  return timesMs.map((timeMs) => {
    const x = timeToX(view, widthPx, timeMs);
    return (
      <text
        key={timeMs}
        className={css.label}
        y={TIMES_AT_PX}
        {...anchored(x, widthPx, TIME_LABEL_PX)}
      >
        {formatRulerTime(timeMs, stepMs)}
      </text>
    );
  });
}

/** Where the tags of keyframes begin: bytes do not run as evenly as time. */
export function ByteRuler({ clock, view, widthPx }: ClockProps) {
  const timesMs = useKeyframeTimes(clock);
  return spacedPlaces(view, widthPx, timesMs, BYTE_LABEL_PX * 1.3).map((place) => {
    const keyframe = clock.keyframes[place];
    if (!keyframe) return null;
    const x = timeToX(view, widthPx, keyframe.timeMs);
    return (
      <text
        key={keyframe.number}
        className={css.byte}
        y={BYTES_AT_PX}
        {...anchored(x, widthPx, BYTE_LABEL_PX)}
      >
        {formatCount(keyframe.offset)}
      </text>
    );
  });
}

const useKeyframeTimes = (clock: VideoClock) =>
  useMemo(() => clock.keyframes.map(({ timeMs }) => timeMs), [clock]);

/** A label at either end stays within the drawing. */
function anchored(x: number, widthPx: number, labelPx: number) {
  if (x < labelPx / 2) return { x, textAnchor: 'start' as const };
  if (x > widthPx - labelPx / 2) return { x: Math.min(x, widthPx), textAnchor: 'end' as const };
  return { x, textAnchor: 'middle' as const };
}
