import { X } from 'lucide-react';
import type { KeyboardEvent, PointerEvent, RefObject } from 'react';
import { useStore } from 'zustand';
import { lastNotAfter } from '../../seek/clock/ascending.ts';
import type { VideoClock } from '../../seek/clock/video-clock.ts';
import { formatTime } from '../../seek/format.ts';
import { IconButton } from '../design/button.tsx';
import { noLoop, withIn, withOut } from '../model/loop.ts';
import { playbackStore } from '../model/stores.ts';
import { type TimelineView, timeToX, xToTime } from '../model/timeline-view.ts';
import css from './loop-marks.module.css';

interface LoopMarksProps {
  surface: RefObject<HTMLDivElement | null>;
  clock: VideoClock;
  durationMs: number;
  view: TimelineView;
  widthPx: number;
}

/** Where a loop begins and ends; both can be dragged, and moved frame by frame with the arrows. */
export function LoopMarks(props: LoopMarksProps) {
  const { view, widthPx } = props;
  const { inMs, outMs } = useStore(playbackStore, (state) => state.loop);
  const x = (timeMs: number) => Math.min(Math.max(timeToX(view, widthPx, timeMs), 0), widthPx);
  return (
    <>
      {inMs !== null && outMs !== null && (
        <div
          className={css.part}
          style={{ transform: `translateX(${x(inMs)}px)`, width: x(outMs) - x(inMs) }}
        />
      )}
      {inMs !== null && <LoopMark {...props} side="in" timeMs={inMs} />}
      {outMs !== null && <LoopMark {...props} side="out" timeMs={outMs} />}
    </>
  );
}

interface LoopMarkProps extends LoopMarksProps {
  side: 'in' | 'out';
  timeMs: number;
}

function LoopMark({ surface, clock, durationMs, view, widthPx, side, timeMs }: LoopMarkProps) {
  if (timeMs < view.fromMs || timeMs > view.toMs) return null;
  const put = (toMs: number) => {
    const { loop } = playbackStore.getState();
    const within = Math.min(Math.max(toMs, 0), durationMs);
    const frameMs = clock.frameAt(within) ?? within;
    // A mark that is moved stops at the other one.
    const moved = side === 'in' ? withIn(loop, frameMs) : withOut(loop, frameMs);
    const isCrossing =
      (loop.inMs === null) !== (moved.inMs === null) ||
      (loop.outMs === null) !== (moved.outMs === null);
    if (!isCrossing) playbackStore.setState({ loop: moved });
  };
  const drag = (event: PointerEvent<HTMLDivElement>) => {
    event.stopPropagation();
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    const box = surface.current?.getBoundingClientRect();
    if (box) put(xToTime(view, box.width, event.clientX - box.left));
  };
  const step = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (by === undefined) return;
    event.preventDefault();
    const next = clock.frames[lastNotAfter(clock.frames, timeMs) + by];
    if (next !== undefined) put(next);
  };
  return (
    <div
      className={css.mark}
      data-side={side}
      style={{ transform: `translateX(${timeToX(view, widthPx, timeMs)}px)` }}
      role="slider"
      tabIndex={0}
      aria-label={side === 'in' ? 'Loop begins' : 'Loop ends'}
      aria-valuemin={0}
      aria-valuemax={Math.round(durationMs)}
      aria-valuenow={Math.round(timeMs)}
      aria-valuetext={formatTime(timeMs)}
      onPointerDown={(event) => {
        event.stopPropagation();
        event.currentTarget.setPointerCapture(event.pointerId);
      }}
      onPointerMove={drag}
      onKeyDown={step}
    />
  );
}

/** What is looped, in words, and a way out of it. */
export function LoopNote() {
  const loop = useStore(playbackStore, (state) => state.loop);
  const { inMs, outMs } = loop;
  const from = inMs === null ? '…' : formatTime(inMs);
  const to = outMs === null ? '…' : formatTime(outMs);
  return (
    <div className={css.note}>
      Loop {from} to {to}
      <IconButton
        label="No loop"
        command="loop-off"
        onClick={() => playbackStore.setState({ loop: noLoop })}
      >
        <X size={12} aria-hidden />
      </IconButton>
    </div>
  );
}
