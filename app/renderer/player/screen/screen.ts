import type { Assist } from '../../../contract/seek.ts';
import { isFarEnough } from '../../../seek/answer/pace.ts';
import { headFor } from '../../../seek/plan/flv-head.ts';
import { playedTracks } from '../../../seek/plan/playability.ts';
import { coldStartAssists, indexAssists } from '../../../seek/record/assists.ts';
import type { ActiveSeek, SeekRunner } from '../../../seek/record/seek-control.ts';
import {
  createSeekRun,
  type Pace,
  type SeekRun,
  type SeekRunContext,
} from '../../../seek/seek-run.ts';
import { createFlvEngine, type FlvEngine } from '../engine/flv-engine.ts';
import { missingForGood, missingPicture } from '../picture/missing-picture.ts';
import { STALL_AFTER_MS, watchPicture } from '../picture/picture-watch.ts';
import { fileClock, type Playhead } from '../picture/playhead.ts';
import { playheadMoved } from '../picture/reading-ahead.ts';
import { keepPlaying } from './keep-playing.ts';

/**
 * Carries out the seeks of a video that can be shown: from the buffer where the picture is there,
 * else through the server and flv.js, which is started at the first seek and again after it broke.
 */
export function createScreen(
  video: HTMLVideoElement,
  playhead: Playhead,
  context: SeekRunContext,
): SeekRunner {
  const { known } = context;
  const tracks = playedTracks(known.facts);
  const { baseTimestampMs } = known.facts;
  /** What the engine was started with. */
  let started = { facts: known.facts, head: headFor(known.facts) };
  let engine: FlvEngine | null = null;
  /** The run whose bytes are coming; a seek inside the buffer leaves it be. */
  let run: SeekRun | null = null;
  let current: ActiveSeek | null = null;

  /** Media elements do not seek beyond the duration that flv.js was told. */
  const isOutdated = () => (known.facts.durationMs ?? 0) > (started.facts.durationMs ?? 0);
  /** @returns true when flv.js was started for it */
  const load = (timeMs: number): boolean => {
    if (engine === null) started = { facts: known.facts, head: headFor(known.facts) };
    engine ??= startEngine();
    return engine.load(timeMs);
  };
  const loadAnew = (timeMs: number): boolean => {
    keepPlaying(video, () => {
      engine?.destroy();
      engine = null;
      load(timeMs);
    });
    return true;
  };
  const startEngine = () =>
    createFlvEngine({
      video,
      playhead,
      ...tracks,
      baseTimestampMs,
      head: started.head.bytes,
      run: async (from, sink, signal) => run?.fetch(from, sink.emit, signal),
      onBroken(error) {
        engine?.destroy();
        engine = null;
        current?.failed(error);
      },
    });
  /** What is sought counts before it is reached, or the old place would set the pace. */
  const playheadMs = () => (current?.record.isRunning ? current.targetMs : null) ?? playhead.timeMs;
  const pace: Pace = async (place, signal) => {
    const isFar = (isSought: boolean) =>
      isFarEnough(place, playheadMs() + baseTimestampMs, isSought);
    if (current?.record.isRunning && isFar(true)) {
      await Promise.race([current.ended, delay(SOUGHT_PATIENCE_MS)]);
      signal.throwIfAborted();
    }
    while (isFar(false)) await playheadMoved(video, signal);
  };
  const isBuffered = (timeMs: number | null) =>
    timeMs !== null && (engine?.isBuffered(timeMs) ?? false);
  const watch = (seek: ActiveSeek) =>
    watchPicture({
      video,
      hasVideo: tracks.hasVideo,
      targetMs: seek.targetMs,
      slackMs: seek.plan.slackMs,
      onPicture: seek.played,
      onReseek() {
        seek.record.addAssist(reseekAssist);
        engine?.show(seek.targetMs ?? 0);
      },
      onStall: () => seek.record.change({ error: missingPicture(STALL_AFTER_MS, video) }),
      onMissing: (shownMs) => seek.failed(missingForGood(shownMs, seek.targetMs, video)),
    });
  const ask = (seek: ActiveSeek, watching: ReturnType<typeof watch>) => {
    const shownMs = seek.targetMs ?? playhead.timeMs;
    run?.abort();
    run = createSeekRun({
      ...context,
      seek,
      pace,
      onLanded(targetMs) {
        if (targetMs !== shownMs) engine?.show(targetMs);
        watching.expect(targetMs);
      },
      onFed: watching.fed,
    });
    const isCold = isOutdated() ? loadAnew(shownMs) : load(shownMs);
    if (isCold) addAssists(seek, coldStartAssists(seek.plan, known.facts, started.head));
    addAssists(seek, indexAssists(seek.plan, known.facts));
  };

  return {
    start(seek) {
      playhead.follow(fileClock);
      current = seek;
      const watching = watch(seek);
      if (seek.plan.mayUseBuffer && isBuffered(seek.targetMs)) {
        seek.record.change({ source: 'buffer' });
        engine?.show(seek.targetMs ?? 0);
        watching.fed();
      } else {
        ask(seek, watching);
      }
      return watching.stop;
    },
    close() {
      run?.abort();
      engine?.destroy();
      engine = null;
      // The last picture must not stay on the screen of the next video.
      video.load();
    },
  };
}

/** So long the decoder is left alone with what a picture needs, before it is given more. */
const SOUGHT_PATIENCE_MS = 200;

const delay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const reseekAssist: Assist = {
  code: 'reseek',
  bytes: 0,
  message: 'The browser had sought but showed no picture; the same time was set once more.',
};

function addAssists(seek: ActiveSeek, assists: readonly Assist[]): void {
  for (const assist of assists) seek.record.addAssist(assist);
}
