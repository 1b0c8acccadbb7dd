import { formatTime } from '../model/format.ts';
import type { VideoClock } from '../player/video-clock.ts';
import { useCurrentTime } from '../player-panel/use-current-time.ts';
import css from './time-readout.module.css';

interface TimeReadoutProps {
  clock: VideoClock;
  durationMs: number;
}

/** Where the picture is, out of how much, and in the group of which keyframe. */
export function TimeReadout({ clock, durationMs }: TimeReadoutProps) {
  const currentMs = useCurrentTime();
  const keyframe = clock.keyframeAt(currentMs);
  return (
    <div className={css.readout}>
      <span role="timer" aria-label="Current time" className={css.now}>
        {/* Media elements stand a fraction of a millisecond behind the frame's own time. */}
        {formatTime(Math.floor(currentMs + 0.25))}
      </span>
      <span className={css.duration}>{formatTime(durationMs)}</span>
      {keyframe && (
        <span className={css.keyframe} title={`In the group of keyframe #${keyframe.number}`}>
          #{keyframe.number}
        </span>
      )}
    </div>
  );
}
