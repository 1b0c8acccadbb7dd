import type { StartUnit } from '../contract/target.ts';
import type { VideoFacts } from '../contract/video.ts';
import { streamUrl } from '../http/stream-url.ts';
import type { KnownVideo } from './clock/known-video.ts';
import type { VideoClock } from './clock/video-clock.ts';

/**
 * Where a video's bytes are asked for: at the reproxy, or through the relay at the target that has it.
 * @param reproxyUrl base URL of both
 * @param known what is known of the video now
 * @returns the address for an offset; 0 asks for the whole file
 */
export function createVideoAddress(
  reproxyUrl: string,
  known: () => Pick<KnownVideo, 'facts' | 'clock'>,
): (start: number, seekId?: string) => string {
  return (start, seekId) => {
    const mark = seekId === undefined ? {} : { seekId };
    const { facts, clock } = known();
    const { address, target } = facts;
    const asked = target === null || start === 0 ? start : startIn(target.startUnit, start, clock);
    return streamUrl(reproxyUrl, address, { start: asked, ...mark });
  };
}

/** Is its server asked for times? */
export function isTimeAsked({ target }: Pick<VideoFacts, 'target'>): boolean {
  return target?.startUnit === 'ms' || target?.startUnit === 'seconds';
}

/** An offset in the unit of the target: a time is that of the last keyframe that is not behind it. */
function startIn(unit: StartUnit, offset: number, clock: VideoClock): number | string {
  if (unit === 'bytes' || unit === 'range') return offset;
  const timeMs = clock.keyframeBefore(offset + 1)?.timeMs ?? 0;
  return String(unit === 'ms' ? Math.round(timeMs) : timeMs / 1000);
}
