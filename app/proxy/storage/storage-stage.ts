import { CodedError } from '../../contract/errors.ts';
import type { ResponseHead } from '../../http/response-head.ts';
import type { Stage, StageControl } from '../exchange/exchange-control.ts';
import { isOurselves } from '../exchange/reproxy-context.ts';
import { parseUpstreamUrl, type UpstreamUrl } from '../upstream/endpoint.ts';
import type { UpstreamFailure } from '../upstream/failure.ts';
import { type HopListener, UpstreamHop } from '../upstream/upstream-hop.ts';
import { judgeContinuation } from './continuation.ts';
import type { AcceptedAnswer, StorageAnswer } from './storage-answer.ts';
import { composeStorageHead } from './storage-request.ts';
import { type FileSlice, judgeStorageAnswer, type StorageVerdict } from './storage-verdict.ts';
import { rangeOf, type WantedPart } from './wanted-part.ts';

export interface StorageStageOptions {
  readonly control: StageControl;
  /** In the order to try. */
  readonly urls: readonly string[];
  /** The URLs come from the user and not from the application: no list has to allow them. */
  readonly isTrusted: boolean;
  readonly part: WantedPart;
  readonly expectedSize: string | null;
  /**
   * The first answer that can be used. Begins the answer to the client.
   * @returns whether the storage body is to follow
   */
  readonly onAccepted: (answer: AcceptedAnswer, storage: StorageAnswer) => boolean;
}

/**
 * The storage hops: asks one URL after the other until one sends what is wanted, and when that one
 * dies in the middle, asks the next for the rest, so that the client sees one body without a seam.
 */
export class StorageStage implements Stage, HopListener {
  readonly #options: StorageStageOptions;
  readonly #control: StageControl;
  readonly #method: 'GET' | 'HEAD';
  #nextUrl = 0;
  #url: UpstreamUrl | null = null;
  #hop: UpstreamHop | null = null;
  #askedAtMs = 0;
  #lastError: CodedError | null = null;
  /** What the client is getting; null before, and while the size of the file is not known. */
  #slice: FileSlice | null = null;
  /** The URL that the slice was accepted from. */
  #acceptedUrl = '';
  #isAccepted = false;
  #sentBytes = 0;
  #hopBytes = 0;

  constructor(options: StorageStageOptions) {
    this.#options = options;
    this.#control = options.control;
    this.#method = options.control.request.method === 'HEAD' ? 'HEAD' : 'GET';
  }

  start(): void {
    this.#askNext();
  }

  resume(): void {
    this.#hop?.resume();
  }

  abort(): void {
    this.#hop?.abort();
  }

  /** The application has answered: the rest of the request is for nobody. */
  writeRequestBody(): boolean {
    return true;
  }

  endRequestBody(): void {}

  onInterim(): void {}

  onWritten(): void {}

