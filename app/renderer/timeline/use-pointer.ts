import { type PointerEvent, type RefObject, useEffect, useMemo, useRef } from 'react';
import type { VideoClock } from '../../seek/clock/video-clock.ts';
import { describePlace } from '../../seek/plan/go-to.ts';
import { playback } from '../model/playback.ts';
import { workbenchStore } from '../model/stores.ts';
import { pan, type TimelineView, timeToX, xToTime, zoomAt } from '../model/timeline-view.ts';
import { changeTimelineView } from '../model/timeline-zoom.ts';
import { createPacer } from './pacer.ts';

/** Ten seeks in a second are as many as an eye can follow. */
const SCRUB_INTERVAL_MS = 100;

interface PointerOptions {
  surface: RefObject<HTMLDivElement | null>;
  /** Where the place under the pointer is told, and the line at it. */
  hover: RefObject<HTMLElement | null>;
  hoverLine: RefObject<HTMLElement | null>;
  view: TimelineView;
  durationMs: number;
  clock: VideoClock;
}

/**
 * Scrubbing by drag, zooming and panning by wheel. Where the pointer is, is written into the page once
 * per frame, past React.
 */
export function usePointer(options: PointerOptions) {
  const { surface, hover, hoverLine, view, durationMs, clock } = options;
  const frame = useRef(0);
  const isDragging = useRef(false);
  const scrub = useMemo(() => createScrub(clock), [clock]);

  const timeAt = (clientX: number): number => {
    const box = surface.current?.getBoundingClientRect();
    if (!box) return 0;
    const time = xToTime(view, box.width, clientX - box.left);
    return Math.min(Math.max(time, 0), durationMs);
  };

  const leave = () => {
    cancelAnimationFrame(frame.current);
    if (hover.current) hover.current.textContent = '';
  };
  const showPlace = (clientX: number) => {
    cancelAnimationFrame(frame.current);
    frame.current = requestAnimationFrame(() => {
      const box = surface.current?.getBoundingClientRect();
      if (!box || !hover.current || !hoverLine.current) return;
      const time = timeAt(clientX);
      hover.current.textContent = describePlace(time, clock);
      hoverLine.current.style.transform = `translateX(${timeToX(view, box.width, time)}px)`;
    });
  };
  useEffect(() => () => cancelAnimationFrame(frame.current), []);

  const handlers = {
    onPointerDown(event: PointerEvent<HTMLDivElement>) {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      isDragging.current = true;
      scrub.start(timeAt(event.clientX));
      document.getElementById('timeline')?.focus({ preventScroll: true });
    },
    onPointerMove(event: PointerEvent<HTMLDivElement>) {
      showPlace(event.clientX);
      if (isDragging.current) scrub.move(timeAt(event.clientX));
    },
    onPointerUp() {
      if (isDragging.current) scrub.end();
      isDragging.current = false;
    },
    onPointerCancel() {
      isDragging.current = false;
    },
    onPointerLeave: leave,
  };

  useWheel(surface, (event, box) => {
    const isPan = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    changeTimelineView((old) => {
      const span = old.toMs - old.fromMs;
      if (isPan) {
        const px = event.deltaX === 0 ? event.deltaY : event.deltaX;
        return pan(old, durationMs, (px / box.width) * span);
      }
      const anchorMs = xToTime(old, box.width, event.clientX - box.left);
      return zoomAt(old, durationMs, anchorMs, 1.0015 ** event.deltaY);
    });
  });

  return handlers;
}

/** One drag: a seek where it starts, some on its way, and one where it ends. */
function createScrub(clock: VideoClock) {
  let lastPlace: number | null = null;
  const seek = (timeMs: number) => {
    const place = placeOf(timeMs, clock);
    // A drag within one keyframe would ask for the same picture again and again.
    if (place === lastPlace) return;
    lastPlace = place;
    playback.seek({ kind: 'time', timeMs });
  };
  const pacer = createPacer(seek, SCRUB_INTERVAL_MS);
  return {
    start(timeMs: number) {
      lastPlace = null;
      pacer.offer(timeMs);
    },
    move: (timeMs: number) => pacer.offer(timeMs),
    end: () => pacer.flush(),
  };
}

/** What a seek to this time would show: a keyframe's number, or a frame's time. */
function placeOf(timeMs: number, clock: VideoClock): number {
  const isExact = workbenchStore.getState().settings.seekAccuracy === 'exact';
  if (isExact || clock.keyframes.length === 0) return clock.frameAt(timeMs) ?? timeMs;
  return clock.keyframeAt(timeMs)?.number ?? timeMs;
}

function useWheel(
  surface: RefObject<HTMLDivElement | null>,
  onWheel: (event: WheelEvent, box: DOMRect) => void,
): void {
  const latest = useRef(onWheel);
  latest.current = onWheel;
  useEffect(() => {
    const element = surface.current;
    if (!element) return;
    const listener = (event: WheelEvent) => {
      event.preventDefault();
      latest.current(event, element.getBoundingClientRect());
    };
    // React listens to wheel passively, where the page cannot be kept from scrolling.
    element.addEventListener('wheel', listener, { passive: false });
    return () => element.removeEventListener('wheel', listener);
  }, [surface]);
}
