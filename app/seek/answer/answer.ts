import type { SeeklabError } from '../../contract/errors.ts';
import { CodedError } from '../../contract/errors.ts';
import type { TargetVideo } from '../../contract/target.ts';
import { readErrorBody } from './error-body.ts';
import { type ChunkReader, type FetchPart, fetchInPage } from './fetch-part.ts';

/** Longest wait for the next byte; longer than any time-out of the reproxy. */
const IDLE_LIMIT_MS = 30_000;

/** So long without a byte is worth a word, though it may still come. */
const QUIET_AFTER_MS = 1000;

/** Bytes of an error answer's body that are read. */
const ERROR_BODY_LIMIT = 4096;

/** So long an error answer's body is read: the status is told without it too. */
const ERROR_BODY_LIMIT_MS = 1000;

/** What is asked of the reproxy. */
export interface AnswerRequest {
  url: string;
  /** The offset in `url`, for messages. */
  start: number;
  /** Where a target has the video; null: the embedded reproxy is asked. */
  target: TargetVideo | null;
  signal: AbortSignal;
  /** How to ask; a page's own `fetch` by default. */
  fetchPart?: FetchPart | undefined;
  /** Called with the status as soon as the head is there, whatever it says. */
  onHead: (status: number) => void;
  /** Nothing came for a second; told once for each wait. Null: it came after all. */
  onQuiet: (quiet: SeeklabError | null) => void;
}

/** A good answer, its body still to be read. */
export interface Answer {
  /** Content-Length; null when the server did not say. */
  readonly lengthBytes: number | null;
  /**
   * The next bytes; null after the last.
   * @throws CodedError `body_cut` when the connection ended too early, `answer_stalled`
   */
  read(): Promise<Uint8Array | null>;
}

/**
 * Asks once.
 * @throws CodedError `no_answer`, `answer_status`, `target_redirected`, `target_range_ignored`, `answer_stalled`, or the error that the reproxy's body names;
 *   the signal's reason when it was aborted
 */
export async function requestAnswer(request: AnswerRequest): Promise<Answer> {
  const { start, target, signal } = request;
  const { fetchPart = fetchInPage } = request;
  // Where a target leads to is shown; the relay follows it where the user said so.
  const redirect = target === null ? 'follow' : 'manual';
  const asked = fetchPart(request.url, { redirect, signal });
  const fetched = await withinLimit(asked, 0, request).catch((cause: unknown) => {
    signal.throwIfAborted();
    if (cause instanceof CodedError) throw cause;
    throw new CodedError('no_answer', { start, detail: reasonOf(cause) }, { cause });
  });
  if (fetched.isRedirection) throw new CodedError('target_redirected', { start });
  const { status, body: reader } = fetched;
  request.onHead(status);
  const isPart = target?.startUnit === 'range' && start > 0;
  if (isPart && status === 200) {
    void reader?.cancel().catch(() => 'the connection is gone already');
    throw new CodedError('target_range_ignored', { start });
  }
  if (status !== (isPart ? 206 : 200) || !reader) throw await refusal(status, start, reader);
  return bodyOf(reader, fetched.lengthBytes, request);
}

function bodyOf(reader: ChunkReader, lengthBytes: number | null, request: AnswerRequest): Answer {
  const { start, signal } = request;
  let got = 0;
  const cut = (cause?: unknown) =>
    new CodedError(
      'body_cut',
      { start, got, expected: lengthBytes ?? 'an unknown number of' },
      { cause },
    );
  return {
    lengthBytes,
    async read() {
      const chunk = await withinLimit(reader.read(), got, request).catch((cause: unknown) => {
        signal.throwIfAborted();
        throw cause instanceof CodedError ? cause : cut(cause);
      });
      if (!chunk.done && chunk.value) {
        got += chunk.value.length;
        return chunk.value;
      }
      if (lengthBytes !== null && got < lengthBytes) throw cut();
      return null;
    },
  };
}

async function refusal(
  status: number,
  start: number,
  reader: ChunkReader | null,
): Promise<CodedError> {
  const text = status >= 400 && reader ? await readText(reader) : '';
  const named = readErrorBody(text);
  // An answer that is not wanted may be a whole video: it must not stay open.
  void reader?.cancel().catch(() => 'the connection is gone already');
  return named ? new CodedError(named) : new CodedError('answer_status', { start, status });
}

async function readText(reader: ChunkReader): Promise<string> {
  const decoder = new TextDecoder();
  // Reading a cancelled body ends as if that were all of it.
  const timer = setTimeout(() => void reader.cancel(), ERROR_BODY_LIMIT_MS);
  let text = '';
  try {
    while (text.length < ERROR_BODY_LIMIT) {
      const { value, done } = await reader.read();
      if (done) break;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    // The status alone says enough when the body breaks off.
  } finally {
    clearTimeout(timer);
  }
  return text;
}

/** Waits for the server: says so when it is quiet, and gives up in the end. */
function withinLimit<T>(
  promise: Promise<T>,
  got: number,
  { start, onQuiet }: AnswerRequest,
): Promise<T> {
  const stalled = (limitMs: number) => new CodedError('answer_stalled', { limitMs, got, start });
  return new Promise((resolve, reject) => {
    let isQuiet = false;
    const timers = [
      setTimeout(() => {
        isQuiet = true;
        onQuiet(stalled(QUIET_AFTER_MS).toJSON());
      }, QUIET_AFTER_MS),
      setTimeout(() => reject(stalled(IDLE_LIMIT_MS)), IDLE_LIMIT_MS),
    ];
    promise.then(resolve, reject).finally(() => {
      for (const timer of timers) clearTimeout(timer);
      if (isQuiet) onQuiet(null);
    });
  });
}

function reasonOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
