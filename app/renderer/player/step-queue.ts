import type { SeekAsked } from '../../contract/seek.ts';
import type { KnownVideo } from '../../seek/clock/known-video.ts';
import type { SeekAccuracy } from '../../seek/plan/seek-plan.ts';
import type { SeekControl } from '../../seek/record/seek-control.ts';
import type { Playhead } from './picture/playhead.ts';

/** While it plays, "previous" pressed twice must get past the keyframe just reached. */
const PLAYING_GRACE_MS = 500;

/** Steps by frames and keyframes from the picture on screen. */
export interface StepQueue {
  frame(direction: 1 | -1): void;
  keyframe(direction: 1 | -1): void;
  /** The running seek ended: makes the step that waits. */
  goOn(): void;
  clear(): void;
}

interface Step {
  asked: SeekAsked;
  accuracy: SeekAccuracy;
  timeMs: number;
}

/**
 * A step while another runs waits for its picture, or a key held down would show none: each
 * seek would be superseded before it is done. Only the newest waits.
 */
export function createStepQueue(parts: {
  video: HTMLVideoElement;
  known: KnownVideo;
  playhead: Playhead;
  seeks: SeekControl;
  begin: (asked: SeekAsked, accuracy: SeekAccuracy, isFrameStep: boolean) => void;
}): StepQueue {
  const { video, known, playhead, seeks } = parts;
  let waiting: Step | null = null;

  const hereMs = () => {
    const timeMs = waiting?.timeMs ?? seeks.status.runningToMs ?? playhead.timeMs;
    return known.clock.frameAt(timeMs) ?? timeMs;
  };
  const make = (step: Step | null) => {
    if (!step) return;
    if (seeks.isRunning) waiting = step;
    else parts.begin(step.asked, step.accuracy, step.asked.kind === 'time');
  };

  return {
    frame(direction) {
      video.pause();
      const timeMs = known.clock.frameBeside(hereMs(), direction);
      make(timeMs === null ? null : { asked: { kind: 'time', timeMs }, accuracy: 'exact', timeMs });
    },
    keyframe(direction) {
      const grace = direction === -1 && !video.paused ? PLAYING_GRACE_MS : 0;
      const keyframe = known.clock.keyframeBeside(hereMs() - grace, direction);
      make(
        keyframe && {
          asked: { kind: 'keyframe', keyframe: keyframe.number },
          accuracy: 'keyframe',
          timeMs: keyframe.timeMs,
        },
      );
    },
    goOn() {
      const step = waiting;
      waiting = null;
      make(step);
    },
    clear() {
      waiting = null;
    },
  };
}
