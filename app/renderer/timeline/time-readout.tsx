import { useStore } from 'zustand';
import { lastNotAfter } from '../../seek/clock/ascending.ts';
import type { VideoClock } from '../../seek/clock/video-clock.ts';
import { formatTime } from '../../seek/format.ts';
import { playbackStore } from '../model/stores.ts';
import css from './time-readout.module.css';
import { useCurrentTime } from './use-current-time.ts';

interface TimeReadoutProps {
  clock: VideoClock;
  durationMs: number;
}

/**
 * Where the picture is, out of how much, and in the group of which keyframe. Counted in frames.
 * While a seek runs it is still the old picture that is named, and where the seek goes beside it.
 */
export function TimeReadout({ clock, durationMs }: TimeReadoutProps) {
  const placeMs = useCurrentTime();
  const { isSeeking, oldPictureMs, error } = useStore(playbackStore, ({ player }) => player);
  // Media elements stand a fraction of a millisecond beside the frame's own time.
  const currentMs = (oldPictureMs ?? placeMs) + 0.25;
  // After a failed seek the old picture stays, and nobody knows its time.
  const hasPicture = error === null && (!isSeeking || oldPictureMs !== null);
  const frameMs = hasPicture ? clock.frameAt(currentMs) : null;
  const frameNumber = frameMs === null ? -1 : lastNotAfter(clock.frames, frameMs);
  const keyframe = hasPicture ? clock.keyframeAt(currentMs) : null;
  return (
    <div className={css.readout}>
      <span role="timer" aria-label="Current time" className={css.now}>
        {formatTime(Math.floor(frameMs ?? currentMs))}
      </span>
      {isSeeking && oldPictureMs !== null && (
        <span
          className={css.sought}
          title="Where the running seek goes; its picture is not there yet"
        >
          {formatTime(Math.floor(placeMs + 0.25))}
        </span>
      )}
      <span className={css.duration}>{formatTime(durationMs)}</span>
      {frameNumber >= 0 && (
        <span className={css.frame} title="Number of the frame on screen, counted from 0">
          frame {frameNumber}
        </span>
      )}
      {keyframe && (
        <span className={css.keyframe} title={`In the group of keyframe #${keyframe.number}`}>
          #{keyframe.number}
        </span>
      )}
    </div>
  );
}
