import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import { lazy, Suspense, useEffect, useMemo, useRef } from 'react';
import { useStore } from 'zustand';
import type { VideoFacts } from '../../contract/video.ts';
import type { VideoClock } from '../../seek/clock/video-clock.ts';
import { formatTime } from '../../seek/format.ts';
import { IconButton } from '../design/button.tsx';
import { useElementWidth } from '../hooks/use-element-width.ts';
import { hasMarks } from '../model/loop.ts';
import { playback } from '../model/playback.ts';
import { playbackStore, viewStore } from '../model/stores.ts';
import { shownSweep, sweepStore } from '../model/sweep-store.ts';
import { reveal, wholeVideo } from '../model/timeline-view.ts';
import { changeTimelineView, showWholeTimeline, zoomTimeline } from '../model/timeline-zoom.ts';
import { Legend } from './legend.tsx';
import { LoopMarks, LoopNote } from './loop-marks.tsx';
import { TimeReadout } from './time-readout.tsx';
import css from './timeline.module.css';
import { Playhead, TimelineDrawing } from './timeline-drawing.tsx';
import { useCurrentTime } from './use-current-time.ts';
import { usePointer } from './use-pointer.ts';

/** Loaded with the first sweep: the start waits for none of it. */
const HeatStrip = lazy(() =>
  import('../sweeps/heat-strip.tsx').then((module) => ({ default: module.HeatStrip })),
);

interface TimelineProps {
  facts: VideoFacts;
  clock: VideoClock;
}

/** The scrubber: keyframes, buffered ranges, the marks of the last seeks, and the playhead. */
export function Timeline({ facts, clock }: TimelineProps) {
  const durationMs = facts.durationMs ?? 0;
  const surface = useRef<HTMLDivElement>(null);
  const widthPx = useElementWidth(surface);
  const whole = useMemo(() => wholeVideo(durationMs), [durationMs]);
  const zoomed = useStore(viewStore, (state) => state.timelineView);
  const view = zoomed ?? whole;
  const isLooping = useStore(playbackStore, ({ loop }) => hasMarks(loop));
  const hover = useRef<HTMLParagraphElement>(null);
  const hoverLine = useRef<HTMLDivElement>(null);
  const hasSweep = useStore(sweepStore, (state) => shownSweep(state) !== null);
  const handlers = usePointer({ surface, hover, hoverLine, view, durationMs, clock });

  if (facts.durationMs === null) return null;
  return (
    <div className={css.timeline}>
      <div className={css.info}>
        <TimeReadout clock={clock} durationMs={durationMs} />
        <p ref={hover} className={css.hover} />
        <div className={css.aside}>{isLooping ? <LoopNote /> : <Legend />}</div>
        <ZoomButtons isZoomed={zoomed !== null} />
      </div>
      <div ref={surface} className={css.surface} {...handlers}>
        <Slider durationMs={durationMs} />
        {widthPx > 0 && (
          <TimelineDrawing facts={facts} clock={clock} view={view} widthPx={widthPx} />
        )}
        <div ref={hoverLine} className={css.hoverLine} />
        <LoopMarks
          surface={surface}
          clock={clock}
          durationMs={durationMs}
          view={view}
          widthPx={widthPx}
        />
        <Playhead view={view} widthPx={widthPx} />
        <Follow durationMs={durationMs} />
      </div>
      {hasSweep && (
        <Suspense>
          <HeatStrip facts={facts} clock={clock} view={view} widthPx={widthPx} />
        </Suspense>
      )}
    </div>
  );
}

function ZoomButtons({ isZoomed }: { isZoomed: boolean }) {
  return (
    <div className={css.zoom}>
      <IconButton label="Zoom in" command="zoom-in" onClick={() => zoomTimeline('in')}>
        <ZoomIn size={13} aria-hidden />
      </IconButton>
      <IconButton
        label="Zoom out"
        command="zoom-out"
        disabled={!isZoomed}
        onClick={() => zoomTimeline('out')}
      >
        <ZoomOut size={13} aria-hidden />
      </IconButton>
      <IconButton
        label="Whole video"
        command="zoom-whole"
        disabled={!isZoomed}
        onClick={showWholeTimeline}
      >
        <Maximize2 size={12} aria-hidden />
      </IconButton>
    </div>
  );
}

/** A playhead that leaves the view takes the view along; one that the user panned away does not. */
function Follow({ durationMs }: { durationMs: number }) {
  const currentMs = useCurrentTime();
  const beforeMs = useRef(currentMs);
  useEffect(() => {
    const wasAtMs = beforeMs.current;
    beforeMs.current = currentMs;
    changeTimelineView((view) => {
      const wasInSight = wasAtMs >= view.fromMs && wasAtMs <= view.toMs;
      return wasInSight ? reveal(view, durationMs, currentMs) : view;
    });
  }, [currentMs, durationMs]);
  return null;
}

/** What keyboards and screen readers hold on to; the drawing above it is for the eyes. */
function Slider({ durationMs }: { durationMs: number }) {
  const currentMs = useCurrentTime();
  return (
    <input
      id="timeline"
      type="range"
      className={css.slider}
      aria-label="Timeline"
      aria-valuetext={`${formatTime(currentMs)} of ${formatTime(durationMs)}`}
      min={0}
      max={Math.round(durationMs)}
      step={1000}
      value={Math.round(currentMs)}
      onChange={(event) => playback.seekTo(Number(event.target.value))}
    />
  );
}
