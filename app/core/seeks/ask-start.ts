import { CodedError, type SeeklabError } from '../../contract/errors.ts';
import type { Seek } from '../../contract/seek.ts';
import type { VideoFacts } from '../../contract/video.ts';
import { concat } from '../../flv/bytes.ts';
import { isFlv } from '../../flv/file-header.ts';
import { toHex } from '../../flv/hex.ts';
import { prefixLength } from '../../flv/prefix.ts';
import { streamUrl } from '../../http/stream-url.ts';
import type { FetchPart } from '../../seek/answer/fetch-part.ts';
import { createSeekRecord, type SeekRecord } from '../../seek/record/seek-record.ts';

/** Bytes of an answer that are read where not all of it is wanted: its first tags are among them. */
const ENOUGH_BYTES = 64 * 1024;
/** As long as a seek waits for its next byte. */
const PATIENCE_MS = 30_000;

/** A text for `start` that is to be asked as it is. */
export interface StartAsk {
  facts: VideoFacts;
  reproxyUrl: string;
  seekId: string;
  /** Null: without `start`. */
  text: string | null;
  isWhole: boolean;
  fetchPart: FetchPart;
  signal: AbortSignal;
}

/**
 * Asks for what a text behind `start=` says, which may be no offset at all, and reads whatever comes. The
 * record is `inspected` when there was an answer, whatever it says: the checks judge it.
 */
export async function askStart(ask: StartAsk): Promise<Seek> {
  const { facts } = ask;
  const offset = offsetNamed(ask.text);
  const record = createSeekRecord({
    id: ask.seekId,
    videoName: facts.name,
    target: facts.target?.name ?? null,
    asked: { kind: 'offset', offset: offset ?? 0 },
    isAssisted: true,
    expectedMs: null,
    onSeek: () => undefined,
  });
  record.change({ source: 'network', requestedOffset: offset });
  try {
    const first = await readAnswer(ask, record);
    const hasPrefix = offset !== null && offset > 0 && isFlv(first);
    record.finish('inspected', hasPrefix ? { prefixHex: toHex(first) } : {});
  } catch (cause) {
    if (ask.signal.aborted) record.finish('superseded');
    else record.fail(failureOf(cause, ask.text));
  }
  return record.seek;
}

/** @returns its first bytes, as many as a prefix has */
async function readAnswer(ask: StartAsk, record: SeekRecord): Promise<Uint8Array> {
  const { facts, reproxyUrl, seekId, text, isWhole } = ask;
  const own = new AbortController();
  const abort = () => own.abort();
  ask.signal.addEventListener('abort', abort);
  let got = 0;
  const isLate = () => {
    own.abort(
      new CodedError('answer_stalled', { limitMs: PATIENCE_MS, got, start: text ?? 'none' }),
    );
  };
  const timer = setTimeout(isLate, PATIENCE_MS);
  try {
    const start = text === null ? {} : { start: text };
    const { status, body } = await ask.fetchPart(
      streamUrl(reproxyUrl, facts.address, { ...start, seekId }),
      { redirect: facts.target === null ? 'follow' : 'manual', signal: own.signal },
    );
    record.change({ status, headMs: record.elapsedMs() });
    let first: Uint8Array = new Uint8Array();
    for (let next = await body?.read(); next?.value; next = await body?.read()) {
      if (got === 0) record.change({ firstByteMs: record.elapsedMs() });
      if (first.length < prefixLength)
        first = concat([first, next.value]).subarray(0, prefixLength);
      got += next.value.length;
      timer.refresh();
      if (!isWhole && got >= ENOUGH_BYTES) break;
    }
    void body?.cancel().catch(() => 'the connection is gone already');
    return first;
  } catch (cause) {
    own.signal.throwIfAborted();
    // An answer that breaks off has been one: its exchange says so.
    if (got === 0 || record.seek.status === null) throw cause;
    throw new CodedError('body_cut', { start: text ?? 'none', got, expected: 'more' }, { cause });
  } finally {
    clearTimeout(timer);
    ask.signal.removeEventListener('abort', abort);
  }
}

function failureOf(cause: unknown, text: string | null): SeeklabError {
  if (cause instanceof CodedError) return cause.toJSON();
  const detail = cause instanceof Error ? cause.message : String(cause);
  return new CodedError('no_answer', { start: text ?? 'none', detail }).toJSON();
}

/** The byte that a text names; null where it names none. */
function offsetNamed(text: string | null): number | null {
  if (text === null || text === '') return 0;
  return /^\d+$/.test(text) && Number.isSafeInteger(Number(text)) ? Number(text) : null;
}
