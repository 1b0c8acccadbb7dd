import { lastBefore, lastNotAfter } from '../../seek/clock/ascending.ts';

/** The part of a video that the timeline shows, ms on the player's clock. */
export interface TimelineView {
  fromMs: number;
  toMs: number;
}

/** No closer than this: about five frames. */
const SHORTEST_MS = 200;

export const wholeVideo = (durationMs: number): TimelineView => ({
  fromMs: 0,
  toMs: Math.max(durationMs, 1),
});

/**
 * Zooms around a time, which keeps its place on screen.
 * @param factor below 1 zooms in
 */
export function zoomAt(
  view: TimelineView,
  durationMs: number,
  anchorMs: number,
  factor: number,
): TimelineView {
  const whole = wholeVideo(durationMs);
  const span = view.toMs - view.fromMs;
  const shortest = Math.min(SHORTEST_MS, whole.toMs);
  const next = Math.min(Math.max(span * factor, shortest), whole.toMs);
  const share = (anchorMs - view.fromMs) / span;
  return within({ fromMs: anchorMs - share * next, toMs: anchorMs + (1 - share) * next }, whole);
}

export function pan(view: TimelineView, durationMs: number, byMs: number): TimelineView {
  const moved = { fromMs: view.fromMs + byMs, toMs: view.toMs + byMs };
  return within(moved, wholeVideo(durationMs));
}

/** Moves the view, without zooming, so that a time is in it. */
export function reveal(view: TimelineView, durationMs: number, timeMs: number): TimelineView {
  if (timeMs >= view.fromMs && timeMs <= view.toMs) return view;
  const middle = (view.fromMs + view.toMs) / 2;
  return pan(view, durationMs, timeMs - middle);
}

function within(view: TimelineView, whole: TimelineView): TimelineView {
  const span = view.toMs - view.fromMs;
  const fromMs = Math.min(Math.max(view.fromMs, whole.fromMs), whole.toMs - span);
  return { fromMs, toMs: fromMs + span };
}

export function timeToX(view: TimelineView, widthPx: number, timeMs: number): number {
  return ((timeMs - view.fromMs) / (view.toMs - view.fromMs)) * widthPx;
}

export function xToTime(view: TimelineView, widthPx: number, x: number): number {
  return view.fromMs + (x / widthPx) * (view.toMs - view.fromMs);
}

const rulerStepsMs = [
  10, 20, 40, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000,
  600_000, 900_000, 1_800_000, 3_600_000,
];

/** Times of the ruler's labels, at least `apartPx` from each other. */
export function rulerTimes(
  view: TimelineView,
  widthPx: number,
  apartPx: number,
): { stepMs: number; timesMs: number[] } {
  const atLeastMs = ((view.toMs - view.fromMs) / Math.max(widthPx, 1)) * apartPx;
  const hour = 3_600_000;
  const stepMs =
    rulerStepsMs.find((step) => step >= atLeastMs) ?? Math.ceil(atLeastMs / hour) * hour;
  const first = Math.ceil(view.fromMs / stepMs);
  const count = Math.floor(view.toMs / stepMs) - first + 1;
  return { stepMs, timesMs: Array.from({ length: count }, (_, i) => (first + i) * stepMs) };
}

/** A column of pixels, and how many times lie in it. */
export interface TickColumn {
  x: number;
  count: number;
}

/**
 * Columns of pixels in which at least one of the ascending times lies: what ten thousand ticks come
 * to on a screen.
 */
export function tickColumns(
  view: TimelineView,
  widthPx: number,
  timesMs: readonly number[],
): TickColumn[] {
  const columns: TickColumn[] = [];
  for (let i = lastBefore(timesMs, view.fromMs) + 1; i < timesMs.length; i++) {
    const timeMs = timesMs[i] ?? 0;
    if (timeMs > view.toMs) break;
    const x = Math.round(timeToX(view, widthPx, timeMs));
    const last = columns.at(-1);
    if (last?.x === x) last.count += 1;
    else columns.push({ x, count: 1 });
  }
  return columns;
}

/**
 * Places in sight that are at least `apartPx` from each other, so that each can be labelled.
 * @param timesMs ascending
 * @returns their numbers in the list, counted from 0
 */
export function spacedPlaces(
  view: TimelineView,
  widthPx: number,
  timesMs: readonly number[],
  apartPx: number,
): number[] {
  const apartMs = ((view.toMs - view.fromMs) / Math.max(widthPx, 1)) * apartPx;
  const places: number[] = [];
  let place = lastBefore(timesMs, view.fromMs) + 1;
  while (place < timesMs.length) {
    const timeMs = timesMs[place] ?? 0;
    if (timeMs > view.toMs) break;
    places.push(place);
    place = Math.max(lastBefore(timesMs, timeMs + apartMs) + 1, place + 1);
  }
  return places;
}

const frameSteps = [1, 2, 5, 10, 25, 50];

/**
 * Which frames in sight get a tick and which a number as well; none where they would be a bar.
 * @param timesMs of all frames, ascending
 */
export function frameTicks(
  view: TimelineView,
  widthPx: number,
  timesMs: readonly number[],
  { tickPx, labelPx }: { tickPx: number; labelPx: number },
): { first: number; end: number; labelStep: number } | null {
  const first = lastBefore(timesMs, view.fromMs) + 1;
  const end = lastNotAfter(timesMs, view.toMs) + 1;
  const count = end - first;
  if (count <= 0 || widthPx / count < tickPx) return null;
  const labelStep = frameSteps.find((step) => (widthPx / count) * step >= labelPx) ?? count;
  return { first, end, labelStep };
}
