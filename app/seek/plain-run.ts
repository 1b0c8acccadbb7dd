import { toHex } from '../flv/hex.ts';
import { prefixLength } from '../flv/prefix.ts';
import { type ReadTag, TagReader } from '../flv/tag-reader.ts';
import { requestAnswer } from './answer/answer.ts';
import { askedLanding, judgeLanding } from './answer/judge-landing.ts';
import { AHEAD_MS } from './answer/pace.ts';
import { createRawBytes, type RawBytes } from './raw/raw-bytes.ts';
import type { ActiveSeek } from './record/seek-control.ts';
import type { SeekRunContext } from './seek-run.ts';

/** So much media is enough for a plain player to show a picture of it, if it can. */
const ENOUGH_MS = 500;

/** How far reading has come. */
export interface PlainPlace {
  bytes: number;
  /** Media time from the first tag on; counted up to what is enough to play from. */
  mediaMs: number;
}

/** What a run works with and whom it tells. */
export interface PlainRunOptions extends SeekRunContext {
  seek: ActiveSeek;
  /** Resolves when more should be read than what has been. */
  pace: (place: PlainPlace, signal: AbortSignal) => Promise<void>;
  /** Enough has been handed on for a first picture, or there is no more. */
  onFed: () => void;
}

/** The network side of a seek without assistance: nothing is taken off, skipped or put in front. */
export interface PlainRun {
  /** The first bytes of the answer. */
  readonly bytes: RawBytes;
  /** @throws when there will be no more bytes before the answer is whole */
  feed(emit: (bytes: Uint8Array) => void, signal: AbortSignal): Promise<void>;
  abort(): void;
}

/** Asks the server at once, and looks at what is handed on without touching it. */
export function createPlainRun(options: PlainRunOptions): PlainRun {
  const { seek } = options;
  const { facts, clock } = options.known;
  const { plan, record } = seek;
  const bytes = createRawBytes();
  const own = new AbortController();
  const mayMoveStart = options.mayMoveStart();
  record.change({ source: 'network', requestedOffset: plan.offset });
  const asked = requestAnswer({
    url: options.streamUrl(plan.offset, record.id),
    start: plan.offset,
    target: facts.target,
    signal: own.signal,
    onHead: (status) => record.change({ status, headMs: record.elapsedMs() }),
    onQuiet: record.quiet,
  });
  asked.catch(() => 'told to whoever feeds; nobody does when the seek was superseded');

  const onFirstBytes = () => {
    if (plan.offset === 0 || record.seek.prefixHex !== null) return;
    const prefix = bytes.read().subarray(0, prefixLength);
    if (prefix.length === prefixLength) record.change({ prefixHex: toHex(prefix) });
  };
  const onLanded = ({ offset, header, video }: ReadTag) => {
    const timeMs = header.timestampMs + (video?.compositionTimeMs ?? 0) - facts.baseTimestampMs;
    const isKeyframe = video?.isKeyframe ?? false;
    const place = placeOf(offset, isKeyframe, timeMs);
    record.change({ landed: { offset: place, tagType: header.type, timeMs, isKeyframe } });
    seek.aimAt(timeMs);
  };
  /** @returns where a tag of the answer stands in the file */
  const placeOf = (inAnswer: number, isKeyframe: boolean, timeMs: number): number => {
    if (plan.offset === 0) return inAnswer;
    // What comes before the first frame is a head, or a plain player would not have found its way.
    const bytesToStart = inAnswer - prefixLength;
    const tagsSkipped = bytesToStart > 0 ? 1 : 0;
    const landing = { offset: plan.offset + bytesToStart, isKeyframe, bytesToTag: 0 };
    const asked = askedLanding(plan.offset, { facts, clock }, mayMoveStart);
    const judged = judgeLanding({ ...landing, bytesToStart, tagsSkipped }, timeMs, asked);
    if (judged.problem) record.misled(judged.problem);
    return judged.offset;
  };
  const onlooker = createOnlooker(onLanded);

  return {
    bytes,
    abort: () => own.abort(),
    async feed(emit, signal) {
      signal.addEventListener('abort', () => own.abort(), { signal: own.signal });
      const answer = await asked;
      let sentBytes = 0;
      for (let chunk = await answer.read(); chunk; chunk = await answer.read()) {
        if (record.seek.firstByteMs === null) record.change({ firstByteMs: record.elapsedMs() });
        bytes.add(chunk);
        onFirstBytes();
        onlooker.look(chunk);
        emit(chunk);
        if (onlooker.mediaMs >= ENOUGH_MS) options.onFed();
        sentBytes += chunk.length;
        await options.pace({ bytes: sentBytes, mediaMs: onlooker.mediaMs }, own.signal);
        own.signal.throwIfAborted();
      }
      bytes.finish();
      options.onFed();
    },
  };
}

/** Reads the tags of what goes by, as long as it matters how far they reach. */
function createOnlooker(onLanded: (tag: ReadTag) => void) {
  const reader = new TagReader('file');
  let firstMs: number | null = null;
  let mediaMs = 0;
  return {
    get mediaMs() {
      return mediaMs;
    },
    look(chunk: Uint8Array) {
      if (mediaMs > AHEAD_MS) return;
      for (const tag of reader.push(chunk)) {
        if (!tag.video?.isFrame && !tag.audio?.isFrame) continue;
        if (firstMs === null) onLanded(tag);
        firstMs ??= tag.header.timestampMs;
        mediaMs = Math.max(mediaMs, tag.header.timestampMs - firstMs);
      }
    },
  };
}
