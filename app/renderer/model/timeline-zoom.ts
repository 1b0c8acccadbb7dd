import { playback } from './playback.ts';
import { playbackStore, viewStore } from './stores.ts';
import { reveal, type TimelineView, wholeVideo, zoomAt } from './timeline-view.ts';

const ZOOM_STEP = 0.5;

/** The open video's duration; 0 when none is open. */
function durationMs(): number {
  const { video } = playbackStore.getState();
  return video.phase === 'open' ? (video.facts.durationMs ?? 0) : 0;
}

/** Changes what the timeline shows. */
export function changeTimelineView(change: (view: TimelineView) => TimelineView): void {
  viewStore.setState((state) => {
    const whole = wholeVideo(durationMs());
    const view = state.timelineView ?? whole;
    const next = change(view);
    // The same state again tells nobody.
    if (next === view) return state;
    return { timelineView: next.toMs - next.fromMs >= whole.toMs ? null : next };
  });
}

/** Zooms around the picture on screen. */
export function zoomTimeline(direction: 'in' | 'out'): void {
  const factor = direction === 'in' ? ZOOM_STEP : 1 / ZOOM_STEP;
  const atMs = playback.currentTimeMs();
  const duration = durationMs();
  changeTimelineView((view) => zoomAt(reveal(view, duration, atMs), duration, atMs, factor));
}

export function showWholeTimeline(): void {
  viewStore.setState({ timelineView: null });
}
