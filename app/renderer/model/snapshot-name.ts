import { lastNotAfter } from '../../seek/clock/ascending.ts';
import type { VideoClock } from '../../seek/clock/video-clock.ts';
import { formatTime } from '../../seek/format.ts';

/** `sample.flv@0-42.320-1058.png`: the video, the time of the frame, and its number. */
export function snapshotName(
  videoName: string,
  clock: Pick<VideoClock, 'frameAt' | 'frames'>,
  timeMs: number | null,
): string {
  // Of a time that lies a fraction of a millisecond beside the frame's own.
  const frameMs = timeMs === null ? null : clock.frameAt(timeMs + 0.25);
  const name = videoName.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-');
  if (frameMs === null) return `${name}@unknown.png`;
  const frame = lastNotAfter(clock.frames, frameMs);
  const time = formatTime(Math.floor(frameMs)).replaceAll(':', '-');
  return `${name}@${time}${frame < 0 ? '' : `-${frame}`}.png`;
}
