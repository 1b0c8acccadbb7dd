import { CodedError } from '../../contract/errors.ts';
import type { TargetVideo } from '../../contract/target.ts';
import { isFlv } from '../../flv/file-header.ts';
import { toHex } from '../../flv/hex.ts';
import { prefixLength } from '../../flv/prefix.ts';
import { TagBatcher } from '../../flv/tag-batcher.ts';
import type { SeekPlan } from '../plan/seek-plan.ts';
import { type Answer, type AnswerRequest, requestAnswer } from './answer.ts';
import { type ByteReader, createByteReader } from './byte-reader.ts';
import type { FetchPart } from './fetch-part.ts';
import { type Landing, landInStream, landInWholeFile } from './landing.ts';
import type { ReadingPlace } from './pace.ts';
import type { ValidHeaders } from './valid-headers.ts';

/** So often a body that was cut is asked for again. */
const MAX_RECONNECTS = 3;

/**
 * Handed on at once: a browser gives megabytes that it has read ahead, which neither the pace nor
 * a quick first picture can do with.
 */
const PORTION_BYTES = 64 * 1024;

/** What is to be fetched. */
export interface FeedRequest {
  /** Offset to ask for; 0 is the whole file, which has no prefix. */
  start: number;
  /** Where decoding can begin; null: `start` is a tag, and every byte from there is wanted. */
  landsOn: SeekPlan['landsOn'] | null;
  /** Did a scan of the file find a tag at `start`? */
  isTag?: boolean;
  /** Which sequence headers are valid; the decoder gets what it needs, and no repeats. */
  headers?: ValidHeaders;
  urlOf: (start: number) => string;
  /** Where a target has the video; null: the embedded reproxy is asked. */
  target: TargetVideo | null;
  /** How to ask; a page's own `fetch` by default. */
  fetchPart?: FetchPart | undefined;
  /** The answer to `start`, if it was asked for already. */
  answer?: Promise<Answer>;
  signal: AbortSignal;
  /** Resolves when more should be read. */
  pace: (place: ReadingPlace) => Promise<void>;
}

/** What is told on the way, in this order. */
export interface FeedListener {
  onHead: (status: number) => void;
  /** No byte came for a second; null when the next one came after all. */
  onQuiet: AnswerRequest['onQuiet'];
  onFirstByte: () => void;
  /** Every byte of the body, as it comes. */
  onBytes: (chunk: Uint8Array) => void;
  /** The 13 bytes before the part; not called for a whole file. */
  onPrefix: (bytes: Uint8Array) => void;
  /** @returns where the landed tag stands in the file: a server may have moved the start */
  onLanded: (landing: Landing) => number;
  /**
   * Whole tags, never exactly one of a kind (see `TagBatcher`), at the end perhaps a piece of one.
   * @param at offset of the first byte in the file
   */
  onTags: (bytes: Uint8Array, at: number) => void;
  /** All media tags up to this timestamp have been handed on. */
  onProgress: (place: ReadingPlace) => void;
  /** The body was cut; the rest is asked for, from `next` on. */
  onReconnect: (cut: CodedError, next: number) => void;
}

/**
 * Asks for a part of a video, takes the prefix off, finds the place to start at, and hands on
 * whole tags at the pace of the playhead. Resolves after the last one.
 * @throws CodedError; or the signal's reason when it was aborted
 */
export async function feed(request: FeedRequest, listener: FeedListener): Promise<void> {
  let { start, landsOn } = request;
  for (let reconnects = 0; ; reconnects++) {
    const { answer = ask(start, request, listener) } = reconnects === 0 ? request : {};
    const pass = createPass({ ...request, start, landsOn, answer }, listener);
    try {
      await pass.run();
      return;
    } catch (cause) {
      if (!isCut(cause) || reconnects === MAX_RECONNECTS) throw cause;
      request.signal.throwIfAborted();
      const next = pass.nextOffset();
      // Cut before the landing: nothing was handed on, so the same is asked for once more.
      if (next !== null) landsOn = null;
      start = next ?? start;
      listener.onReconnect(cause, start);
    }
  }
}

/** Sends the request; the promise can be given to `feed`. */
export function ask(
  start: number,
  {
    urlOf,
    target,
    fetchPart,
    signal,
  }: Pick<FeedRequest, 'urlOf' | 'target' | 'fetchPart' | 'signal'>,
  { onHead, onQuiet }: Pick<FeedListener, 'onHead' | 'onQuiet'>,
): Promise<Answer> {
  return requestAnswer({ url: urlOf(start), start, target, fetchPart, signal, onHead, onQuiet });
}

function isCut(cause: unknown): cause is CodedError {
  return cause instanceof CodedError && cause.code === 'body_cut';
}

/** One answer, from its head to its last byte. */
function createPass(request: FeedRequest & { answer: Promise<Answer> }, listener: FeedListener) {
  const { start, landsOn, signal } = request;
  /** Offset of the next byte to hand on; null before the landing. */
  let at: number | null = landsOn === null ? start : null;

  const run = async () => {
    const answer = await request.answer;
    const body = createByteReader(async () => {
      const chunk = await answer.read();
      if (chunk) listener.onBytes(chunk);
      return chunk;
    });
    const first = await body.next();
    listener.onFirstByte();
    body.unread(first ?? new Uint8Array());
    const isPart = request.target?.startUnit === 'range';
    if (start > 0 && !isPart) await takePrefix(body, start, listener);
    if (landsOn !== null) {
      const landing = await (start === 0
        ? landInWholeFile(body)
        : landInStream(body, start, landsOn, request.isTag));
      at = listener.onLanded(landing);
      const headers = request.headers?.before(at) ?? new Uint8Array();
      if (headers.length > 0) listener.onTags(headers, at);
      // Whoever wanted to know where it lands, and no more, has ended it by now.
      signal.throwIfAborted();
    }
    await handOn(body);
  };

  const handOn = async (body: ByteReader) => {
    const batcher = new TagBatcher(0, request.headers?.isRepeat);
    const place: ReadingPlace = { firstMs: Number.NaN, lastMs: Number.NaN };
    const send = (batch: ReturnType<TagBatcher['push']>) => {
      if (!batch || at === null) return;
      if (batch.bytes.length > 0) listener.onTags(batch.bytes, at);
      at += batch.sourceLength;
      if (batch.firstTimestampMs === null || batch.lastTimestampMs === null) return;
      if (Number.isNaN(place.firstMs)) place.firstMs = batch.firstTimestampMs;
      place.lastMs = batch.lastTimestampMs;
      listener.onProgress(place);
    };
    for (let chunk = await body.next(); chunk; chunk = await body.next()) {
      send(batcher.push(chunk.subarray(0, PORTION_BYTES)));
      body.unread(chunk.subarray(PORTION_BYTES));
      await request.pace(place);
      signal.throwIfAborted();
    }
    send(batcher.rest());
  };

  return { run, nextOffset: () => at };
}

/** Takes off the injected bytes, which must be an FLV header (FLV specification, E.2). */
async function takePrefix(body: ByteReader, start: number, listener: FeedListener): Promise<void> {
  const prefix = await body.take(prefixLength);
  listener.onPrefix(prefix);
  if (prefix.length < prefixLength || !isFlv(prefix)) {
    throw new CodedError('prefix_invalid', { start, hex: toHex(prefix, ' ') || 'nothing' });
  }
}
