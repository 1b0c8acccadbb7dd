import { memo, useMemo } from 'react';
import { useStore } from 'zustand';
import type { Seek } from '../../contract/seek.ts';
import type { VideoFacts } from '../../contract/video.ts';
import type { VideoClock } from '../../seek/clock/video-clock.ts';
import { cx } from '../design/cx.ts';
import { logStore, playbackStore, viewStore } from '../model/stores.ts';
import { timeToX } from '../model/timeline-view.ts';
import { AgreedMark, AskedMark, LandedMark, PlayedMark } from './marks.tsx';
import { type MarkedSeek, seekMarks } from './seek-marks.ts';
import css from './timeline-drawing.module.css';
import { type DrawingProps, HEIGHT_PX, TRACK_PX, TRACK_TOP_PX } from './timeline-places.ts';
import { ByteRuler, FrameTicks, KeyframeTicks, TimeRuler } from './timeline-ticks.tsx';
import { useCurrentTime } from './use-current-time.ts';

/** So near each other, the places of one seek are told by one mark. */
const SAME_PX = 2.5;

interface TimelineDrawingProps extends DrawingProps {
  facts: VideoFacts;
  clock: VideoClock;
}

/** Everything on the timeline that does not move with the playhead, nor with the pointer. */
export const TimelineDrawing = memo(function TimelineDrawing({
  facts,
  clock,
  view,
  widthPx,
}: TimelineDrawingProps) {
  return (
    <svg className={css.drawing} width={widthPx} height={HEIGHT_PX} aria-hidden="true">
      <rect className={css.track} y={TRACK_TOP_PX} width={widthPx} height={TRACK_PX} rx={3} />
      <Buffered view={view} widthPx={widthPx} />
      <KeyframeTicks clock={clock} view={view} widthPx={widthPx} />
      <FrameTicks clock={clock} view={view} widthPx={widthPx} />
      <TimeRuler view={view} widthPx={widthPx} />
      <ByteRuler clock={clock} view={view} widthPx={widthPx} />
      <Marks facts={facts} clock={clock} view={view} widthPx={widthPx} />
      <Overview durationMs={facts.durationMs ?? 0} view={view} widthPx={widthPx} />
    </svg>
  );
});

function Buffered({ view, widthPx }: DrawingProps) {
  const buffered = useStore(playbackStore, ({ player }) => player.buffered);
  return buffered.map(([startMs, endMs]) => {
    const from = Math.max(timeToX(view, widthPx, startMs), 0);
    const to = Math.min(timeToX(view, widthPx, endMs), widthPx);
    return (
      to > from && (
        <rect
          key={startMs}
          className={css.buffered}
          x={from}
          y={TRACK_TOP_PX}
          width={to - from}
          height={TRACK_PX}
          rx={3}
        />
      )
    );
  });
}

function Marks({ facts, clock, view, widthPx }: TimelineDrawingProps) {
  const kept = useStore(playbackStore, (state) => state.seeks);
  const seeks = useMemo(() => [...kept.values()], [kept]);
  const chosen = useChosenSeek(facts.name, seeks);
  const x = (timeMs: number | null) =>
    timeMs === null || timeMs < view.fromMs || timeMs > view.toMs
      ? null
      : timeToX(view, widthPx, timeMs);
  const marks = seekMarks(seeks, facts.name, chosen, { clock, sizeBytes: facts.sizeBytes });
  return marks.map(({ id, isChosen, askedMs, landedMs, playedMs }) => (
    <MarksOfSeek
      key={id}
      isChosen={isChosen}
      asked={x(askedMs)}
      landed={x(landedMs)}
      played={x(playedMs)}
    />
  ));
}

/** The seek of the chosen row; the newest one while no row is chosen. */
function useChosenSeek(videoName: string, seeks: readonly Seek[]): MarkedSeek | null {
  const isFollowing = useStore(viewStore, (state) => state.rowNumber === null);
  const row = useStore(logStore, (state) => state.chosen);
  if (isFollowing) return seeks.findLast((seek) => seek.videoName === videoName) ?? null;
  return row?.kind === 'seek' ? row.seek : null;
}

interface MarksOfSeekProps {
  isChosen: boolean;
  /** Places on screen, px; null out of sight. */
  asked: number | null;
  landed: number | null;
  played: number | null;
}

function MarksOfSeek({ isChosen, asked, landed, played }: MarksOfSeekProps) {
  const x = agreedPlace([asked, landed, played]);
  if (x !== null) {
    return (
      <g className={cx(!isChosen && css.faded)}>
        <AgreedMark x={x} />
      </g>
    );
  }
  return (
    <g className={cx(!isChosen && css.faded)}>
      {isChosen && asked !== null && played !== null && (
        <path className={css.way} d={`M${asked} 6H${played}`} />
      )}
      {landed !== null && <LandedMark x={landed} />}
      {played !== null && <PlayedMark x={played} />}
      {asked !== null && <AskedMark x={asked} />}
    </g>
  );
}

/** Where all of them are, if they are all there and at the same place. */
function agreedPlace(places: readonly (number | null)[]): number | null {
  const known = places.filter((place) => place !== null);
  if (known.length < places.length) return null;
  return Math.max(...known) - Math.min(...known) <= SAME_PX ? (known[0] ?? null) : null;
}

/** When zoomed: which part of the whole is in sight. */
function Overview({ durationMs, view, widthPx }: DrawingProps & { durationMs: number }) {
  if (view.toMs - view.fromMs >= durationMs) return null;
  const scale = widthPx / durationMs;
  const width = Math.max((view.toMs - view.fromMs) * scale, 6);
  return (
    <>
      <rect className={css.track} y={HEIGHT_PX - 3} width={widthPx} height={3} rx={1.5} />
      <rect
        className={css.sight}
        x={Math.min(view.fromMs * scale, widthPx - width)}
        y={HEIGHT_PX - 3}
        width={width}
        height={3}
        rx={1.5}
      />
    </>
  );
}

/** The line at the picture's place; alone, because it moves with every frame. */
export function Playhead({ view, widthPx }: DrawingProps) {
  const x = timeToX(view, widthPx, useCurrentTime());
  if (x < -1 || x > widthPx + 1) return null;
  return <div className={css.playhead} style={{ transform: `translateX(${x}px)` }} />;
}
