import { Maximize2, ZoomIn, ZoomOut } from 'lucide-react';
import {
  type Dispatch,
  type KeyboardEvent,
  type SetStateAction,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { VideoFacts } from '../../contract/video.ts';
import { IconButton } from '../design/button.tsx';
import { formatTime } from '../model/format.ts';
import { describeAsked } from '../model/go-to.ts';
import { playback } from '../model/playback.ts';
import type { VideoClock } from '../player/video-clock.ts';
import { useCurrentTime } from '../player-panel/use-current-time.ts';
import { Legend } from './legend.tsx';
import { TimeReadout } from './time-readout.tsx';
import css from './timeline.module.css';
import { Playhead, TimelineDrawing } from './timeline-drawing.tsx';
import { pan, reveal, type TimelineView, timeToX, wholeVideo, zoomAt } from './timeline-view.ts';
import { useElementWidth } from './use-element-width.ts';
import { usePointer } from './use-pointer.ts';

interface TimelineProps {
  facts: VideoFacts;
  clock: VideoClock;
}

const ZOOM_STEP = 0.5;

/** The scrubber: keyframes, buffered ranges, the marks of the last seeks, and the playhead. */
export function Timeline({ facts, clock }: TimelineProps) {
  const durationMs = facts.durationMs ?? 0;
  const surface = useRef<HTMLDivElement>(null);
  const widthPx = useElementWidth(surface);
  const whole = useMemo(() => wholeVideo(durationMs), [durationMs]);
  const [view, setView] = useState(whole);
  const pointer = usePointer({ surface, view, setView, durationMs, clock });
  const isWhole = view.toMs - view.fromMs >= whole.toMs;

  const zoom = (factor: number) => {
    const atMs = playback.currentTimeMs();
    setView((old) => zoomAt(reveal(old, durationMs, atMs), durationMs, atMs, factor));
  };
  const onKeyDown = ({ key }: KeyboardEvent) => {
    if (key === '+' || key === '=') zoom(ZOOM_STEP);
    if (key === '-') zoom(1 / ZOOM_STEP);
    if (key === '0') setView(whole);
  };

  if (facts.durationMs === null) return null;
  const hover = pointer.timeMs;
  return (
    <div className={css.timeline}>
      <div className={css.info}>
        <TimeReadout clock={clock} durationMs={durationMs} />
        <p className={css.hover}>
          {hover === null ? '' : describeAsked({ kind: 'time', timeMs: hover }, { clock })}
        </p>
        {hover === null && <Legend />}
        <div className={css.zoom}>
          <IconButton label="Zoom in" onClick={() => zoom(ZOOM_STEP)}>
            <ZoomIn size={13} aria-hidden />
          </IconButton>
          <IconButton label="Zoom out" disabled={isWhole} onClick={() => zoom(1 / ZOOM_STEP)}>
            <ZoomOut size={13} aria-hidden />
          </IconButton>
          <IconButton label="Whole video" disabled={isWhole} onClick={() => setView(whole)}>
            <Maximize2 size={12} aria-hidden />
          </IconButton>
        </div>
      </div>
      <div ref={surface} className={css.surface} {...pointer.handlers}>
        <Slider durationMs={durationMs} onKeyDown={onKeyDown} />
        {widthPx > 0 && (
          <TimelineDrawing facts={facts} clock={clock} view={view} widthPx={widthPx} />
        )}
        {hover !== null && (
          <div
            className={css.hoverLine}
            style={{ transform: `translateX(${timeToX(view, widthPx, hover)}px)` }}
          />
        )}
        <Playhead view={view} widthPx={widthPx} />
        <Follow durationMs={durationMs} setView={setView} />
      </div>
    </div>
  );
}

interface FollowProps {
  durationMs: number;
  setView: Dispatch<SetStateAction<TimelineView>>;
}

/** While it plays, a playhead that leaves the view at its end takes the view along. */
function Follow({ durationMs, setView }: FollowProps) {
  const currentMs = useCurrentTime();
  const beforeMs = useRef(currentMs);
  useEffect(() => {
    const wasAtMs = beforeMs.current;
    beforeMs.current = currentMs;
    setView((view) => {
      const hasLeft = wasAtMs <= view.toMs && currentMs > view.toMs;
      return hasLeft ? pan(view, durationMs, (view.toMs - view.fromMs) * 0.9) : view;
    });
  }, [currentMs, durationMs, setView]);
  return null;
}

interface SliderProps {
  durationMs: number;
  onKeyDown: (event: KeyboardEvent) => void;
}

/** What keyboards and screen readers hold on to; the drawing above it is for the eyes. */
function Slider({ durationMs, onKeyDown }: SliderProps) {
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
      onKeyDown={onKeyDown}
    />
  );
}