  #askNext(): void {
    while (this.#nextUrl < this.#options.urls.length) {
      const text = this.#options.urls[this.#nextUrl++] ?? '';
      const url = parseUpstreamUrl(text);
      const error = this.#obstacle(text, url);
      if (error === null && url !== null) {
        this.#ask(url);
        return;
      }
      this.#lastError = error;
      this.#control.note({
        method: this.#method,
        url: text,
        result: error?.code ?? '',
        elapsedMs: 0,
      });
    }
    const value = this.#options.urls.join(' ');
    this.#control.fail(this.#lastError ?? new CodedError('reproxy_url_unusable', { value }));
  }

  /** Why a URL must not be asked; null when it may. */
  #obstacle(text: string, url: UpstreamUrl | null): CodedError | null {
    const { context } = this.#control;
    if (url === null) return new CodedError('reproxy_url_unusable', { value: text });
    const { host, port, peer } = url.endpoint;
    if (isOurselves(context, url.endpoint))
      return new CodedError('loop_detected', { detail: text });
    if (this.#options.isTrusted) return null;
    if (!context.isStorageAllowed(host, port))
      return new CodedError('storage_not_allowed', { peer });
    return null;
  }

  #ask(url: UpstreamUrl): void {
    const { context, recorder } = this.#control;
    this.#url = url;
    const head = composeStorageHead(this.#method, url, this.#range(), context.via);
    const hopRecorder = recorder?.addHop('storage', url.endpoint.peer, url.url, head) ?? null;
    this.#askedAtMs = performance.now();
    this.#hopBytes = 0;
    const request = { method: this.#method, head, hasBody: false };
    this.#hop = new UpstreamHop(context.storagePool, url.endpoint, request, this, hopRecorder);
  }

  /** What to ask for: the wanted part, or what is missing of it. */
  #range(): string | null {
    if (this.#slice === null) return rangeOf(this.#options.part);
    const isOpen = this.#slice.last === this.#slice.total - 1;
    return `bytes=${this.#slice.first + this.#sentBytes}-${isOpen ? '' : this.#slice.last}`;
  }

  onHead(head: ResponseHead, hasBodyBytes: boolean): void {
    const isContinuation = this.#isAccepted;
    const verdict = this.#judge(head);
    if (verdict.kind === 'rejected') {
      this.#reject(verdict.error, `${head.status}`);
      return;
    }
    this.#note(head.status);
    if (isContinuation) return;
    this.#isAccepted = true;
    this.#acceptedUrl = this.#url?.url ?? '';
    if (verdict.kind === 'slice') this.#slice = verdict.slice;
    const isWanted = this.#options.onAccepted(verdict, head);
    if (!isWanted) {
      this.#hop?.dismiss();
      this.#hop = null;
    } else if (!hasBodyBytes) {
      this.#control.flush();
    }
  }

  #judge(head: ResponseHead): StorageVerdict {
    const peer = this.#url?.endpoint.peer ?? '';
    if (this.#slice !== null) {
      const isCopy = this.#control.context.areCopies(this.#acceptedUrl, this.#url?.url ?? '');
      return judgeContinuation(head, peer, this.#slice, this.#sentBytes, isCopy);
    }
    const { part, expectedSize } = this.#options;
    return judgeStorageAnswer(head, peer, { part, expectedSize, method: this.#method });
  }

  onBody(bytes: Buffer): boolean {
    const missing = this.#missingBytes();
    const wanted = bytes.length > missing ? bytes.subarray(0, missing) : bytes;
    this.#sentBytes += wanted.length;
    this.#hopBytes += wanted.length;
    return this.#control.write(wanted);
  }

  onEnd(): void {
    if (this.#slice !== null && this.#missingBytes() > 0 && this.#method === 'GET') {
      this.#onCut('it ended its body too early');
    } else {
      this.#hop = null;
      this.#control.end();
    }
  }

  onFailure(failure: UpstreamFailure): void {
    if (this.#isAccepted) {
      this.#hop?.recordFailure(failure, this.#cutError().toJSON());
      this.#onCut(failure.detail);
    } else {
      const error = this.#errorOf(failure);
      this.#hop?.recordFailure(failure, error.toJSON());
      this.#tryNext(error, failure.detail);
    }
  }

  #reject(error: CodedError, result: string): void {
    this.#hop?.discard('rejected', error.toJSON());
    this.#tryNext(error, result);
  }

  #onCut(detail: string): void {
    const error = this.#cutError();
    // Without its size nobody knows whether another copy is the same file.
    if (this.#slice === null) this.#nextUrl = this.#options.urls.length;
    this.#tryNext(error, detail);
  }

  #tryNext(error: CodedError, result: string): void {
    this.#hop = null;
    this.#lastError = error;
    this.#note(`${result} (${error.code})`);
    this.#askNext();
  }

  #missingBytes(): number {
    if (this.#slice === null) return Number.POSITIVE_INFINITY;
    return this.#slice.last - this.#slice.first + 1 - this.#sentBytes;
  }

  #cutError(): CodedError {
    const expected = this.#hopBytes + this.#missingBytes();
    const peer = this.#url?.endpoint.peer ?? '';
    return new CodedError('storage_cut', { peer, got: this.#hopBytes, expected });
  }

  #errorOf({ outcome, detail, limitMs }: UpstreamFailure): CodedError {
    const peer = this.#url?.endpoint.peer ?? '';
    if (limitMs !== null) return new CodedError('storage_timeout', { peer, limitMs });
    if (outcome === 'refused') return new CodedError('storage_unreachable', { peer, detail });
    return new CodedError('storage_bad_answer', { peer, detail });
  }

  #note(result: string | number): void {
    const elapsedMs = performance.now() - this.#askedAtMs;
    this.#control.note({ method: this.#method, url: this.#url?.url ?? '', result, elapsedMs });
  }
}
