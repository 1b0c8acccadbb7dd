import { type CodedError, toSeeklabError } from '../contract/errors.ts';
import { toHex } from '../flv/hex.ts';
import { ask, feed } from './answer/feed.ts';
import type { FetchPart } from './answer/fetch-part.ts';
import { askedLanding, judgeLanding } from './answer/judge-landing.ts';
import type { Landing } from './answer/landing.ts';
import type { ReadingPlace } from './answer/pace.ts';
import { createValidHeaders } from './answer/valid-headers.ts';
import type { KnownVideo } from './clock/known-video.ts';
import { targetAfterLanding } from './plan/seek-plan.ts';
import { createRawBytes } from './raw/raw-bytes.ts';
import { tracksOf } from './raw/raw-reason.ts';
import type { RawTrials } from './raw/raw-trials.ts';
import type { ActiveSeek } from './record/seek-control.ts';

/** Timestamps this far beyond the target leave nothing out that the decoder waits for. */
const ENOUGH_BEYOND_MS = 500;

/** One for all: making it takes a look at the stack. */
const ENDED = new DOMException('The seek has ended.', 'AbortError');

/** Resolves when more should be read; rejects with the signal's reason. */
export type Pace = (place: ReadingPlace, signal: AbortSignal) => Promise<void>;

/** What all runs of a player share. */
export interface SeekRunContext {
  /** May change while the player lives; a run keeps to what was known when it began. */
  known: KnownVideo;
  streamUrl: (start: number, seekId: string) => string;
  /** How to ask; a page's own `fetch` by default. */
  fetchPart?: FetchPart | undefined;
  rawTrials: RawTrials;
  /** Does the server answer like a CDN, which may move the start back to a keyframe? */
  mayMoveStart: () => boolean;
}

/** What a run works with and whom it tells. */
export interface SeekRunOptions extends SeekRunContext {
  seek: ActiveSeek;
  pace: Pace;
  /** The answer landed, and the seek is aimed at the picture to show. */
  onLanded: (targetMs: number) => void;
  /** The decoder has everything for the target. */
  onFed: () => void;
}

/** The network side of one seek; what it asks for is on its way. */
export interface SeekRun {
  /**
   * Reads what the seek asked for; called again, asks for the rest from an offset that flv.js
   * names.
   * @throws when there will be no more bytes; the seek was told, unless it was aborted
   */
  fetch(
    from: number,
    emit: (bytes: Uint8Array, at: number) => void,
    signal: AbortSignal,
  ): Promise<void>;
  /** Ends every request of the run. */
  abort(): void;
}

/** Asks the server at once: what else a seek has to prepare goes on beside it. */
export function createSeekRun(options: SeekRunOptions): SeekRun {
  const { seek } = options;
  const { facts, clock } = options.known;
  const { plan, record } = seek;
  const raw = createRawBytes();
  const mayMoveStart = options.mayMoveStart();
  const headers = createValidHeaders(facts, () =>
    record.addAssist({
      code: 'sequence_header_left_out',
      bytes: 0,
      message:
        'A sequence header that stands between keyframes, and says what the decoder knows already, was left out: the decoder would drop the frames up to the next keyframe.',
    }),
  );

  const onLanded = (landing: Landing): number => {
    const { tagType, isKeyframe } = landing;
    const timeMs = landing.timeMs - facts.baseTimestampMs;
    const offset = plan.offset > 0 ? judge(landing, timeMs) : landing.offset;
    record.change({ landed: { offset, tagType, timeMs, isKeyframe } });
    if (plan.offset > 0) seek.aimAt(targetAfterLanding(plan, timeMs, clock));
    if (seek.targetMs !== null) options.onLanded(seek.targetMs);
    return offset;
  };
  /** @returns where the landed tag stands in the file */
  const judge = (landing: Landing, timeMs: number): number => {
    const asked = askedLanding(plan.offset, { facts, clock }, mayMoveStart);
    const { offset, reason, problem } = judgeLanding(landing, timeMs, asked);
    if (problem) record.misled(problem);
    if (reason === null) return offset;
    const { bytesToTag, bytesToStart, tagsSkipped } = landing;
    const isSkipped = offset === landing.offset;
    record.change({
      resync: isSkipped
        ? { bytesToTag, bytesToKeyframe: bytesToStart, tagsSkipped, reason }
        : { bytesToTag: 0, bytesToKeyframe: 0, tagsSkipped: 0, reason },
    });
    if (isSkipped) record.addAssist({ code: 'resync', bytes: bytesToStart, message: reason });
    return offset;
  };
  const listener = {
    onHead(status: number) {
      if (record.seek.headMs === null) record.change({ status, headMs: record.elapsedMs() });
    },
    onQuiet: record.quiet,
    onFirstByte() {
      if (record.seek.firstByteMs === null) record.change({ firstByteMs: record.elapsedMs() });
    },
    onBytes: raw.add,
    onPrefix(bytes: Uint8Array) {
      if (record.seek.prefixHex === null) record.change({ prefixHex: toHex(bytes) });
    },
    onLanded,
    onProgress({ lastMs }: ReadingPlace) {
      const isEnough = lastMs - facts.baseTimestampMs >= (seek.targetMs ?? 0) + ENOUGH_BEYOND_MS;
      if (isEnough) options.onFed();
    },
    onReconnect(cut: CodedError, next: number) {
      raw.seal();
      const message = `${cut.message} The rest was asked for from offset ${next} on.`;
      record.addAssist({ code: 'reconnect', bytes: 0, message });
    },
  };

  let aborting = new AbortController();
  const request = () => {
    const { signal } = aborting;
    return {
      urlOf: (offset: number) => options.streamUrl(offset, record.id),
      target: facts.target,
      fetchPart: options.fetchPart,
      headers,
      signal,
      pace: (place: ReadingPlace) => options.pace(place, signal),
    };
  };
  const askFor = (start: number) => {
    const answer = ask(start, request(), listener);
    answer.catch(() => 'told to whoever fetches; nobody does when the seek was superseded');
    const isTag = clock.isScanned && clock.keyframeFrom(start)?.offset === start;
    return { start, landsOn: plan.landsOn, isTag, answer };
  };
  record.change({ source: 'network', requestedOffset: plan.offset });
  options.rawTrials.stop();
  seek.ended.then(() => {
    if (record.seek.state !== 'superseded') options.rawTrials.plan(record, raw, tracksOf(facts));
  });
  let first: ReturnType<typeof askFor> | null = askFor(plan.offset);

  return {
    abort: () => aborting.abort(ENDED),
    async fetch(from, emit, loaderSignal) {
      const asked = first;
      first = null;
      // A loader that flv.js opens again, after a pause of its own, wants the rest.
      if (!asked) aborting = new AbortController();
      const own = aborting;
      loaderSignal.addEventListener('abort', () => own.abort(), { signal: own.signal });
      try {
        await feed(
          { ...request(), ...(asked ?? { start: from, landsOn: null }) },
          { ...listener, onTags: emit },
        );
        raw.finish();
        options.onFed();
      } catch (cause) {
        if (!own.signal.aborted) seek.failed(toSeeklabError(cause));
        throw cause;
      }
    },
  };
}
