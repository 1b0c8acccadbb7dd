import type { VideoFacts } from '../../contract/video.ts';
import { toHex } from '../../flv/hex.ts';
import { feed } from './feed.ts';
import type { Landing } from './landing.ts';
import { landingReason, movedStartReason } from './landing-reason.ts';
import type { ReadingPlace } from './pace.ts';
import { errorOf, type PlayerFailure } from './player-failure.ts';
import type { ActiveSeek } from './seek-control.ts';
import { targetAfterLanding } from './seek-plan.ts';
import type { VideoClock } from './video-clock.ts';

/** Timestamps this far beyond the target leave nothing out that the decoder waits for. */
const ENOUGH_BEYOND_MS = 500;

/** Resolves when more should be read; rejects with the signal's reason. */
export type Pace = (place: ReadingPlace, signal: AbortSignal) => Promise<void>;

/** What all runs of a player share. */
export interface SeekRunContext {
  facts: VideoFacts;
  clock: VideoClock;
  streamUrl: (start: number, seekId: string) => string;
}

/** What a run works with and whom it tells. */
export interface SeekRunOptions extends SeekRunContext {
  seek: ActiveSeek;
  pace: Pace;
  /** It is known where the answer landed, and so which picture to show. */
  onLanded: (targetMs: number) => void;
  /** The decoder has everything for the target. */
  onFed: () => void;
}

/** The network side of one seek. */
export interface SeekRun {
  /**
   * Fetches what the seek asks for; called again, the rest from an offset that flv.js names.
   * @throws when there will be no more bytes; the seek was told, unless it was aborted
   */
  fetch(
    from: number,
    emit: (bytes: Uint8Array, at: number) => void,
    signal: AbortSignal,
  ): Promise<void>;
}

/** Prepares the network side of a seek; nothing is asked yet. */
export function createSeekRun(options: SeekRunOptions): SeekRun {
  const { facts, clock, seek } = options;
  const { plan, record } = seek;
  let hasAsked = false;
  let targetMs = plan.targetMs;

  const onLanded = (landing: Landing): number => {
    const timeMs = landing.timeMs - facts.baseTimestampMs;
    const offset = offsetInFile(landing, timeMs, clock);
    record.change({
      landed: { offset, tagType: landing.tagType, timeMs, isKeyframe: landing.isKeyframe },
    });
    if (offset !== landing.offset) recordMovedStart(landing, offset);
    else if (landing.bytesToStart > 0) recordResync(landing);
    if (plan.offset > 0) targetMs = targetAfterLanding(plan, timeMs, clock);
    if (targetMs !== null) options.onLanded(targetMs);
    return offset;
  };
  const recordResync = (landing: Landing) => {
    const { bytesToTag, bytesToStart, tagsSkipped } = landing;
    const gap = { offset: plan.offset, bytesToTag, bytesToStart, tagsSkipped };
    const reason = landingReason(gap, clock, facts.scannedIndex.sizes);
    record.change({ resync: { bytesToTag, bytesToKeyframe: bytesToStart, tagsSkipped, reason } });
    record.addAssist({ code: 'resync', bytes: bytesToStart, message: reason });
  };
  const recordMovedStart = ({ bytesToStart }: Landing, offset: number) => {
    const reason = movedStartReason(plan.offset, offset, bytesToStart);
    record.change({ resync: { bytesToTag: 0, bytesToKeyframe: 0, tagsSkipped: 0, reason } });
  };
  const listener = {
    onHead(status: number) {
      if (record.seek.headMs === null) record.change({ status, headMs: record.elapsedMs() });
    },
    onFirstByte() {
      if (record.seek.firstByteMs === null) record.change({ firstByteMs: record.elapsedMs() });
    },
    onPrefix(bytes: Uint8Array) {
      if (record.seek.prefixHex === null) record.change({ prefixHex: toHex(bytes) });
    },
    onLanded,
    onProgress({ lastMs }: ReadingPlace) {
      const isEnough = lastMs - facts.baseTimestampMs >= (targetMs ?? 0) + ENOUGH_BEYOND_MS;
      if (isEnough) options.onFed();
    },
    onReconnect({ error }: PlayerFailure, next: number) {
      const message = `${error.message} The rest was asked for from offset ${next} on.`;
      record.addAssist({ code: 'reconnect', bytes: 0, message });
    },
  };

  return {
    async fetch(from, emit, signal) {
      const isFirst = !hasAsked;
      hasAsked = true;
      const start = isFirst ? plan.offset : from;
      if (isFirst) record.change({ source: 'network', requestedOffset: start });
      try {
        await feed(
          {
            start,
            landsOn: isFirst ? plan.landsOn : null,
            urlOf: (offset) => options.streamUrl(offset, record.id),
            signal,
            pace: (place) => options.pace(place, signal),
          },
          { ...listener, onTags: emit },
        );
        options.onFed();
      } catch (cause) {
        if (!signal.aborted) seek.failed(errorOf(cause));
        throw cause;
      }
    },
  };
}

/**
 * Where in the file the landed tag stands. The index knows better than the sum of the asked offset
 * and what was skipped: a server may put a longer head in front, or send another place.
 */
function offsetInFile(landing: Landing, timeMs: number, clock: VideoClock): number {
  if (!landing.isKeyframe) return landing.offset;
  const keyframe = clock.keyframeAt(timeMs);
  return keyframe && keyframe.timeMs === timeMs ? keyframe.offset : landing.offset;
}
