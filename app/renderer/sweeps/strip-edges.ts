import type { VideoClock } from '../../seek/clock/video-clock.ts';
import type { TimelineView } from '../model/timeline-view.ts';
import { xToTime } from '../model/timeline-view.ts';

/** A cell of the strip, px. */
export const CELL_PX = 4;

/**
 * The bytes between which the cells of a strip lie, so that it stands under the times of the timeline.
 * @returns rising; one more than there are cells
 */
export function stripEdges(
  clock: VideoClock,
  sizeBytes: number,
  view: TimelineView,
  widthPx: number,
): number[] {
  const count = Math.max(1, Math.floor(widthPx / CELL_PX));
  const edges: number[] = [];
  let last = 0;
  for (let i = 0; i <= count; i += 1) {
    const timeMs = xToTime(view, widthPx, i * CELL_PX);
    last = Math.max(last, byteAt(clock, sizeBytes, timeMs));
    edges.push(last);
  }
  // What stands before the first picture, and the end itself, belong to the cells there.
  if (view.fromMs <= 0) edges[0] = 0;
  if (view.toMs >= clock.durationMs) edges[count] = sizeBytes + 1;
  return edges;
}

/** Between two keyframes, bytes are taken to run evenly; at a keyframe's time its tag begins. */
function byteAt(clock: VideoClock, sizeBytes: number, timeMs: number) {
  const { durationMs } = clock;
  const before = clock.keyframeAt(timeMs);
  if (before === null) return Math.round((timeMs / Math.max(durationMs, 1)) * sizeBytes);
  if (timeMs <= before.timeMs) return timeMs < before.timeMs ? 0 : before.offset;
  const after = clock.keyframeBeside(timeMs, 1);
  const to = { timeMs: after?.timeMs ?? durationMs, offset: after?.offset ?? sizeBytes };
  if (to.timeMs <= before.timeMs) return before.offset;
  const share = Math.min((timeMs - before.timeMs) / (to.timeMs - before.timeMs), 1);
  return Math.round(before.offset + share * (to.offset - before.offset));
}
