import type { ActiveSeek, SeekRunner } from '../../../seek/record/seek-control.ts';
import type { SeekRunContext } from '../../../seek/seek-run.ts';
import { missingForGood, missingPicture } from '../picture/missing-picture.ts';
import { STALL_AFTER_MS, watchPicture } from '../picture/picture-watch.ts';
import type { Playhead } from '../picture/playhead.ts';
import { keepPlaying } from './keep-playing.ts';
import { type PlainAttempt, startPlainAttempt } from './plain-attempt.ts';

/**
 * Carries out seeks without assistance: a fresh flv.js for each answer, which gets its bytes as
 * they came, from the first one. What it shows is shown, and where it shows nothing, the reason
 * is told within a second. A place that it has in its buffer it shows without asking.
 */
export function createPlainScreen(
  video: HTMLVideoElement,
  playhead: Playhead,
  context: SeekRunContext,
): SeekRunner {
  let attempt: PlainAttempt | null = null;

  const showBuffered = (seek: ActiveSeek, targetMs: number) => {
    const { shiftMs } = playhead;
    const watching = watchPicture({
      video,
      hasVideo: video.videoWidth > 0,
      targetMs: targetMs - shiftMs,
      slackMs: seek.plan.slackMs,
      onPicture: (mediaMs, atMs) => seek.played(mediaMs + shiftMs, atMs),
      onReseek: () => undefined,
      onStall: () => seek.record.change({ error: missingPicture(STALL_AFTER_MS, video) }),
      onMissing: (mediaMs) =>
        seek.failed(missingForGood(mediaMs === null ? null : mediaMs + shiftMs, targetMs, video)),
    });
    seek.record.change({ source: 'buffer' });
    playhead.moveTo(targetMs);
    watching.fed();
    return watching.stop;
  };

  return {
    start(seek) {
      const { plan, targetMs } = seek;
      if (plan.mayUseBuffer && attempt && targetMs !== null && playhead.holds(targetMs)) {
        return showBuffered(seek, targetMs);
      }
      if (plan.refusal) {
        seek.failed(plan.refusal);
        return () => undefined;
      }
      context.rawTrials.stop();
      keepPlaying(video, () => {
        attempt?.end();
        attempt = startPlainAttempt(video, playhead, seek, context);
      });
      return attempt?.stopWatching ?? (() => undefined);
    },
    close() {
      attempt?.end();
      attempt = null;
      video.load();
    },
  };
}
