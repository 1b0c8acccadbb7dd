import { describeError, type SeeklabError, toSeeklabError } from '../../../contract/errors.ts';
import { AHEAD_MS } from '../../../seek/answer/pace.ts';
import { createPlainRun, type PlainPlace, type PlainRun } from '../../../seek/plain-run.ts';
import { PLAYS_RAW, tracksOf, whyRawFails } from '../../../seek/raw/raw-reason.ts';
import type { ActiveSeek } from '../../../seek/record/seek-control.ts';
import type { SeekRunContext } from '../../../seek/seek-run.ts';
import { createPlainEngine, type PlainEngine } from '../engine/plain-engine.ts';
import { watchFirstPicture } from '../picture/first-picture.ts';
import { missingPicture } from '../picture/missing-picture.ts';
import { GIVE_UP_AFTER_MS } from '../picture/picture-watch.ts';
import { fileClock, type Playhead } from '../picture/playhead.ts';
import { isBufferedAhead, playheadMoved } from '../picture/reading-ahead.ts';
import { createWatchdogs } from '../picture/watchdogs.ts';

/** A plain player has enough and shows nothing for this long: its bytes are asked why. */
const NAMED_AFTER_MS = 500;

/** More than this is not read for a picture that does not come. */
const UNSHOWN_LIMIT_BYTES = 4_000_000;

/** One answer in a plain player of its own. */
export interface PlainAttempt {
  /** The seek is over, whichever way; what is shown goes on. */
  stopWatching(): void;
  /** Takes the player and its request away. */
  end(): void;
}

/** Asks, and gives what comes to a fresh flv.js on the screen. */
export function startPlainAttempt(
  video: HTMLVideoElement,
  playhead: Playhead,
  seek: ActiveSeek,
  context: SeekRunContext,
): PlainAttempt {
  const { facts } = context.known;
  const { record } = seek;
  const watchdogs = createWatchdogs();
  let hasEnded = false;

  const end = () => {
    if (hasEnded) return;
    hasEnded = true;
    stopWatching();
    run.abort();
    engine.destroy();
  };
  const judge = (isPlayable: boolean, reason: string) => {
    const bytes = run.bytes.read().length;
    if (bytes > 0) record.change({ raw: { isPlayable, bytes, reason } });
  };
  const fail = (error: SeeklabError) => {
    if (record.isRunning) judge(false, error.message);
    seek.failed(error);
  };
  /** What the bytes say is more than what the browser says of itself. */
  const named = (otherwise: SeeklabError) => {
    const { isWhole } = run.bytes;
    const reason = whyRawFails({ bytes: run.bytes.read(), isWhole, tracks: tracksOf(facts) });
    return reason === null ? otherwise : describeError('raw_unplayable', { reason });
  };
  const giveUp = (otherwise: SeeklabError) => {
    if (hasEnded) return;
    end();
    fail(named(otherwise));
  };
  const onFed = () => {
    if (!record.isRunning) return;
    watchdogs.start('name', NAMED_AFTER_MS, () => {
      const error = named(missingPicture(NAMED_AFTER_MS, video));
      if (error.code === 'raw_unplayable') giveUp(error);
      else record.change({ error });
    });
    watchdogs.start('giveUp', GIVE_UP_AFTER_MS, () =>
      giveUp(missingPicture(GIVE_UP_AFTER_MS, video)),
    );
  };
  const pace = async ({ bytes, mediaMs }: PlainPlace, signal: AbortSignal) => {
    const isMuch = mediaMs > AHEAD_MS || bytes > UNSHOWN_LIMIT_BYTES;
    if (isMuch) onFed();
    const isFar = () => (record.isRunning ? isMuch : isBufferedAhead(video));
    while (isFar()) await playheadMoved(video, signal);
  };
  const run = createPlainRun({ ...context, seek, pace, onFed });
  const feed: PlainRun['feed'] = (emit, signal) =>
    run.feed(emit, signal).catch((cause: unknown) => {
      if (!signal.aborted && !hasEnded) {
        // What has been shown stays on the screen.
        if (record.isRunning) end();
        fail(toSeeklabError(cause));
      }
      throw cause;
    });

  playhead.follow(fileClock);
  const engine: PlainEngine = createPlainEngine(video, feed, playhead.noteMove, (detail) =>
    giveUp(describeError('decode_failed', { detail })),
  );
  const stopFirst = watchFirstPicture(video, (mediaMs, atMs) => {
    const shiftMs = engine.baseMs - facts.baseTimestampMs;
    const firstMs = mediaMs + shiftMs;
    playhead.follow({ shiftMs, firstMs });
    judge(true, PLAYS_RAW);
    seek.played(firstMs, atMs);
  });
  const stopWatching = () => {
    stopFirst();
    watchdogs.stop();
  };
  return { stopWatching, end };
}
