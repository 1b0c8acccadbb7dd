import type { Seek } from '../../contract/seek.ts';
import type { KnownVideo } from '../../seek/clock/known-video.ts';
import type { SeekAccuracy } from '../../seek/plan/seek-plan.ts';
import { planSkip, type SkipStart, type Step } from '../../seek/plan/skip.ts';
import type { SeekControl } from '../../seek/record/seek-control.ts';
import type { Playhead } from './picture/playhead.ts';

/** While it plays, "previous" pressed twice must get past the keyframe just reached. */
const PLAYING_GRACE_MS = 500;

/** Steps by frames, keyframes and times from the picture on screen. */
export interface StepQueue {
  frame(direction: 1 | -1): void;
  keyframe(direction: 1 | -1): void;
  skip(byMs: number, accuracy: SeekAccuracy): void;
  /** The running seek ended, or is stuck: makes the step that waits. */
  goOn(): void;
  clear(): void;
}

/**
 * A step while another runs waits for its picture, or a key held down would show none: each
 * seek would be superseded before it is done. Only the newest waits, and for no seek that is stuck.
 */
export function createStepQueue(parts: {
  video: HTMLVideoElement;
  known: KnownVideo;
  playhead: Playhead;
  seeks: SeekControl;
  newestSeek: () => Seek | null;
  begin: (step: Step) => void;
}): StepQueue {
  const { video, known, playhead, seeks } = parts;
  let waiting: Step | null = null;

  /** Nothing is shown of a video that no browser plays: it is where the newest seek landed. */
  const shownMs = () => {
    const newest = parts.newestSeek();
    return (newest?.state === 'inspected' ? newest.landed?.timeMs : null) ?? playhead.timeMs;
  };
  const hereMs = () => {
    const timeMs = waiting?.timeMs ?? seeks.status.runningToMs ?? shownMs();
    return known.clock.frameAt(timeMs) ?? timeMs;
  };
  /** Unless it has played on, the picture is the one of the newest seek. */
  const skipStart = (): SkipStart => {
    const pictureMs = hereMs();
    const newest = parts.newestSeek();
    const isThere = seeks.isRunning || (newest?.played ?? newest?.landed)?.timeMs === pictureMs;
    const asked = waiting?.asked ?? (isThere ? newest?.asked : null);
    return { pictureMs, askedMs: asked?.kind === 'time' ? asked.timeMs : pictureMs };
  };
  const make = (step: Step | null) => {
    if (!step) return;
    if (seeks.isRunning && !seeks.isStuck) waiting = step;
    else {
      waiting = null;
      parts.begin(step);
    }
  };

  return {
    frame(direction) {
      video.pause();
      const timeMs = known.clock.frameBeside(hereMs(), direction);
      const asked = { kind: 'time', timeMs: timeMs ?? 0 } as const;
      make(timeMs === null ? null : { asked, accuracy: 'exact', timeMs, isFrameStep: true });
    },
    keyframe(direction) {
      const grace = direction === -1 && !video.paused ? PLAYING_GRACE_MS : 0;
      const keyframe = known.clock.keyframeBeside(hereMs() - grace, direction);
      if (!keyframe) return;
      const asked = { kind: 'keyframe', keyframe: keyframe.number } as const;
      make({ asked, accuracy: 'keyframe', timeMs: keyframe.timeMs, isFrameStep: false });
    },
    skip: (byMs, accuracy) => make(planSkip(byMs, skipStart(), accuracy, known.clock)),
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
