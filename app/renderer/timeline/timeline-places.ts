import type { TimelineView } from '../model/timeline-view.ts';

/** Height of the whole drawing, px. */
export const HEIGHT_PX = 66;
export const TRACK_TOP_PX = 16;
export const TRACK_PX = 18;
/** Base lines of the two rulers below the track, px. */
export const TIMES_AT_PX = 47;
export const BYTES_AT_PX = 59;

/** What every part of the drawing has to know. */
export interface DrawingProps {
  view: TimelineView;
  widthPx: number;
}
