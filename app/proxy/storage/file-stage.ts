import { pathToFileURL } from 'node:url';
import { CodedError } from '../../contract/errors.ts';
import type { OpenFile } from '../../disk/confined-file.ts';
import { formatContentRange, formatUnsatisfiedRange } from '../../http/content-range.ts';
import { field } from '../../http/fields.ts';
import type { BodyTaker, Stage } from '../exchange/stage.ts';
import type { HopRecorder } from '../record/hop-recorder.ts';
import type { FileSource, FileWish } from './file-source.ts';
import { openBelowRoots } from './open-below-roots.ts';
import type { AcceptedAnswer, FileSlice, StorageAnswer } from './storage-verdict.ts';
import { partInFile, type WantedPart } from './wanted-part.ts';

const BUFFER_BYTES = 256 * 1024;

/** Sends a file from this machine's disk, as a storage node would. Recorded as a storage hop. */
export class FileStage implements Stage {
  readonly requestBody = null;
  readonly #roots: readonly string[];
  readonly #taker: BodyTaker;
  readonly #source: FileSource & { kind: 'disk' };
  readonly #wish: FileWish;
  #recorder: HopRecorder | null = null;
  #opened: OpenFile | null = null;
  #resume: () => void = () => {};
  #isOver = false;

  /** @param roots folders below which the file must lie */
  constructor(
    roots: readonly string[],
    taker: BodyTaker,
    source: FileSource & { kind: 'disk' },
    wish: FileWish,
  ) {
    this.#roots = roots;
    this.#taker = taker;
    this.#source = source;
    this.#wish = wish;
  }

  start(): void {
    this.#send()
      .catch((error: unknown) => this.#fail(this.#refusal(`it cannot be read (${String(error)})`)))
      .finally(() => this.#opened?.handle.close());
  }

  resume(): void {
    this.#resume();
  }

  abort(): void {
    this.#isOver = true;
    this.#recorder?.onEnd('aborted', null);
    this.#resume();
  }

  async #send(): Promise<void> {
    const { file } = this.#source;
    const { part, method, onAccepted } = this.#wish;
    const url = pathToFileURL(file).href;
    this.#recorder = this.#taker.recorder?.addHop('storage', 'file', url, '') ?? null;
    const opened = await openBelowRoots(file, this.#roots);
    if (typeof opened === 'string') return this.#fail(this.#refusal(opened));
    this.#opened = opened;
    if (this.#isOver) return;
    const sizeBytes = Number(opened.stats.size);
    const error = this.#faultOfSize(sizeBytes);
    if (error !== null) return this.#fail(error);
    this.#recorder?.onConnected(false, null);
    const { answer, storage } = answerOf(part, sizeBytes);
    if (!onAccepted(answer, storage)) return;
    if (answer.kind === 'slice' && method === 'GET') {
      await this.#sendSlice(opened, answer.slice);
    }
    this.#taker.flush();
    if (this.#isOver) return;
    this.#recorder?.onEnd('complete', null);
    this.#taker.end();
  }

  async #sendSlice({ handle }: OpenFile, slice: FileSlice): Promise<void> {
    const end = slice.last + 1;
    const buffer = Buffer.allocUnsafeSlow(Math.min(BUFFER_BYTES, end - slice.first));
    for (let at = slice.first; at < end && !this.#isOver; ) {
      const { bytesRead } = await handle.read(buffer, 0, Math.min(buffer.length, end - at), at);
      if (this.#isOver) return;
      if (bytesRead === 0) return this.#fail(this.#refusal('it became shorter while it was sent'));
      at += bytesRead;
      this.#recorder?.onBody(bytesRead);
      if (!this.#taker.write(buffer.subarray(0, bytesRead))) await this.#taken();
    }
  }

  /** The client has to take the buffer before it is read into again. */
  #taken(): Promise<void> {
    return new Promise((resolve) => {
      this.#resume = resolve;
    });
  }

  #faultOfSize(size: number): CodedError | null {
    const { expectedSize } = this.#source;
    if (expectedSize === null || expectedSize === String(size)) return null;
    return new CodedError('storage_wrong_size', { peer: 'file', size, expected: expectedSize });
  }

  #refusal(detail: string): CodedError {
    return new CodedError('reproxy_file_refused', { path: this.#source.file, detail });
  }

  #fail(error: CodedError): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#recorder?.onEnd('rejected', error.toJSON());
    this.#taker.fail(error);
  }
}

/** What a storage node would answer for that part of a file of that size. */
function answerOf(
  part: WantedPart,
  total: number,
): { answer: AcceptedAnswer; storage: StorageAnswer } {
  const meant = partInFile(part, total);
  if (meant.kind === 'unsatisfiable') {
    const storage = local(416, 'Range Not Satisfiable', formatUnsatisfiedRange(total));
    return { answer: { kind: 'beyond_end', size: total }, storage };
  }
  const { first, last } = meant.kind === 'part' ? meant : { first: 0, last: total - 1 };
  const slice = { first, last, total, etag: null, lastModified: null };
  const storage =
    meant.kind === 'part'
      ? local(206, 'Partial Content', formatContentRange(slice))
      : local(200, 'OK', null);
  return { answer: { kind: 'slice', slice }, storage };
}

function local(status: number, reason: string, contentRange: string | null): StorageAnswer {
  const fields = [field('Accept-Ranges', 'bytes')];
  if (contentRange !== null) fields.push(field('Content-Range', contentRange));
  return { status, reason, fields, framing: { kind: 'length', length: 0 } };
}
